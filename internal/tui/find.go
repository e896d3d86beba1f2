package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// finder is a search in the open post, and the matches that it has found.
type finder struct {
	open bool // the reader is typing
	lineEditor
	hit     *search.Hit // a hit of the search over all posts, in place of a query
	matches []found     // of the last query, from top to bottom
	current int         // index of the match that the reader is at
}

// found is a match: from a cell of a line of the page to a cell of the same line, or of one below.
type found struct{ line, from, last, to int }

// in returns the matches in the lines of a page.
func (f *finder) in(m textwidth.Method, lines []string) []found {
	if f.hit != nil {
		return markIn(m, lines, f.hit.Words)
	}
	return findIn(m, lines, f.query)
}

// maxMatches is how many matches are counted and marked.
const maxMatches = 10_000

// findIn returns where the lines of a page contain a query, ignoring case and accents.
func findIn(m textwidth.Method, lines []string, query string) []found {
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

// pressFind handles a key while the reader types a query, and reports whether it means anything.
func (h host) pressFind(p *postScreen, key tea.KeyPressMsg) bool {
	f, k := &p.find, h.keys
	switch {
	case k.Accept.Has(key):
		f.open = false
		h.find(p)
	case k.Clear.Has(key), erases(key) && f.query == "":
		*f = finder{}
	default:
		return f.edit(key)
	}
	return true
}

// typing reports whether the reader is typing a query.
func (p *postScreen) typing() bool { return p.find.open }

// typeText adds pasted text.
func (p *postScreen) typeText(_ host, text string) tea.Cmd { //nolint:unparam // required by the interface
	p.find.insert(text)
	return nil
}

// find searches for the query and goes to the first match on the screen or below it, else to the
// first one.
func (h host) find(p *postScreen) {
	f := &p.find
	f.matches = findIn(h.method, p.text(), f.query)
	if len(f.matches) == 0 {
		if f.query != "" {
			h.notice = fmt.Sprintf(h.texts.NotInPost, f.query)
		}
		f.query = ""
		return
	}
	f.current = max(0, slices.IndexFunc(f.matches, func(at found) bool { return len(p.head)+at.line >= p.top }))
	p.showMatch(h.display)
}

// stepMatch goes to the next (1) or previous (-1) match, and wraps around at the ends.
func (h host) stepMatch(p *postScreen, step int) {
	f := &p.find
	n := len(f.matches)
	if n == 0 {
		h.notice = h.texts.NoMatches
		return
	}
	f.current = (f.current + step + n) % n
	p.showMatch(h.display)
}

// showMatch scrolls until the current match is visible, with some text above it.
func (p *postScreen) showMatch(d *display) {
	p.showLine(d, p.find.matches[p.find.current].line)
}

// marked returns a line of the page with its matches marked.
func (p *postScreen) marked(m textwidth.Method, i int, line string, s *styles) string {
	first, _ := slices.BinarySearchFunc(p.find.matches, i, func(at found, line int) int { return at.last - line })
	if first == len(p.find.matches) || p.find.matches[first].line > i {
		return line
	}
	var b strings.Builder
	text, end := ansi.Strip(line), 0
	for k := first; k < len(p.find.matches) && p.find.matches[k].line <= i; k++ {
		look := s.match
		if k == p.find.current {
			look = s.here
		}
		from, to := p.find.matches[k].on(m, i, text)
		b.WriteString(m.Cut(line, end, from) + ansi.ResetStyle)
		b.WriteString(look.on(ansi.Strip(m.Cut(line, from, to))))
		end = to
	}
	return b.String() + m.Cut(line, end, m.Width(line))
}

// findPlace returns the number of the current match, and of all.
func (f *finder) findPlace() string { return fmt.Sprintf("%d/%d", f.current+1, len(f.matches)) }
