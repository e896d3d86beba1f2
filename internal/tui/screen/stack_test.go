package screen

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// blank is a screen that draws nothing; it counts how often it is on top again.
type blank struct{ returned int }

func (*blank) Press(Host, tea.KeyPressMsg) (tea.Cmd, bool) { return nil, false }
func (*blank) View(Host) []string                          { return nil }
func (*blank) Relayout(Host) tea.Cmd                       { return nil }
func (*blank) Click(Host, int, int) tea.Cmd                { return nil }
func (*blank) Wheel(Host, int) tea.Cmd                     { return nil }
func (b *blank) Returned(Host)                             { b.returned++ }

// cover is a screen over another one.
type cover struct{ blank }

func (*cover) Overlays() {}

// bottom is the list that stands under all others.
type bottom struct{ blank }

func (*bottom) Name(Host) string                        { return "" }
func (*bottom) Beside(Host, *blog.Post, int) *blog.Post { return nil }
func (*bottom) Choose(Host, *blog.Post)                 {}
func isBlank(s Screen) bool                             { _, ok := s.(*blank); return ok }
func stackOf(screens ...Screen) Host                    { return Host{Stack: &Stack{screens: screens}} }

func TestPop(t *testing.T) {
	list, post := &bottom{}, &blank{}
	h := stackOf(list, post, &cover{})
	h.Pop()
	if h.Upper() != Screen(post) || post.returned != 1 {
		t.Errorf("%T is on top, and was told %d times", h.Upper(), post.returned)
	}
	for range 3 { // the list stays
		h.Pop()
	}
	if len(h.All()) != 1 || h.Upper() != Screen(list) {
		t.Errorf("%d screens are left", len(h.All()))
	}
}

func TestRaise(t *testing.T) {
	list, search := &bottom{}, &blank{}
	h := stackOf(list, &cover{}, &cover{})
	h.Raise(search, isBlank)
	if len(h.All()) != 2 || h.Upper() != Screen(search) {
		t.Fatalf("%d screens, with %T on top: overlays stay under a new screen", len(h.All()), h.Upper())
	}
	h.Push(&bottom{})
	h.Push(&cover{})
	h.Raise(&blank{}, isBlank)
	if len(h.All()) != 2 || h.Upper() != Screen(search) {
		t.Errorf("%d screens, with %T on top: the screen that was open is not raised", len(h.All()), h.Upper())
	}
}

func TestListingAndBelow(t *testing.T) {
	list, groups, post := &bottom{}, &bottom{}, &blank{}
	h := stackOf(list, groups, post, &cover{})
	if h.Listing() != Listing(groups) {
		t.Error("posts are not opened from the topmost list")
	}
	if h.Below(post) != Screen(groups) || h.Below(list) != nil {
		t.Error("the screen below another one is not the one before it")
	}
	h.CloseOverlays()
	if h.Upper() != Screen(post) {
		t.Error("an overlay is left over the post")
	}
}

func TestChoice(t *testing.T) {
	for _, c := range []struct {
		from       Choice
		by, n, row int
		want       Choice
	}{
		{Choice{0, 0}, 1, 10, 4, Choice{1, 0}},
		{Choice{3, 0}, 1, 10, 4, Choice{4, 1}},
		{Choice{4, 1}, -4, 10, 4, Choice{0, 0}},
		{Choice{0, 0}, 100, 10, 4, Choice{9, 6}},
		{Choice{9, 6}, 0, 3, 4, Choice{2, 0}}, // rows have gone
		{Choice{5, 5}, 0, 0, 4, Choice{0, 0}},
		{Choice{1, 1}, 1, 10, 0, Choice{2, 2}}, // a window without rows
	} {
		got := c.from
		if got.Move(c.by, c.n, c.row); got != c.want {
			t.Errorf("%v moved by %d in %d rows, %d shown: %v, want %v", c.from, c.by, c.n, c.row, got, c.want)
		}
	}
}

func TestNextTextWidth(t *testing.T) {
	for _, c := range []struct {
		width int
		want  []int
	}{
		{80, []int{0, 60, 72}},           // wider ones all look like the window's
		{119, []int{88, 110, 0, 60, 72}}, // as wide as the window
		{200, []int{88, 110, 0, 60, 72}}, // beside a list
	} {
		d := Display{Width: c.width}
		for _, want := range c.want {
			if got := d.NextTextWidth(); got != want {
				t.Errorf("on %d cells the next width is %d, want %d", c.width, got, want)
			}
		}
	}
}
