package frontmatter

import (
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Unfinished reports whether a text may be no more than the beginning of the front matter of a file
// of that name, as it is while somebody writes the file: nothing at all, a fence that nothing closes,
// or lines of a form that goes on until something else comes. A text that says nothing yet of how it
// goes on is unfinished, too, such as half of a first line.
//
// Texts that are whole can look like that; they end behind their front matter, or within a first
// line. So one may wait for the rest, but not for ever.
func Unfinished(name, text string) bool {
	whole := text[:strings.LastIndexByte(text, '\n')+1] // the lines that are
	lead := leadLength(whole)
	lines := strings.TrimLeft(whole[lead:], " ")
	switch ext := strings.ToLower(path.Ext(name)); {
	case strings.TrimSpace(whole[lead:]) == "":
		return true
	case ext == ".lr":
		return !slices.ContainsFunc(lektorFields(whole), isLektorBody)
	case ext == ".org" && !strings.HasPrefix(text, "---\n") && !strings.HasPrefix(text, "+++\n"):
		_, open := orgKeywords(whole)
		return open
	case openComment(lines), linesGoOn(lines):
		return true
	}
	return fenceOpen(strings.TrimLeft(text[lead:], " "))
}

// isLektorBody reports whether a field holds the text of a post.
func isLektorBody(f lektorField) bool { return slices.Contains(lektorBodies, FoldKey(f.key)) }

// openComment reports whether a text begins with a comment that is not closed.
func openComment(text string) bool {
	first, _ := plaintext.CutLine(text)
	for _, c := range comments {
		if strings.HasPrefix(first, c[0]) && (c[0] != "{%" || strings.Contains(first, "comment")) {
			return !strings.Contains(text[len(c[0]):], c[1])
		}
	}
	return false
}

// linesGoOn reports whether all lines of a text are of a form of front matter that has no fence.
func linesGoOn(text string) bool {
	first, _ := plaintext.CutLine(text)
	var goesOn func(line string) bool
	switch _, _, pair := cutPair(first); {
	case strings.HasPrefix(first, "@def "):
		_, open := definitions(text)
		return open
	case strings.HasPrefix(first, "import "), strings.HasPrefix(first, "export "):
		return exportOpen(text)
	case nikolaLine(strings.TrimSpace(first)):
		goesOn = func(line string) bool { return nikolaLine(strings.TrimSpace(line)) }
	case pair:
		goesOn = pairGoesOn
	default:
		goesOn = func(line string) bool {
			_, _, ok := cutProperty(strings.TrimPrefix(line, "- "))
			return ok
		}
	}
	for line := range strings.Lines(text) {
		if !goesOn(strings.TrimSuffix(line, "\n")) {
			return false
		}
	}
	return true
}

// pairGoesOn reports whether a line belongs to front matter in Key: value lines.
func pairGoesOn(line string) bool {
	_, _, ok := cutPair(line)
	return ok || line != "" && strings.IndexByte(" \t-", line[0]) >= 0 && strings.TrimSpace(line) != "" && !closes(line, "---")
}

// exportOpen reports whether a text in MDX has not come to the end of what it exports of itself.
func exportOpen(text string) bool {
	head := text[:min(len(text), maxDoubtfulBytes)]
	if at := exportedMeta.FindStringIndex(head); at != nil {
		_, closed := jsonEnd(text[at[1]-1:])
		return !closed
	}
	for line := range strings.Lines(head) {
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "import ") && !strings.HasPrefix(line, "export ") {
			return false
		}
	}
	return true
}

// fenceOpen reports whether a text begins with a fence, a brace or the like that nothing closes, or
// has a second block behind its front matter that nothing does.
func fenceOpen(text string) bool {
	first, _ := plaintext.CutLine(text)
	fence := strings.TrimRight(first, " \t")
	inside := strings.TrimSpace(strings.TrimPrefix(text, "{"))
	switch {
	case fence == "":
		return false
	case fence[0] == '{' && (inside == "" || inside == ":"):
		return true
	case codeFence(fence):
		return !strings.Contains(text[len(fence):], "\n"+fence[:3])
	}
	h := cutHeader(text)
	if strings.HasPrefix(fence, "---") {
		h, _ = betweenDashes(text, fence, min(len(first)+1, len(text)))
	}
	if h.Open || h.Form == FormNone {
		return h.Open
	}
	second := strings.TrimLeft(text[h.Body:], "\n")
	first, _ = plaintext.CutLine(second)
	switch fence := strings.TrimSpace(first); fence {
	case "-", "--", "+", "++":
		return second == first
	case "---", "+++":
		_, next := plaintext.CutLine(second)
		return fenced(second, next, h.Form, fence, "").Open
	}
	return false
}

// codeFence reports whether a line begins code that is meant as front matter.
func codeFence(line string) bool {
	if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
		return false
	}
	return isHeaderLanguage(strings.Trim(line, "`~ \t{}"))
}
