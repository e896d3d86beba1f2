package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/find"
)

// finder is a search in the open post, and the matches that it has found.
type finder struct {
	open bool // the reader is typing
	lineEditor
	hit     *search.Hit  // a hit of the search over all posts, in place of a query
	matches []find.Match // of the last query, from top to bottom
	current int          // index of the match that the reader is at
}

// in returns the matches in the lines of a page.
func (f *finder) in(m textwidth.Method, lines []string) []find.Match {
	if f.hit != nil {
		return find.Words(m, lines, f.hit.Words)
	}
	return find.Query(m, lines, f.query)
}

// pressFind handles a key while the reader types a query, and reports whether it means anything.
func (p *postScreen) pressFind(h host, key tea.KeyPressMsg) bool {
	f, k := &p.find, h.keys
	switch {
	case k.Accept.Has(key):
		f.open = false
		p.findQuery(h)
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

// findQuery searches for the query and goes to the first match on the screen or below it, else to the
// first one.
func (p *postScreen) findQuery(h host) {
	f := &p.find
	f.matches = find.Query(h.method, p.text(), f.query)
	if len(f.matches) == 0 {
		if f.query != "" {
			h.notice = fmt.Sprintf(h.texts.NotInPost, f.query)
		}
		f.query = ""
		return
	}
	f.current = max(0, slices.IndexFunc(f.matches, func(at find.Match) bool { return len(p.head)+at.Line >= p.top }))
	p.showMatch(h.display)
}

// stepMatch goes to the next (1) or previous (-1) match, and wraps around at the ends.
func (p *postScreen) stepMatch(h host, step int) {
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
	p.showLine(d, p.find.matches[p.find.current].Line)
}

// marked returns a line of the page with its matches marked.
func (p *postScreen) marked(m textwidth.Method, i int, line string, s *styles) string {
	first, _ := slices.BinarySearchFunc(p.find.matches, i, func(at find.Match, line int) int { return at.Last - line })
	if first == len(p.find.matches) || p.find.matches[first].Line > i {
		return line
	}
	var b strings.Builder
	text, end := ansi.Strip(line), 0
	for k := first; k < len(p.find.matches) && p.find.matches[k].Line <= i; k++ {
		look := s.match
		if k == p.find.current {
			look = s.here
		}
		from, to := p.find.matches[k].CellsOn(m, i, text)
		b.WriteString(m.Cut(line, end, from) + ansi.ResetStyle)
		b.WriteString(look.on(ansi.Strip(m.Cut(line, from, to))))
		end = to
	}
	return b.String() + m.Cut(line, end, m.Width(line))
}

// findPlace returns the number of the current match, and of all.
func (f *finder) findPlace() string { return fmt.Sprintf("%d/%d", f.current+1, len(f.matches)) }

// toHit marks the words of the hit of a search over all posts like matches of the finder, which steps
// through them, and goes to the line that the hit showed.
func (p *postScreen) toHit(d *display) {
	f := &p.find
	f.matches = f.in(d.method, p.text())
	if len(f.hit.Matches) == 0 { // only title or tags matched: start at the beginning
		return
	}
	line := find.LineOf(p.text(), f.hit)
	switch {
	case len(f.matches) == 0 && line < 0:
		return
	case len(f.matches) == 0: // the words are broken across lines, or lie beyond the edge of wide code
		p.toLine(line, postRows(d))
		return
	case line < 0:
		line = find.BestLine(f.matches)
	}
	f.current = find.Nearest(f.matches, line)
	p.showMatch(d)
}
