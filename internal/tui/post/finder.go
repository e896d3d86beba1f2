package post

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/find"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// finder is a search in the open post, and the matches that it has found.
type finder struct {
	open bool // the reader is typing
	screen.LineEditor
	hit     *search.Hit  // a hit of the search over all posts, in place of a query
	matches []find.Match // of the last query, from top to bottom
	current int          // index of the match that the reader is at
}

// in returns the matches in the lines of a page.
func (f *finder) in(m textwidth.Method, lines []string) []find.Match {
	if f.hit != nil {
		return find.Words(m, lines, f.hit.Words)
	}
	return find.Query(m, lines, f.Query)
}

// pressFind handles a key while the reader types a query, and reports whether it means anything.
func (p *Screen) pressFind(h screen.Host, key tea.KeyPressMsg) bool {
	f, k := &p.find, h.Keys
	switch {
	case k.Accept.Has(key):
		f.open = false
		p.findQuery(h)
	case k.Clear.Has(key), screen.Erases(key) && f.Query == "":
		*f = finder{}
	default:
		return f.Edit(key)
	}
	return true
}

// Typing reports whether the reader is typing a query.
func (p *Screen) Typing() bool { return p.find.open }

// TypeText adds pasted text.
func (p *Screen) TypeText(_ screen.Host, text string) tea.Cmd {
	p.find.Insert(text)
	return nil
}

// findQuery searches for the query and goes to the first match on the screen or below it, else to
// the first one.
func (p *Screen) findQuery(h screen.Host) {
	f := &p.find
	f.matches = find.Query(h.Method, p.text(), f.Query)
	if len(f.matches) == 0 {
		if f.Query != "" {
			h.Notice = fmt.Sprintf(h.Texts.NotInPost, f.Query)
		}
		f.Query = ""
		return
	}
	f.current = max(0, slices.IndexFunc(f.matches, func(at find.Match) bool { return len(p.head)+at.Line >= p.top }))
	p.showMatch(h.Display)
}

// stepMatch goes to the next (1) or previous (-1) match, and wraps around at the ends.
func (p *Screen) stepMatch(h screen.Host, step int) {
	f := &p.find
	n := len(f.matches)
	if n == 0 {
		h.Notice = h.Texts.NoMatches
		return
	}
	f.current = (f.current + step + n) % n
	p.showMatch(h.Display)
}

// showMatch scrolls until the current match is visible, with some text above it.
func (p *Screen) showMatch(d *screen.Display) {
	p.showLine(d, p.find.matches[p.find.current].Line)
}

// marked returns a line of the page with its matches marked.
func (p *Screen) marked(m textwidth.Method, i int, line string, s *screen.Styles) string {
	first, _ := slices.BinarySearchFunc(p.find.matches, i, func(at find.Match, line int) int { return at.Last - line })
	if first == len(p.find.matches) || p.find.matches[first].Line > i {
		return line
	}
	var b strings.Builder
	text, end := ansi.Strip(line), 0
	for k := first; k < len(p.find.matches) && p.find.matches[k].Line <= i; k++ {
		look := s.Match
		if k == p.find.current {
			look = s.Here
		}
		from, to := p.find.matches[k].CellsOn(m, i, text)
		b.WriteString(m.Cut(line, end, from) + ansi.ResetStyle)
		b.WriteString(look.On(ansi.Strip(m.Cut(line, from, to))))
		end = to
	}
	return b.String() + m.Cut(line, end, m.Width(line))
}

// findPlace returns the number of the current match, and of all.
func (f *finder) findPlace() string { return fmt.Sprintf("%d/%d", f.current+1, len(f.matches)) }

// toHit marks the words of the hit of a search over all posts like matches of the finder, which
// steps through them, and goes to the line that the hit showed.
func (p *Screen) toHit(d *screen.Display) {
	f := &p.find
	f.matches = f.in(d.Method, p.text())
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
