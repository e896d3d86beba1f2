// Package find finds words in the lines of a page as a reader sees them: a query of the reader,
// whatever its case and accents, or the words of a hit of the search over all posts.
//
// Lines are joined to one text first (flow.go), since a page breaks its lines where there is no
// room, also within what is looked for. Query and Words return matches as cells of lines, which a
// screen can mark; LineOf, BestLine and Nearest say which of them a reader is taken to (hit.go).
// Everything is a function of its arguments, in linear time, and at most maxMatches matches are
// returned.
package find

import (
	"strings"

	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Match is a place where something was found: from a cell of a line of the page to a cell of the
// same line, or of one below.
type Match struct{ Line, from, Last, to int }

// maxMatches is how many matches are counted and marked.
const maxMatches = 10_000

// Query returns where the lines of a page contain a query, ignoring case and accents.
func Query(m textwidth.Method, lines []string, query string) []Match {
	want := fold(query)
	if want == "" {
		return nil
	}
	return matchesIn(m, lines, true, func(text string, most int) (spans [][2]int) {
		for at := 0; len(spans) < most; {
			hit := strings.Index(text[at:], want)
			if hit < 0 {
				break
			}
			spans = append(spans, [2]int{at + hit, at + hit + len(want)})
			at += hit + len(want)
		}
		return spans
	})
}

// fold returns text without differences of case and accents.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		b.WriteString(foldRune(r))
	}
	return b.String()
}

// foldRune returns the folded form of a rune; "" for a separate accent.
func foldRune(r rune) string { return string(search.Fold(nil, r)) }

// cellAt returns the cell of a text that a byte of its folded form comes from.
func cellAt(m textwidth.Method, text, folded string, at int) int {
	if len(folded) == at {
		return m.Width(text)
	}
	n := 0
	for i, r := range text {
		if n >= at {
			return m.Width(text[:i])
		}
		n += len(foldRune(r))
	}
	return m.Width(text)
}

// Words returns where the lines of a page contain words of a hit.
func Words(m textwidth.Method, lines, words []string) []Match {
	if len(words) == 0 {
		return nil
	}
	return matchesIn(m, lines, false, func(text string, most int) [][2]int {
		spans := search.Mark(text, words)
		return spans[:min(len(spans), most)]
	})
}
