package lists

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Groups shows what posts have in common: the groups of one kind (tags, categories, series,
// authors or years) and, one level down, the posts of a group. The groups are those of the Index,
// which all sessions share.
type Groups struct {
	all     *Posts // of all posts
	index   *blog.Index
	kind    blog.Kind
	choices [blog.ByYear + 1]screen.Choice // in the groups of each kind
	inside  bool                           // a group is open, and its posts are shown
	linked  bool                           // it was opened by a link, and one step back leads there
	group   blog.Group                     // the last one that was opened
	posts   screen.Choice                  // in its posts
	most    int                            // posts in the largest group of the kind
	longest int                            // cells of the longest name of the kind
}

// longestName is the maximum width of the column of names, in cells.
const longestName = 40

// NewGroups returns the groups of an Index. all is the list of all posts.
func NewGroups(h screen.Host, all *Posts) *Groups {
	b := &Groups{all: all, index: h.Index}
	if kinds := b.kinds(); len(kinds) > 0 {
		b.show(h, kinds[0])
	}
	return b
}

// OpenGroup shows the posts of a group that a link leads to, if it exists.
func (b *Groups) OpenGroup(h screen.Host, kind blog.Kind, name string) {
	at := placeOf(b.index, kind, name)
	if at < 0 {
		return
	}
	b.show(h, kind)
	b.inside = false
	b.move(h, at-b.choices[kind].Cursor)
	b.enter(h)
	b.linked = true
}

// kinds returns the kinds that have groups.
func (b *Groups) kinds() []blog.Kind {
	kinds := make([]blog.Kind, 0, len(b.choices))
	for kind := blog.ByTag; kind <= blog.ByYear; kind++ {
		if len(b.index.Groups(kind)) > 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// show shows the groups of a kind.
func (b *Groups) show(h screen.Host, kind blog.Kind) {
	b.kind, b.most, b.longest = kind, 0, 0
	for _, g := range b.groups() {
		b.most = max(b.most, len(g.Posts))
		if b.longest < longestName {
			b.longest = min(longestName, max(b.longest, h.Cells(g.Name)))
		}
	}
}

// turn goes to the next (1) or previous (-1) kind, and wraps around at the ends.
func (b *Groups) turn(h screen.Host, step int) {
	kinds := b.kinds()
	for i, kind := range kinds {
		if kind == b.kind {
			b.show(h, kinds[(i+step+len(kinds))%len(kinds)])
			return
		}
	}
}

// groups returns the groups of the current kind.
func (b *Groups) groups() []blog.Group { return b.index.Groups(b.kind) }

// level returns the choice of the current level, and the number of its rows.
func (b *Groups) level() (c *screen.Choice, count int) {
	if b.inside {
		return &b.posts, len(b.group.Posts)
	}
	return &b.choices[b.kind], len(b.groups())
}

// move moves the cursor of the current level.
func (b *Groups) move(h screen.Host, n int) {
	c, count := b.level()
	c.Move(n, count, b.rows(h))
}

// post returns a post of the open group, in the reader's language if possible.
func (b *Groups) post(h screen.Host, i int) *blog.Post { return b.group.Posts[i].In(h.Languages...) }

// find returns the index of a post in the open group, -1 if it is not there.
func (b *Groups) find(h screen.Host, p *blog.Post) int {
	for i := range b.group.Posts {
		if b.inside && samePost(b.post(h, i), p) {
			return i
		}
	}
	return -1
}

// Name returns what a post calls the open group in the hint that leads back.
func (b *Groups) Name(screen.Host) string { return b.group.Name }

// Choose puts the cursor on a post if it is in the open group.
func (b *Groups) Choose(h screen.Host, p *blog.Post) {
	if i := b.find(h, p); i >= 0 {
		b.move(h, i-b.posts.Cursor)
	}
}

// Beside returns the post so many places after p in the open group. If the group does not contain
// p, it counts from the chosen post. If no group is open any more, the list decides.
func (b *Groups) Beside(h screen.Host, p *blog.Post, step int) *blog.Post {
	if !b.inside {
		return b.all.Beside(h, p, step)
	}
	from := b.find(h, p)
	if from < 0 {
		from = b.posts.Cursor
	}
	if at := from + step; at >= 0 && at < len(b.group.Posts) {
		return b.post(h, at)
	}
	return nil
}

// enter goes one level down: to the posts of the chosen group, or into the chosen post.
func (b *Groups) enter(h screen.Host) tea.Cmd {
	c, count := b.level()
	switch {
	case count == 0:
		return nil
	case b.inside:
		return h.OpenPost(b.post(h, c.Cursor), "")
	}
	b.inside, b.linked, b.group, b.posts = true, false, b.groups()[c.Cursor], screen.Choice{}
	return nil
}

// leave goes one level up.
func (b *Groups) leave(h screen.Host) {
	if !b.inside || b.linked {
		h.Pop()
		return
	}
	b.inside = false
}

// Relayout keeps the chosen row visible.
func (b *Groups) Relayout(h screen.Host) tea.Cmd {
	b.move(h, 0)
	return nil
}

// UpdateIndex switches to a newer Index. The same kind, group and post stay chosen, by name, as far
// as they still exist.
func (b *Groups) UpdateIndex(h screen.Host) {
	chosen := map[blog.Kind]string{}
	for _, kind := range b.kinds() {
		chosen[kind] = b.index.Groups(kind)[b.choices[kind].Cursor].Name
	}
	b.index = h.Index
	for kind, name := range chosen {
		groups := b.index.Groups(kind)
		at := placeOf(b.index, kind, name)
		if at < 0 {
			at = max(0, min(b.choices[kind].Cursor, len(groups)-1))
		}
		b.choices[kind].Place(at)
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
func (b *Groups) reopen(h screen.Host) {
	was := b.post(h, b.posts.Cursor)
	b.group, b.inside = b.index.Group(b.kind, b.group.Name)
	if i := b.find(h, was); i >= 0 {
		b.posts.Place(i)
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

// Press handles a key. Left and Right move through the kinds in the order in which they are shown.
func (b *Groups) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
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
		return h.PressLook(key)
	}
	return nil, true
}

// Click chooses a row, or opens it if it is chosen already. A click on a kind shows its groups.
func (b *Groups) Click(h screen.Host, x, y int) tea.Cmd {
	head := b.headHeight(h)
	c, count := b.level()
	if !b.inside && y == b.tabsRow(h) {
		col := screen.ColumnFor(h.Width)
		for _, t := range b.tabs(h, col.Width) {
			if x >= col.Left+t.from && x < col.Left+t.to {
				b.show(h, t.kind)
				b.move(h, 0)
			}
		}
		return nil
	}
	i := c.Top + y - head
	switch {
	case y < head || i >= min(count, c.Top+b.rows(h)):
		return nil
	case i == c.Cursor:
		return b.enter(h)
	}
	c.Cursor = i
	return nil
}

// Wheel moves the cursor.
func (b *Groups) Wheel(h screen.Host, lines int) tea.Cmd {
	b.move(h, lines)
	return nil
}

// Address returns the chosen post of the open group.
func (b *Groups) Address(h screen.Host) (p *blog.Post, heading string) {
	if b.inside && len(b.group.Posts) > 0 {
		p = b.post(h, b.posts.Cursor)
	}
	return p, heading
}
