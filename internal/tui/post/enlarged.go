package post

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// enlarged shows one picture of a post as large as the window allows, over the post.
type enlarged struct {
	post  *Screen
	at    int        // index of the picture on the page
	shown pictureKey // the picture in the size that the window allows; without a file if there is none
}

func (*enlarged) Overlays() {}

// enlarge shows a picture of the page.
func (p *Screen) enlarge(h screen.Host, at int) tea.Cmd {
	if at < 0 || at >= len(p.page.Pictures) {
		return nil
	}
	s := &enlarged{post: p, at: at}
	h.Push(s)
	return s.fetch(h)
}

// captionRows is how many rows the words of a picture and the footer take.
const captionRows = 2

// fit returns the picture in the size that the window allows.
func (s *enlarged) fit(h screen.Host) pictureKey {
	if !h.ShowsPictures() || s.post.page == nil || s.at >= len(s.post.page.Pictures) {
		return pictureKey{}
	}
	p := s.post.page.Pictures[s.at]
	header, err := h.Pictures.Header(p.File)
	if err != nil {
		return pictureKey{}
	}
	bound := picture.Cells{Cols: h.Width, Rows: max(h.Height-captionRows, 1)}
	p.Room = layout.Room(picture.Fit(header.Size, picture.DefaultCell, bound))
	return keyOf(h.Display, &p)
}

// fetch asks for the picture, unless it is there or on its way.
func (s *enlarged) fetch(h screen.Host) tea.Cmd {
	o := s.post.opener
	s.shown = s.fit(h)
	if _, there := o.gallery.rows[s.shown]; s.shown.file == "" || there {
		return nil
	}
	o.makeRoom(h.Display, nil)
	o.gallery.rows[s.shown] = nil
	o.gallery.loading++
	return o.load(h.Pictures, s.shown)
}

// Press handles a key: the next or the previous picture of the post; any other key but that of the help
// goes back.
func (s *enlarged) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	switch {
	case k.Next.Has(key), k.NextLink.Has(key), k.PageDown.Has(key), k.Down.Has(key):
		return s.step(h, 1), true
	case k.Previous.Has(key), k.PreviousLink.Has(key), k.PageUp.Has(key), k.Up.Has(key):
		return s.step(h, -1), true
	case k.Help.Has(key):
		return nil, false
	}
	h.Pop()
	return nil, true
}

// step goes to another picture.
func (s *enlarged) step(h screen.Host, by int) tea.Cmd {
	if n := len(s.post.page.Pictures); n > 0 {
		s.at = (s.at + by + n) % n
	}
	return s.fetch(h)
}

// Relayout asks for the picture in the new size.
func (s *enlarged) Relayout(h screen.Host) tea.Cmd { return s.fetch(h) }

// Click goes back.
func (s *enlarged) Click(h screen.Host, _, _ int) tea.Cmd {
	h.Pop()
	return nil
}

// Wheel goes to another picture.
func (s *enlarged) Wheel(h screen.Host, lines int) tea.Cmd {
	if lines < 0 {
		return s.step(h, -1)
	}
	return s.step(h, 1)
}

// View draws the picture in the middle of the window, above its words.
func (s *enlarged) View(h screen.Host) []string {
	rows := max(h.Height-captionRows, 1)
	lines := make([]string, 0, h.Height)
	for range max((rows-s.shown.room.Rows)/2, 0) {
		lines = append(lines, "")
	}
	left := strings.Repeat(" ", max((h.Width-s.shown.room.Cols)/2, 0))
	for _, row := range s.post.opener.gallery.rows[s.shown] {
		lines = append(lines, left+row)
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	words, place := "", ""
	hints := []keymap.Binding{h.Keys.Back, h.Keys.Help}
	if all := s.post.page; all != nil && s.at < len(all.Pictures) {
		words = h.Fit(all.Pictures[s.at].Text, h.Width)
		if n := len(all.Pictures); n > 1 {
			place = fmt.Sprintf(h.Texts.Of, s.at+1, n)
			hints = []keymap.Binding{h.Keys.Back, h.Keys.Next, h.Keys.Previous, h.Keys.Help}
		}
	}
	words = strings.Repeat(" ", (h.Width-h.Cells(words))/2) + h.Styles.Muted.On(words)
	return append(lines[:rows:rows], words, h.Footer(hints, place))
}
