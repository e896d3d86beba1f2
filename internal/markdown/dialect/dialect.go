// Package dialect turns the syntax of site generators in posts into plain Markdown: text goes in,
// text comes out.
//
//	dialect.go     kramdown's extensions; the order in which the rest is done
//	templates.go   {% tags %} and {{ variables }} of Liquid, Nunjucks, Tera and Hugo: which there are
//	shortcodes.go  what a tag becomes: a fence, an image, a link, a box, nothing
//	mdx.go, jsx.go the imports, components and expressions of MDX
//	pairs.go       which tags belong together, and what a pair of them becomes
//	writer.go      the text without its tags, and the variables that it sets itself
//	boxes.go       remarks, quotations, tabs and what is folded away
//	args.go        the arguments of a tag
//	addresses.go   templates within the address of a link
//	pictures.go    pictures, recordings and words of tags that are not known
//	includes.go    what an author hands over to a file of the theme
//	lines.go       lines that mean something to an engine: places of contents, embeds, blocks between slashes
//	chunks.go      code that Quarto and its kin run, hide or take for HTML
//	wiki.go        links between double brackets, marks, remarks and spans
//	logseq.go, franklin.go  what only these have
//	scan.go        lines, fences and attributes, which package markdown reads in the same way
//
// Nothing is evaluated. Every line stays on its line, so that problems are reported where their
// author looks for them, and code stays as it is. To add a shortcode, begin in shortcodes.go; to
// add a block that starts with signs of its own, see package markdown.
package dialect

import "strings"

// Plain rewrites in src what a site generator makes of a post before Markdown sees it. Every line
// stays on its line, so that problems are reported where their author looks for them. A text
// without such syntax is returned as it is.
func Plain(src string) string {
	if strings.Contains(src, "{::") {
		src = extensions(src)
	}
	if strings.Contains(src, "{%") || strings.Contains(src, "{{") {
		src = templates(src)
	}
	src = mdx(src)
	if strings.Contains(src, "\\") && isFranklin(src) {
		src = commands(src)
	}
	return lines(src)
}

// extensions takes out kramdown's "{::comment}...{:/comment}", and of its other extensions the
// marks.
func extensions(src string) string {
	var b strings.Builder
	for at := 0; at < len(src); {
		i := strings.IndexAny(src[at:], "`{~\n")
		if i < 0 {
			b.WriteString(src[at:])
			break
		}
		b.WriteString(src[at : at+i])
		at += i
		next := at + 1
		switch rest := src[at:]; {
		case at == 0 || src[at] == '\n' && at+1 < len(src):
			start := at
			if src[at] == '\n' {
				start++
			}
			next = max(next, fenceEnd(src, start))
		case rest[0] == '`':
			next = spanEnd(src, at)
		}
		if n := extensionLength(src[at:]); n > 0 {
			b.WriteString(strings.Repeat("\n", strings.Count(src[at:at+n], "\n")))
			at += n
			continue
		}
		b.WriteString(src[at:next])
		at = next
	}
	return b.String()
}

// extensionLength returns how much of the beginning of s is a mark of kramdown's, or a comment with
// its marks.
func extensionLength(s string) int {
	if !strings.HasPrefix(s, "{::") && !strings.HasPrefix(s, "{:/") {
		return 0
	}
	end := strings.IndexByte(s[:min(len(s), 200)], '}') + 1
	if end == 0 {
		return 0
	}
	if strings.HasPrefix(s, "{::comment") && !strings.HasSuffix(s[:end], "/}") {
		if n := strings.Index(s, "{:/"); n > 0 {
			return n + strings.IndexByte(s[n:], '}') + 1
		}
	}
	return end
}
