package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// browseScreen shows what posts have in common: the groups of one kind (tags, categories, series,
// authors or years) and, one level down, the posts of a group. The groups are those of the Index,
// which all sessions share.
type browseScreen struct {
	all     *listScreen // of all posts
	index   *blog.Index
	kind    blog.Kind
	choices [blog.ByYear + 1]choice // in the groups of each kind
	inside  bool                    // a group is open, and its posts are shown
	linked  bool                    // it was opened by a link, and one step back leads there
	group   blog.Group              // the last one that was opened
	posts   choice                  // in its posts
	most    int                     // posts in the largest group of the kind
	longest int                     // cells of the longest name of the kind
}

// longestName is the maximum width of the column of names, in cells.
const longestName = 40

// newBrowse returns the groups of an Index. all is the list of all posts.
func newBrowse(h host, all *listScreen) *browseScreen {
	b := &browseScreen{all: all, index: h.index}
	if kinds := b.kinds(); len(kinds) > 0 {
		b.show(h, kinds[0])
	}
	return b
}

// openGroup shows the posts of a group that a link leads to, if it exists.
func (b *browseScreen) openGroup(h host, kind blog.Kind, name string) {
	at := placeOf(b.index, kind, name)
	if at < 0 {
		return
	}
	b.show(h, kind)
	b.inside = false
	b.move(h, at-b.choices[kind].cursor)
	b.enter(h)
	b.linked = true
}

// kinds returns the kinds that have groups.
func (b *browseScreen) kinds() []blog.Kind {
	kinds := make([]blog.Kind, 0, len(b.choices))
	for kind := blog.ByTag; kind <= blog.ByYear; kind++ {
		if len(b.index.Groups(kind)) > 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// show shows the groups of a kind.
func (b *browseScreen) show(h host, kind blog.Kind) {
	b.kind, b.most, b.longest = kind, 0, 0
	for _, g := range b.groups() {
		b.most = max(b.most, len(g.Posts))
		if b.longest < longestName {
			b.longest = min(longestName, max(b.longest, h.cells(g.Name)))
		}
	}
}

// turn goes to the next (1) or previous (-1) kind, and wraps around at the ends.
func (b *browseScreen) turn(h host, step int) {
	kinds := b.kinds()
	for i, kind := range kinds {
		if kind == b.kind {
			b.show(h, kinds[(i+step+len(kinds))%len(kinds)])
			return
		}
	}
}

// groups returns the groups of the current kind.
func (b *browseScreen) groups() []blog.Group { return b.index.Groups(b.kind) }

// level returns the choice of the current level, and the number of its rows.
func (b *browseScreen) level() (c *choice, count int) {
	if b.inside {
		return &b.posts, len(b.group.Posts)
	}
	return &b.choices[b.kind], len(b.groups())
}

// move moves the cursor of the current level.
func (b *browseScreen) move(h host, n int) {
	c, count := b.level()
	c.move(n, count, b.rows(h))
}

// post returns a post of the open group, in the reader's language if possible.
func (b *browseScreen) post(h host, i int) *blog.Post { return b.group.Posts[i].In(h.languages...) }

// find returns the index of a post in the open group, -1 if it is not there.
func (b *browseScreen) find(h host, p *blog.Post) int {
	for i := range b.group.Posts {
		if b.inside && samePost(b.post(h, i), p) {
			return i
		}
	}
	return -1
}

// name returns what a post calls the open group in the hint that leads back.
func (b *browseScreen) name(host) string { return b.group.Name }

// choose puts the cursor on a post if it is in the open group.
func (b *browseScreen) choose(h host, p *blog.Post) {
	if i := b.find(h, p); i >= 0 {
		b.move(h, i-b.posts.cursor)
	}
}

// beside returns the post so many places after p in the open group. If the group does not contain
// p, it counts from the chosen post. If no group is open any more, the list decides.
func (b *browseScreen) beside(h host, p *blog.Post, step int) *blog.Post {
	if !b.inside {
		return b.all.beside(h, p, step)
	}
	from := b.find(h, p)
	if from < 0 {
		from = b.posts.cursor
	}
	if at := from + step; at >= 0 && at < len(b.group.Posts) {
		return b.post(h, at)
	}
	return nil
}

// enter goes one level down: to the posts of the chosen group, or into the chosen post.
func (b *browseScreen) enter(h host) tea.Cmd {
	c, count := b.level()
	switch {
	case count == 0:
		return nil
	case b.inside:
		return h.openPost(b.post(h, c.cursor), "")
	}
	b.inside, b.linked, b.group, b.posts = true, false, b.groups()[c.cursor], choice{}
	return nil
}

// leave goes one level up.
func (b *browseScreen) leave(h host) {
	if !b.inside || b.linked {
		h.pop()
		return
	}
	b.inside = false
}

// relayout keeps the chosen row visible.
func (b *browseScreen) relayout(h host) tea.Cmd {
	b.move(h, 0)
	return nil
}

// updateIndex switches to a newer Index. The same kind, group and post stay chosen, by name, as far
// as they still exist.
func (b *browseScreen) updateIndex(h host) {
	chosen := map[blog.Kind]string{}
	for _, kind := range b.kinds() {
		chosen[kind] = b.index.Groups(kind)[b.choices[kind].cursor].Name
	}
	b.index = h.index
	for kind, name := range chosen {
		groups := b.index.Groups(kind)
		at := placeOf(b.index, kind, name)
		if at < 0 {
			at = max(0, min(b.choices[kind].cursor, len(groups)-1))
		}
		b.choices[kind].place(at)
	}
	if b.inside {
		b.reopen(h)
	}
	if kinds := b.kinds(); len(kinds) > 0 && len(b.groups()) == 0 {
		b.kind = kinds[0]
	}
	b.show(h, b.kind)
	b.move(h, 0)
}

// reopen finds the open group in the newest Index, or closes it if it is gone.
func (b *browseScreen) reopen(h host) {
	was := b.post(h, b.posts.cursor)
	b.group, b.inside = b.index.Group(b.kind, b.group.Name)
	if i := b.find(h, was); i >= 0 {
		b.posts.place(i)
	}
}

// placeOf returns the index of a group among those of its kind, by its name in any spelling, or -1.
func placeOf(x *blog.Index, kind blog.Kind, name string) int {
	g, ok := x.Group(kind, name)
	if !ok {
		return -1
	}
	for i, other := range x.Groups(kind) {
		if other.Name == g.Name {
			return i
		}
	}
	return -1
}

// press handles a key. Left and Right move through the kinds in the order in which they are shown.
func (b *browseScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.keys
	_, count := b.level()
	switch {
	case k.Browse.Has(key) && b.inside:
		b.inside, b.linked = false, false
	case !b.inside && (key.String() == "right" || k.NextLink.Has(key)):
		b.turn(h, 1)
		b.move(h, 0)
	case !b.inside && (key.String() == "left" || k.PreviousLink.Has(key)):
		b.turn(h, -1)
		b.move(h, 0)
	case count > 0 && k.Open.Has(key):
		return b.enter(h), true
	case count > 0 && k.Next.Has(key):
		b.move(h, 1)
	case count > 0 && k.Previous.Has(key):
		b.move(h, -1)
	case k.Back.Has(key), k.Return.Has(key):
		b.leave(h)
	default:
		if n, ok := k.Movement(key, b.rows(h), count); ok && count > 0 {
			b.move(h, n)
			return nil, true
		}
		return h.pressLook(key)
	}
	return nil, true
}

// click chooses a row, or opens it if it is chosen already. A click on a kind shows its groups.
func (b *browseScreen) click(h host, x, y int) tea.Cmd {
	head := b.headHeight(h)
	c, count := b.level()
	if !b.inside && y == b.tabsRow(h) {
		col := columnFor(h.width)
		for _, t := range b.tabs(h, col.width) {
			if x >= col.left+t.from && x < col.left+t.to {
				b.show(h, t.kind)
				b.move(h, 0)
			}
		}
		return nil
	}
	i := c.top + y - head
	switch {
	case y < head || i >= min(count, c.top+b.rows(h)):
		return nil
	case i == c.cursor:
		return b.enter(h)
	}
	c.cursor = i
	return nil
}

// wheel moves the cursor.
func (b *browseScreen) wheel(h host, lines int) tea.Cmd {
	b.move(h, lines)
	return nil
}

// address returns the chosen post of the open group.
func (b *browseScreen) address(h host) (p *blog.Post, heading string) {
	if b.inside && len(b.group.Posts) > 0 {
		p = b.post(h, b.posts.cursor)
	}
	return p, heading
}
