package dialect

import (
	"slices"
	"strings"
)

// Gardens of notes have marks within a line that Markdown has not: links and embeds between double
// brackets, words between double signs of equality, remarks between double signs of percent.
// Quarto has spans, words in brackets with an attribute list.

// longestMark bounds what stands between two such marks.
const longestMark = 500

// inlineMarks rewrites these marks in a line, outside its code.
func inlineMarks(line string) string {
	if !strings.Contains(line, "[[") && !strings.Contains(line, "==") && !strings.Contains(line, "%%") &&
		!strings.Contains(line, "]{") {
		return line
	}
	out := make([]byte, 0, len(line)+32)
	var open []int // brackets in out
	dropped := 0
	for i := 0; i < len(line); {
		rest := line[i:]
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			out = append(out, c, line[i+1])
			i += 2
			continue
		case c == '`':
			end := spanEnd(line, i)
			out = append(out, line[i:end]...)
			i = end
			continue
		case strings.HasPrefix(rest, "[[") || strings.HasPrefix(rest, "![["):
			if s, n := wikiLink(rest); n > 0 {
				out = append(out, s...)
				i += n
				continue
			}
		case strings.HasPrefix(rest, "==") && (i == 0 || !wordByte(line[i-1])):
			if s, n := highlighted(rest); n > 0 {
				out = append(out, s...)
				i += n
				continue
			}
		case strings.HasPrefix(rest, "%%") && (i == 0 || !wordByte(line[i-1])):
			if n := strings.Index(rest[2:], "%%"); n > 0 {
				i += n + 4
				continue
			}
		case c == ']' && len(open) > 0:
			at := open[len(open)-1]
			open = open[:len(open)-1]
			if n := spanAttributes(rest[1:]); n > 0 && (at == 0 || out[at-1] != '!') && at+1 < len(out) {
				out[at] = 0 // taken out below
				dropped++
				i += 1 + n
				continue
			}
		}
		if line[i] == '[' {
			open = append(open, len(out))
		}
		out = append(out, line[i])
		i++
	}
	if dropped > 0 {
		out = slices.DeleteFunc(out, func(c byte) bool { return c == 0 })
	}
	return string(out)
}

// wordByte reports whether c is part of a word, of a formula, or of a longer mark.
func wordByte(c byte) bool {
	return IsLetter(c) || c >= '0' && c <= '9' || c == '=' || c == '!' || c == '<' || c == '>' || c == '%' ||
		c == '&' || c == '/'
}

// spanAttributes is the length of the attribute list of a span at the beginning of s.
func spanAttributes(s string) int {
	if len(s) < 3 || s[0] != '{' {
		return 0
	}
	end := strings.IndexAny(s[1:min(len(s), longestMark)], "}{\n") + 1
	if end < 3 || s[end] != '}' {
		return 0
	}
	for _, word := range strings.Fields(s[1:end]) {
		if word[0] != '.' && word[0] != '#' && !strings.Contains(word, "=") && !strings.Contains(s[1:end], `="`) {
			return 0
		}
	}
	return end + 1
}

// highlighted rewrites "==words==" at the beginning of s, and tells how long it is.
func highlighted(s string) (string, int) {
	if len(s) < 5 || strings.IndexByte(" =\t\n>", s[2]) >= 0 {
		return "", 0
	}
	n := strings.Index(s[2:min(len(s), longestMark)], "==")
	if n < 1 || s[n+1] == ' ' || strings.IndexByte("!<>", s[n+1]) >= 0 || n+4 < len(s) && wordByte(s[n+4]) &&
		s[n+4] != '!' ||
		strings.IndexByte(s[2:2+n], '\n') >= 0 || strings.Contains(s[2:2+n], "`") {
		return "", 0
	}
	return "<mark>" + inlineMarks(s[2:2+n]) + "</mark>", n + 4
}

// wikiLink rewrites "[[Page|words]]" or "![[picture.png|400]]" at the beginning of s, and tells how
// long it is; 0 if it is none.
func wikiLink(s string) (string, int) {
	shown := s[0] == '!'
	from := 2
	if shown {
		from = 3
	}
	n := strings.Index(s[from:min(len(s), from+longestMark)], "]]")
	if n < 1 {
		return "", 0
	}
	inner, size := s[from:from+n], from+n+2
	if strings.ContainsAny(inner, "[]\n`<>{}") || inner[0] == ' ' || inner[0] == ':' ||
		strings.Contains(inner, "://") || !hasLetter(inner) || isAttribute(inner) {
		return "", 0
	}
	if behind := s[size:]; behind != "" && (behind[0] == '(' || behind[0] == '[' || behind[0] == ']') && !shown {
		return "", 0
	}
	page, words, named := strings.Cut(inner, "|")
	page, words = strings.TrimSpace(strings.TrimSuffix(page, `\`)), strings.TrimSpace(words)
	if fileSort(page) != noFile {
		return wikiFile(page, words, shown), size
	}
	name, anchor, _ := strings.Cut(page, "#")
	if anchor = anchor[strings.LastIndexByte(anchor, '#')+1:]; strings.HasPrefix(anchor, "^") {
		anchor = ""
	}
	name = strings.TrimSuffix(strings.TrimSpace(name), ".md")
	if !named || words == "" {
		words = name
		switch {
		case name == "":
			words = anchor
		case anchor != "":
			words = name + " > " + anchor
		}
	}
	if words == "" {
		return "", size
	}
	target := "[[" + name
	if anchor != "" {
		target += "#" + anchor
	}
	return "[" + inBrackets(words) + "](" + inAngles(target+"]]") + ")", size
}

// wikiFile is an embedded picture or recording, or a link to one.
func wikiFile(file, words string, shown bool) string {
	if strings.Trim(words, "0123456789x") == "" { // its size
		words = ""
	}
	words, _, _ = strings.Cut(words, "|")
	t := tag{}
	if shown {
		return t.pictureOf(file, words)
	}
	if words == "" {
		words = fileName(file)
	}
	return "[" + inBrackets(words) + "](" + inAngles(file) + ")"
}

// hasLetter reports whether a text has a letter of any script.
func hasLetter(s string) bool {
	for i := range len(s) {
		if IsLetter(s[i]) || s[i] >= 0x80 || s[i] == '-' && i > 0 {
			return true
		}
	}
	return false
}

// isAttribute reports whether a name is one of C++'s attributes.
func isAttribute(s string) bool {
	switch s {
	case "nodiscard", "maybe_unused", "fallthrough", "likely", "unlikely", "deprecated", "noreturn",
		"no_unique_address", "assume",
		"carries_dependency", "clang", "gnu":
		return true
	}
	return strings.Contains(s, "::")
}

// commentLength is the length of the remark for authors at the offset, over several lines: what
// Obsidian has between two lines of "%%". It ends behind the end of a line.
func (l *lineText) commentLength() int {
	s := l.src[l.at:]
	if !strings.HasPrefix(s, "%%") || strings.HasPrefix(s, "%%%") {
		return 0
	}
	first, next := LineAt(s, 0)
	if strings.Contains(first[2:], "%%") || l.noComment {
		return 0
	}
	n := strings.Index(s[next:], "%%")
	if n < 0 {
		l.noComment = true
		return 0
	}
	end := next + n + 2
	line, after := LineAt(s, end)
	if strings.TrimSpace(line) == "" {
		return after
	}
	return end
}
