package post

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/blocks"
	"github.com/sshblog/sshblog/internal/pictures"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// rowStep is by how many rows the height of a window changes before pictures get another size: a post
// is not laid out again for each row.
const rowStep = 2

// illustrate asks for rooms for the pictures of a post, if the session shows pictures.
func (o *Opener) illustrate(h screen.Host, p *Screen, request *layout.Request) {
	if !h.ShowsPictures() || p == o.beside.next || p == o.beside.shown || !mayHavePictures(p) {
		return
	}
	rows := picture.MaxRows(postHeight(h.Display))
	rows = max(rows-rows%rowStep, min(rows, rowStep))
	all := h.Pictures
	request.RoomID = fmt.Sprint(rows)
	request.Room = func(file string, cols int) layout.Room {
		header, err := all.Header(file)
		if err != nil {
			return layout.Room{}
		}
		return layout.Room(picture.Fit(header.Size, picture.DefaultCell, picture.Cells{Cols: cols, Rows: rows}))
	}
}

// mayHavePictures reports whether there is a sign of pictures in a post. Posts without any have one
// page for all readers, which may have been laid out before anybody asked.
func mayHavePictures(p *Screen) bool {
	if p.Post.Image.Src != "" {
		return true
	}
	body := p.Post.Body()
	for _, sign := range []string{"![", "<img", "<Image", "{{", "{%", "[[", "image::", "<figure", "<picture"} {
		if strings.Contains(body, sign) {
			return true
		}
	}
	return false
}

// pictureKey is a picture in one size and in so many colours.
type pictureKey struct {
	file      string
	room      layout.Room
	trueColor bool
}

// keyOf returns the key of a picture on a page.
func keyOf(d *screen.Display, p *layout.Picture) pictureKey {
	return pictureKey{p.File, p.Room, d.Profile >= colorprofile.TrueColor}
}

// Bounds of the pictures of one session.
const (
	maxPictures     = 24 // that are kept; those that are not near the window go first
	maxPictureBytes = 256 << 10
	maxLoading      = 2
)

// gallery is the pictures that a session shows or has shown lately.
type gallery struct {
	rows    map[pictureKey][]string // nil: on its way
	bytes   int                     // of all rows
	loading int
}

// FetchPictures asks for the pictures that are on the window, or will be when the reader goes on.
func (o *Opener) FetchPictures(h screen.Host) tea.Cmd {
	p := Reading(h.Stack)
	if p == nil || p.page == nil || len(p.page.Pictures) == 0 || !h.ShowsPictures() {
		return nil
	}
	rows := postHeight(h.Display)
	top := p.top - len(p.head)
	var cmds []tea.Cmd
	near := p.page.PicturesOn(top, top+2*rows) // those on the window first
	for i := range near {
		key := keyOf(h.Display, &near[i])
		if _, ok := o.gallery.rows[key]; !ok && o.gallery.loading < maxLoading {
			o.makeRoom(h.Display, near)
			o.gallery.rows[key] = nil
			o.gallery.loading++
			cmds = append(cmds, o.load(h.Pictures, key))
		}
	}
	return tea.Batch(cmds...)
}

// makeRoom drops the pictures that are not near if there are many.
func (o *Opener) makeRoom(d *screen.Display, near []layout.Picture) {
	if o.gallery.rows == nil {
		o.gallery.rows = map[pictureKey][]string{}
	}
	if len(o.gallery.rows) < maxPictures && o.gallery.bytes < maxPictureBytes {
		return
	}
	keep := map[pictureKey]bool{}
	for i := range near {
		keep[keyOf(d, &near[i])] = true
	}
	for key, rows := range o.gallery.rows {
		if !keep[key] && rows != nil {
			delete(o.gallery.rows, key)
			o.gallery.bytes -= bytesOf(rows)
		}
	}
}

// load loads a picture and draws it.
func (o *Opener) load(all screen.Pictures, key pictureKey) tea.Cmd {
	ctx := o.options.Context
	return func() tea.Msg { return pictureMsg{o, key, draw(ctx, all, key)} }
}

// draw returns the rows of a picture; none if it cannot be shown.
func draw(ctx context.Context, all screen.Pictures, key pictureKey) []string {
	form := manyColors
	if !key.trueColor {
		form = fewColors
	}
	value, err := all.Get(ctx, key.file, blocks.Pixels(picture.Cells(key.room)), form)
	if rows, ok := value.([]string); ok && err == nil {
		return rows[:min(len(rows), key.room.Rows)]
	}
	return []string{}
}

// The forms in which pictures are kept for all sessions: rows of half blocks.
var (
	manyColors = pictures.Form{Name: "blocks of any color", Make: inBlocks(true)}
	fewColors  = pictures.Form{Name: "blocks of 256 colors", Make: inBlocks(false)}
)

func inBlocks(trueColor bool) func(p *picture.Picture) (any, int64, error) {
	return func(p *picture.Picture) (any, int64, error) {
		var rows []string
		var bytes int64
		for _, row := range blocks.Draw(p, trueColor) {
			line := row.String()
			rows, bytes = append(rows, line), bytes+int64(len(line))+16
		}
		return rows, bytes, nil
	}
}

// pictureMsg brings a picture.
type pictureMsg struct {
	opener *Opener
	key    pictureKey
	rows   []string
}

// Deliver keeps the picture, which the next view shows.
func (msg pictureMsg) Deliver(screen.Host) tea.Cmd {
	g := &msg.opener.gallery
	g.loading--
	g.rows[msg.key] = msg.rows
	g.bytes += bytesOf(msg.rows)
	return nil
}

// bytesOf returns about how much memory rows take.
func bytesOf(rows []string) (n int) {
	const header = 16
	for _, row := range rows {
		n += header + len(row)
	}
	return n
}

// onPicture reports whether a picture is on a line of the page.
func (p *Screen) onPicture(at int) bool { return len(p.page.PicturesOn(at, at+1)) > 0 }

// pictureRow returns a line of the page on which there is a picture with what that has there, as far as it has come.
func (p *Screen) pictureRow(d *screen.Display, at int, line string) string {
	on := p.page.PicturesOn(at, at+1)
	rows := p.opener.gallery.rows[keyOf(d, &on[0])]
	i := at - on[0].Line
	if i >= len(rows) {
		return line
	}
	return line + strings.Repeat(" ", max(on[0].Col-d.Cells(line), 0)) + rows[i]
}
