package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/search"
)

// The rows of the search screen, from the top: the query, a blank row or a message, the hits, the
// footer.
const (
	searchHead = 2
	// Rows of the screen from which on each hit has a second row with its line. On a lower screen
	// only the chosen hit has one.
	highSearch = 16
)

// searchRows returns how many hits fit on the screen.
func searchRows(d *display) int {
	rows := d.height - searchHead - 1
	if d.height >= highSearch {
		return rows / 2
	}
	return max(1, rows-1)
}

// hitAt returns the hit on a row of the screen, or -1.
func (s *searchScreen) hitAt(h host, y int) int {
	row := y - searchHead
	if row < 0 {
		return -1
	}
	i := s.top + row
	switch chosen := s.cursor - s.top; {
	case h.height >= highSearch:
		i = s.top + row/2
	case row > chosen:
		i--
	}
	if i >= min(len(s.hits), s.top+searchRows(h.display)) {
		return -1
	}
	return i
}

// view draws the search.
func (s *searchScreen) view(h host) []string {
	lines := s.draw(h, h.footColumn(), h.height-1, true)
	return append(lines, h.footer(s.hints(h), s.place()))
}

// hints returns the keys in the footer.
func (s *searchScreen) hints(h host) []keymap.Binding {
	k := h.keys
	if len(s.hits) == 0 {
		return []keymap.Binding{k.Clear.As(h.texts.Close)}
	}
	return []keymap.Binding{k.Accept, k.Clear.As(h.texts.Close), k.Down, k.Up}
}

// place returns the number of the chosen hit, and of all.
func (s *searchScreen) place() string {
	if len(s.hits) == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.cursor+1, len(s.hits))
}

// panel draws the search beside a post that was opened from it.
func (s *searchScreen) panel(h host, height int, focused bool) []string {
	return s.draw(h, h.listColumn(), height, focused)
}

// draw draws query and hits in a column, on the given number of rows, with or without the keys.
func (s *searchScreen) draw(h host, c column, height int, focused bool) []string {
	lines := []string{c.indent(s.viewQuery(h, c.width, focused))}
	for _, line := range h.wrap(s.said(h), c.width, height-1) {
		lines = append(lines, c.indent(h.styles.muted.on(line)))
	}
	for len(lines) < searchHead {
		lines = append(lines, "")
	}
	for i := s.top; i < min(s.top+searchRows(h.display), len(s.hits)); i++ {
		lines = append(lines, c.indent(s.viewTitle(h, i, c.width, focused)))
		if h.height >= highSearch || i == s.cursor {
			lines = append(lines, c.indent(s.viewLine(h, i, c.width)))
		}
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// said returns the message for a search without hits.
func (s *searchScreen) said(h host) string {
	switch {
	case !s.ready:
		return h.texts.Indexing
	case len(s.hits) > 0:
		return ""
	case s.asksNothing():
		return h.texts.SearchHint
	case !s.answered:
		return h.texts.Looking
	}
	return h.texts.NoHits
}

// viewQuery draws the query and the number of hits.
func (s *searchScreen) viewQuery(h host, width int, focused bool) string {
	label, count := h.texts.Search, ""
	if width < narrow {
		label = "/"
	}
	switch n := len(s.hits); {
	case n == maxHits:
		count = fmt.Sprintf(h.texts.BestHits, n)
	case n > 0:
		count = h.texts.Hits.Of(n)
	}
	const least = 8                    // cells for the query
	room := width - h.cells(label) - 3 // less blanks
	if room-h.cells(count) < least {
		count = ""
	}
	line := h.viewLine(&s.lineEditor, room-h.cells(count), focused)
	return h.spread(h.styles.title.on(label)+" "+line, h.styles.muted.on(count), width)
}

// viewTitle draws the first row of a hit: a bar if it is chosen, the title, tags, the date.
func (s *searchScreen) viewTitle(h host, i, width int, focused bool) string {
	hit, look := &s.hits[i], h.styles
	bar, base := "  ", sgr("")
	switch {
	case i != s.cursor:
	case focused:
		bar, base = look.mark.on("▌")+" ", look.chosen
	default: // another screen has the keys
		bar, base = look.muted.on("▌")+" ", look.key
	}
	right := ""
	if width >= wideDate {
		right = dateOf(h.display, hit.Post, dating{width: len(time.DateOnly)})
	}
	room := width - 2 - h.cells(right)
	title := h.fit(hit.Post.Title, room-2)
	if width >= wideTags {
		if tags := tagsThatFit(h.display, hit.Post, room-h.cells(title)-4); tags != "" {
			right = tags + "  " + right
		}
	}
	marks := clipped(search.Mark(hit.Post.Title, hit.Words), whole(title, hit.Post.Title))
	return h.spread(bar+marked(look, title, marks, base), look.muted.on(strings.TrimRight(right, " ")), width)
}

// viewLine draws the second row of a hit: the line that matched, cut around its first match.
func (s *searchScreen) viewLine(h host, i, width int) string {
	indent := 4
	if width < narrow {
		indent = 2
	}
	hit := &s.hits[i]
	line, marks := around(h.display, hit.Line, hit.Matches, width-indent)
	if line == "" {
		return ""
	}
	return blanks(indent) + marked(h.styles, line, marks, h.styles.muted)
}

// around cuts a line to so many cells around its first match, between words if it has any.
func around(d *display, line string, matches [][2]int, cells int) (cut string, at [][2]int) {
	const ellipsis = "…"
	if d.cells(line) <= cells || len(matches) == 0 {
		cut = d.fit(line, cells)
		return cut, clipped(matches, whole(cut, line))
	}
	before, first := "", matches[0]
	if d.cells(line[:first[1]]) > cells*3/4 {
		from := first[0] - len(d.ending(line[:first[0]], cells/3, ""))
		if i := strings.IndexByte(line[from:first[0]], ' '); i >= 0 {
			from += i + 1 // start with a word
		}
		before, line = ellipsis, line[from:]
		first[0], first[1] = first[0]-from, first[1]-from
		moved := make([][2]int, len(matches))
		for i, r := range matches {
			moved[i] = [2]int{r[0] - from + len(before), r[1] - from + len(before)}
		}
		matches = moved
	}
	room := cells - d.cells(before)
	if d.cells(line) > room {
		n, _ := d.method.Prefix(line, room-d.cells(ellipsis))
		if i := strings.LastIndexByte(line[:min(n+1, len(line))], ' '); i >= first[1] {
			n = i // end with a word
		}
		line = strings.TrimRight(line[:n], " ") + ellipsis
	}
	return before + line, clipped(matches, len(before)+len(strings.TrimSuffix(line, ellipsis)))
}

// whole returns how many bytes of a text a cut has left.
func whole(cut, text string) int {
	if cut == text {
		return len(text)
	}
	return len(strings.TrimSuffix(cut, "…"))
}

// clipped returns the ranges, or parts of ranges, that lie within the first bytes.
func clipped(ranges [][2]int, within int) [][2]int {
	kept := make([][2]int, 0, len(ranges))
	for _, r := range ranges {
		if r[0] < within {
			kept = append(kept, [2]int{r[0], min(r[1], within)})
		}
	}
	return kept
}

// marked draws text in a style, and some byte ranges in the style of matches.
func marked(s *styles, text string, ranges [][2]int, base sgr) string {
	var b strings.Builder
	next := 0
	for _, r := range ranges {
		b.WriteString(base.on(text[next:r[0]]))
		b.WriteString(s.match.on(text[r[0]:r[1]]))
		next = r[1]
	}
	b.WriteString(base.on(text[next:]))
	return b.String()
}
