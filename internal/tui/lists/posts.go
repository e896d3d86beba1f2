// Package lists has the screens that posts are opened from: [Posts], the list of all posts and
// pages with its filter; [Groups], the tags, categories, series, authors and years with the posts
// of each; and [Search], the search over all posts.
//
// Each is a screen.Listing: a post that was opened from it is drawn beside it on a wide window, and
// the keys for the next and the previous post go through it. All of them follow the blog to a newer
// Index with the same post chosen. row.go draws the row of a post for all of them; posts_view.go,
// entries.go, groups_view.go and search_view.go draw those screens; outline.go says on which line
// of the list a post is, and masthead.go has what the author wants above it.
package lists

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// What each of these screens is beside a screen.Listing.
var (
	_ interface {
		screen.Listing
		screen.TextInput
		screen.SidePane
		screen.Asker
		screen.Addressable
	} = (*Posts)(nil)
	_ interface {
		screen.Listing
		screen.SidePane
		screen.IndexUpdater
		screen.Addressable
	} = (*Groups)(nil)
	_ interface {
		screen.Listing
		screen.TextInput
		screen.SidePane
		screen.IndexUpdater
		screen.Asker
	} = (*Search)(nil)
)

// Posts is the list of posts and pages: all of them, or those that pass the filter.
type Posts struct {
	entries       []*blog.Post // posts, then pages; owned by titles, read-only
	titles        *titles.Sets
	set           *titles.Set // the titles of index
	langs         []string    // of the reader, the preferred one first
	index         *blog.Index
	filter        filter
	shown         []titles.Match // the entries that pass the filter; nil without one
	screen.Choice                // cursor is an entry, top a line of the outline
	row           int            // of the window, that the chosen entry begins on

	headOf    headKey // identifies what headLines shows
	headLines []string
	nameRow   string // the row with the blog's name
}

// NewPosts returns the list of an Index.
func NewPosts(x *blog.Index, titles *titles.Sets, langs []string) *Posts {
	set := titles.Of(x)
	return &Posts{entries: set.Entries, titles: titles, set: set, index: x, langs: langs}
}

// count returns the number of rows.
func (l *Posts) count() int {
	if l.shown != nil {
		return len(l.shown)
	}
	return len(l.entries)
}

// entry returns the post of an entry, in the reader's language if possible, and the byte offsets at
// which the filter matched its title.
func (l *Posts) entry(i int) (*blog.Post, []int) {
	var at []int
	entry := i
	if l.shown != nil {
		entry, at = l.shown[i].Entry, l.shown[i].At
	}
	p := l.entries[entry]
	if mine := p.In(l.langs...); mine != p {
		return mine, nil // the filter matched the other title
	}
	return p, at
}

// current returns the chosen post, nil if none.
func (l *Posts) current() *blog.Post {
	if l.count() == 0 {
		return nil
	}
	p, _ := l.entry(l.Cursor)
	return p
}

// Previewed returns the post that is shown beside the list on a wide window.
func (l *Posts) Previewed() *blog.Post { return l.current() }

// Name returns nothing: the hint that leads back to the list needs no words.
func (l *Posts) Name(screen.Host) string { return "" }

// Choose puts the cursor on a post if it is in the list.
func (l *Posts) Choose(h screen.Host, p *blog.Post) {
	if i := l.find(p); i >= 0 {
		l.Cursor = i
		l.KeepVisible(h)
	}
}

// find returns the row of a post, -1 if it is not there.
func (l *Posts) find(p *blog.Post) int {
	if l.shown == nil {
		for _, q := range append([]*blog.Post{p}, p.Translations...) { // the list contains one of them
			if i, ok := l.set.Rows[q.Path]; ok {
				return i
			}
		}
	}
	for i := range l.count() {
		if q, _ := l.entry(i); samePost(q, p) {
			return i
		}
	}
	return -1
}

// Beside returns the post so many rows below p.
func (l *Posts) Beside(_ screen.Host, p *blog.Post, step int) *blog.Post {
	from := l.find(p)
	if from < 0 { // it is gone; its place remains
		from = l.Cursor
	}
	if at := from + step; at >= 0 && at < l.count() {
		next, _ := l.entry(at)
		return next
	}
	return nil
}

// SetIndex switches to a newer Index. The same post stays chosen, in the same row of the screen if
// possible.
func (l *Posts) SetIndex(h screen.Host, x *blog.Index) tea.Cmd {
	was, row := l.current(), l.row
	atTop := l.Cursor == 0 && l.Top == 0
	l.index, l.set = x, l.titles.Of(x)
	l.entries = l.set.Entries
	if l.filter.active() {
		l.shown = []titles.Match{}
		if was != nil { // otherwise the post of the previous reload is still to be found
			l.filter.keep, l.filter.row = was, row
		}
		return l.refilter(h)
	}
	if was != nil && !atTop {
		l.follow(h, was, row)
	}
	l.KeepVisible(h)
	return nil
}

// samePost reports whether two posts, perhaps of different Indexes, are the same post.
func samePost(a, b *blog.Post) bool {
	return a == b || a.Path == b.Path || a.Slug == b.Slug && a.Lang == b.Lang
}

// follow finds the post that was chosen before, by its address, and shows it in the same row of the
// window.
func (l *Posts) follow(h screen.Host, was *blog.Post, row int) {
	if i := l.find(was); i >= 0 {
		l.Cursor = i
		o := l.outline(h)
		l.Top = o.line(i) - row
	}
}

// move moves the cursor by n entries and scrolls to keep it visible.
func (l *Posts) move(h screen.Host, n int) {
	l.Cursor = max(0, min(l.Cursor+n, l.count()-1))
	o := l.outline(h)
	l.Top = o.show(l.Top, listRows(h), pinnedRows)
	l.row = o.line(l.Cursor) - l.Top
}

// KeepVisible brings the cursor and what is shown within the bounds of the list.
func (l *Posts) KeepVisible(h screen.Host) { l.move(h, 0) }

// Relayout keeps the chosen row visible.
func (l *Posts) Relayout(h screen.Host) tea.Cmd {
	l.KeepVisible(h)
	return nil
}

// page returns how many entries a page of the list has.
func (l *Posts) page(h screen.Host) int {
	o := l.outline(h)
	return o.fitting(listRows(h) - pinnedRows)
}

// Press handles a key on the list.
func (l *Posts) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	if l.filter.open {
		return l.pressFilter(h, key)
	}
	_, _, divided := h.Panes()
	switch {
	case l.count() > 0 && (k.Open.Has(key) || divided && k.NextLink.Has(key)):
		return h.OpenPost(l.current(), ""), true
	case k.Filter.Has(key):
		l.filter.open = true
	case l.filter.active() && k.Clear.Has(key):
		l.clearFilter(h)
	case l.count() > 0 && k.Next.Has(key):
		l.move(h, 1)
	case l.count() > 0 && k.Previous.Has(key):
		l.move(h, -1)
	default:
		if n, ok := k.Movement(key, l.page(h), l.count()); ok && l.count() > 0 {
			l.move(h, n)
			return nil, true
		}
		return h.PressLook(key)
	}
	return nil, true
}

// Click chooses the post of a row, or opens it if it is chosen already.
func (l *Posts) Click(h screen.Host, x, y int) tea.Cmd {
	if _, text, ok := h.Panes(); ok && x >= text.Left {
		return h.OpenPost(l.current(), "")
	}
	if l.Top > 0 && y < pinnedRows || y >= listRows(h) {
		return nil
	}
	o := l.outline(h)
	i, part, ok := o.at(l.Top + y)
	if !ok || part < 0 {
		return nil
	}
	if i == l.Cursor {
		return h.OpenPost(l.current(), "")
	}
	l.Cursor = i
	l.KeepVisible(h)
	return nil
}

// Wheel moves the cursor.
func (l *Posts) Wheel(h screen.Host, lines int) tea.Cmd {
	l.move(h, lines)
	return nil
}

// Address returns the chosen post.
func (l *Posts) Address(screen.Host) (*blog.Post, string) { return l.current(), "" }
