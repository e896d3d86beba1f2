package tui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// found is a match: a line of the page, and cells in it.
type found struct{ line, from, to int }

// in returns the matches in the lines of a page.
func (f *finder) in(m textwidth.Method, lines []string) []found {
	if f.hit != nil {
		return markIn(m, lines, f.hit.Words)
	}
	return findIn(m, lines, f.query)
}

// maxMatches is how many matches are counted and marked.
const maxMatches = 10_000

// findIn returns where the lines of a page contain a query, ignoring case and accents. Of a match
// that continues on the next line, it returns the part on the first one.
func findIn(m textwidth.Method, lines []string, query string) []found {
	want := fold(query)
	if want == "" {
		return nil
	}
	var all []found
	text, folded := "", ""
	if len(lines) > 0 {
		text = ansi.Strip(lines[0])
		folded = fold(text)
	}
	for i := range lines {
		next, nextFolded := "", ""
		if i+1 < len(lines) {
			next = ansi.Strip(lines[i+1])
			nextFolded = fold(next)
		}
		at := 0
		for len(all) < maxMatches {
			hit := strings.Index(folded[at:], want)
			if hit < 0 {
				break
			}
			from := at + hit
			at = from + len(want)
			all = append(all, found{i, cellAt(m, text, folded, from), cellAt(m, text, folded, at)})
		}
		if from := acrossEnd(folded[at:], nextFolded, want); from >= 0 && len(all) < maxMatches {
			all = append(all, found{i, cellAt(m, text, folded, at+from), m.Width(strings.TrimRight(text, " "))})
		}
		text, folded = next, nextFolded
	}
	return all
}

// acrossEnd returns where in a line a match begins that continues on the next line, or -1. The line
// end counts as a blank, or, in scripts without blanks, as nothing.
func acrossEnd(line, next, want string) int {
	line, next = strings.TrimRight(line, " "), strings.TrimLeft(next, " │┃▏>")
	if line == "" || next == "" {
		return -1
	}
	for cut := 1; cut < len(want); cut++ {
		head, tail := want[:cut], want[cut:]
		if strings.HasPrefix(tail, " ") {
			tail = tail[1:]
		} else if first, _ := utf8.DecodeRuneInString(tail); first == utf8.RuneError ||
			!unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			continue
		}
		if strings.HasSuffix(line, head) && strings.HasPrefix(next, tail) {
			return len(line) - len(head)
		}
	}
	return -1
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

// pressFind handles a key while the reader types a query.
func (h host) pressFind(p *postScreen, key tea.KeyPressMsg) {
	f, k := &p.find, h.keys
	switch {
	case k.Accept.Has(key):
		f.open = false
		h.find(p)
	case k.Clear.Has(key), erases(key) && f.query == "":
		*f = finder{}
	default:
		f.edit(key)
	}
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
	p.showMatch(h.postRows())
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
	p.showMatch(h.postRows())
}

// showMatch scrolls until the current match is visible, with some text above it.
func (p *postScreen) showMatch(rows int) {
	p.showLine(p.find.matches[p.find.current].line, rows)
}

// marked returns a line of the page with its matches marked.
func (p *postScreen) marked(m textwidth.Method, i int, line string, s *styles) string {
	first, _ := slices.BinarySearchFunc(p.find.matches, i, func(at found, line int) int { return at.line - line })
	var b strings.Builder
	end := 0
	for k := first; k < len(p.find.matches) && p.find.matches[k].line == i; k++ {
		at := p.find.matches[k]
		look := s.match
		if k == p.find.current {
			look = s.here
		}
		b.WriteString(m.Cut(line, end, at.from) + ansi.ResetStyle)
		b.WriteString(look.on(ansi.Strip(m.Cut(line, at.from, at.to))))
		end = at.to
	}
	if end == 0 {
		return line
	}
	return b.String() + m.Cut(line, end, m.Width(line))
}

// findPlace returns the number of the current match, and of all.
func (f *finder) findPlace() string { return fmt.Sprintf("%d/%d", f.current+1, len(f.matches)) }
