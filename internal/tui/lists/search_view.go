package lists

import (
	"fmt"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui/screen"
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
func searchRows(d *screen.Display) int {
	rows := d.Height - searchHead - 1
	if d.Height >= highSearch {
		return rows / 2
	}
	return max(1, rows-1)
}

// hitAt returns the hit on a row of the screen, or -1.
func (s *Search) hitAt(h screen.Host, y int) int {
	row := y - searchHead
	if row < 0 {
		return -1
	}
	i := s.Top + row
	switch chosen := s.Cursor - s.Top; {
	case h.Height >= highSearch:
		i = s.Top + row/2
	case row > chosen:
		i--
	}
	if i >= min(len(s.hits), s.Top+searchRows(h.Display)) {
		return -1
	}
	return i
}

// View draws the search.
func (s *Search) View(h screen.Host) []string {
	lines := s.draw(h, h.FootColumn(), h.Height-1, true)
	return append(lines, h.Footer(s.hints(h), s.place()))
}

// hints returns the keys in the footer.
func (s *Search) hints(h screen.Host) []keymap.Binding {
	k := h.Keys
	if len(s.hits) == 0 {
		return []keymap.Binding{k.Clear.As(h.Texts.Close)}
	}
	return []keymap.Binding{k.Accept, k.Clear.As(h.Texts.Close), k.Down, k.Up}
}

// place returns the number of the chosen hit, and of all.
func (s *Search) place() string {
	if len(s.hits) == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Cursor+1, len(s.hits))
}

// Panel draws the search beside a post that was opened from it.
func (s *Search) Panel(h screen.Host, height int, focused bool) []string {
	return s.draw(h, h.ListColumn(), height, focused)
}

// draw draws query and hits in a column, on the given number of rows, with or without the keys.
func (s *Search) draw(h screen.Host, c screen.Column, height int, focused bool) []string {
	lines := []string{c.Indent(s.viewQuery(h, c.Width, focused))}
	for _, line := range h.Wrap(s.said(h), c.Width, height-1) {
		lines = append(lines, c.Indent(h.Styles.Muted.On(line)))
	}
	for len(lines) < searchHead {
		lines = append(lines, "")
	}
	for i := s.Top; i < min(s.Top+searchRows(h.Display), len(s.hits)); i++ {
		lines = append(lines, c.Indent(s.viewTitle(h, i, c.Width, focused)))
		if h.Height >= highSearch || i == s.Cursor {
			lines = append(lines, c.Indent(s.viewLine(h, i, c.Width)))
		}
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// said returns the message for a search without hits.
func (s *Search) said(h screen.Host) string {
	switch {
	case !s.ready:
		return h.Texts.Indexing
	case len(s.hits) > 0:
		return ""
	case s.asksNothing():
		return h.Texts.SearchHint
	case !s.answered:
		return h.Texts.Looking
	}
	return h.Texts.NoHits
}

// viewQuery draws the query and the number of hits.
func (s *Search) viewQuery(h screen.Host, width int, focused bool) string {
	label, count := h.Texts.Search, ""
	if width < screen.Narrow {
		label = "/"
	}
	switch n := len(s.hits); {
	case n == maxHits:
		count = fmt.Sprintf(h.Texts.BestHits, n)
	case n > 0:
		count = h.Texts.Hits.Of(n)
	}
	const least = 8                    // cells for the query
	room := width - h.Cells(label) - 3 // less blanks
	if room-h.Cells(count) < least {
		count = ""
	}
	line := h.ViewLine(&s.LineEditor, room-h.Cells(count), focused)
	return h.Spread(h.Styles.Title.On(label)+" "+line, h.Styles.Muted.On(count), width)
}

// viewTitle draws the first row of a hit: a bar if it is chosen, the title, tags, the date.
func (s *Search) viewTitle(h screen.Host, i, width int, focused bool) string {
	hit, look := &s.hits[i], h.Styles
	bar, base := "  ", screen.SGR("")
	switch {
	case i != s.Cursor:
	case focused:
		bar, base = look.Mark.On("▌")+" ", look.Chosen
	default: // another screen has the keys
		bar, base = look.Muted.On("▌")+" ", look.Key
	}
	right := ""
	if width >= wideDate {
		right = dateOf(h.Display, hit.Post, dating{width: len(time.DateOnly)})
	}
	room := width - 2 - h.Cells(right)
	title := h.Fit(hit.Post.Title, room-2)
	if width >= wideTags {
		if tags := tagsThatFit(h.Display, hit.Post, room-h.Cells(title)-4); tags != "" {
			right = tags + "  " + right
		}
	}
	marks := clipped(search.Mark(hit.Post.Title, hit.Words), whole(title, hit.Post.Title))
	return h.Spread(bar+marked(look, title, marks, base), look.Muted.On(strings.TrimRight(right, " ")), width)
}

// viewLine draws the second row of a hit: the line that matched, cut around its first match.
func (s *Search) viewLine(h screen.Host, i, width int) string {
	indent := 4
	if width < screen.Narrow {
		indent = 2
	}
	hit := &s.hits[i]
	line, marks := around(h.Display, hit.Line, hit.Matches, width-indent)
	if line == "" {
		return ""
	}
	return screen.Blanks(indent) + marked(h.Styles, line, marks, h.Styles.Muted)
}

// around cuts a line to so many cells around its first match, between words if it has any.
func around(d *screen.Display, line string, matches [][2]int, cells int) (cut string, at [][2]int) {
	const ellipsis = "…"
	if d.Cells(line) <= cells || len(matches) == 0 {
		cut = d.Fit(line, cells)
		return cut, clipped(matches, whole(cut, line))
	}
	before, first := "", matches[0]
	if d.Cells(line[:first[1]]) > cells*3/4 {
		from := first[0] - len(d.Ending(line[:first[0]], cells/3, ""))
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
	room := cells - d.Cells(before)
	if d.Cells(line) > room {
		n, _ := d.Method.Prefix(line, room-d.Cells(ellipsis))
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
func marked(s *screen.Styles, text string, ranges [][2]int, base screen.SGR) string {
	var b strings.Builder
	next := 0
	for _, r := range ranges {
		b.WriteString(base.On(text[next:r[0]]))
		b.WriteString(s.Match.On(text[r[0]:r[1]]))
		next = r[1]
	}
	b.WriteString(base.On(text[next:]))
	return b.String()
}
