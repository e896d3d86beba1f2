package lists

import (
	"sort"

	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// outline is where the entries of the list are: the lines of the whole list, as on a window that is
// high enough for all of it. The list shows a part of these lines.
type outline struct {
	head   int           // lines above the entries
	heads  []titles.Head // each takes a line above its entry
	count  int           // entries
	each   int           // lines of an entry
	more   int           // further lines of the chosen one
	chosen int
}

// line returns the first line of an entry.
func (o *outline) line(entry int) int {
	above := sort.Search(len(o.heads), func(i int) bool { return o.heads[i].First > entry })
	line := o.head + entry*o.each + above
	if entry > o.chosen {
		line += o.more
	}
	return line
}

// size returns how many lines an entry takes.
func (o *outline) size(entry int) int {
	if entry == o.chosen {
		return o.each + o.more
	}
	return o.each
}

// length returns the number of lines.
func (o *outline) length() int {
	if o.count == 0 {
		return o.head
	}
	return o.line(o.count-1) + o.size(o.count-1)
}

// at returns the entry that a line belongs to, and which of its lines it is; -1 is the line of a
// head above it. ok is false for lines that belong to none.
func (o *outline) at(line int) (entry, part int, ok bool) {
	if line < o.head || o.count == 0 {
		return 0, 0, false
	}
	entry = sort.Search(o.count, func(i int) bool { return o.line(i) > line }) - 1
	if entry < 0 {
		return 0, -1, true
	}
	part = line - o.line(entry)
	if part < o.size(entry) {
		return entry, part, true
	}
	return entry + 1, -1, entry+1 < o.count
}

// headAt returns the head above an entry.
func (o *outline) headAt(entry int) (titles.Head, bool) {
	i := sort.Search(len(o.heads), func(i int) bool { return o.heads[i].First >= entry })
	if i < len(o.heads) && o.heads[i].First == entry {
		return o.heads[i], true
	}
	return titles.Head{}, false
}

// show returns the first line to show on a window of some rows, the nearest to top with which the
// chosen entry is seen. Below the top, the first pinned rows of the window show something else.
func (o *outline) show(top, rows, pinned int) int {
	first, last := 0, 0
	if o.count > 0 {
		first, last = o.line(o.chosen), o.line(o.chosen)+o.size(o.chosen)-1
		if _, ok := o.headAt(o.chosen); ok {
			first--
		}
	}
	if o.chosen == 0 {
		first = 0
	}
	top = max(last-rows+1, min(top, first-pinned))
	return max(0, min(top, o.length()-rows))
}

// fitting returns how many entries fit on some rows, at least one.
func (o *outline) fitting(rows int) int { return max(1, (rows-o.more)/max(1, o.each)) }

// outline returns where the entries of the list are now. A list that fits on the window is of cards
// that show what each post begins with; in a longer one only the chosen post does.
func (l *Posts) outline(h screen.Host) outline {
	o := outline{head: l.headRows(h), count: l.count(), each: 1, chosen: l.Cursor}
	if l.shown == nil {
		o.heads = l.set.Heads
	}
	if _, _, divided := h.Panes(); divided || h.Height < highAbout {
		return o
	}
	room := h.Height - 1 - o.head - len(o.heads)
	switch {
	case l.shown == nil && o.count*cardRows <= room+1: // nothing is below the last one
		o.each = cardRows
	case l.shown == nil && o.count*(cardRows-1) <= room:
		o.each = cardRows - 1
	case h.Height >= highTeaser:
		o.more = 2
	default:
		o.more = 1
	}
	return o
}

// Rows of a card, the last of them blank, and heights of the window from which on the chosen post
// shows a line of its beginning, and two.
const (
	cardRows   = 3
	highAbout  = 18
	highTeaser = 24
)

// pinnedRows are those at the top of the window that show the head of a list that has scrolled.
const pinnedRows = 2
