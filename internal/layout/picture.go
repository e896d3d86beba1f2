package layout

import (
	"sort"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
)

// Room is how large a picture is on a page, in cells. The zero Room is that of a picture that is not
// shown.
type Room struct{ Cols, Rows int }

// Bounds of the pictures of one page, whose rooms are kept like lines: the others are words.
const (
	maxPictures    = 500
	maxPictureRows = 10_000
)

// minRows is how many rows a picture needs that stands among words: a badge or an icon stays a word.
const minRows = 3

// Picture is the room of a picture on a page: so many rows, which are empty, and below them its words.
type Picture struct {
	Line, Col int // of its first cell
	Room
	File string // path of the file of this blog that it is
	Text string // what it shows, on one line
}

// pictureOf returns the picture that an inline is, by itself or as a link; nil if it is none.
func pictureOf(n *markdown.Inline) *markdown.Inline {
	switch {
	case n.Kind == markdown.Image:
		return n
	case n.Kind == markdown.Link && len(n.Children) == 1 && n.Children[0].Kind == markdown.Image:
		return &n.Children[0]
	}
	return nil
}

// hero leaves the room of the picture that stands above the text, unless the text shows it, too.
func (d *drawer) hero(doc *markdown.Document) {
	if d.above == "" || d.roomOf == nil || d.links.resolve == nil {
		return
	}
	file := d.links.resolve(d.above).File
	for _, ref := range doc.Links() {
		if ref.Image && d.links.resolve(ref.URL).File == file {
			return
		}
	}
	if d.picture(&markdown.Inline{Kind: markdown.Image, URL: d.above}, 1) {
		d.space()
	}
}

// alone returns the one picture that a paragraph consists of; nil if there is more, or none.
func alone(in []markdown.Inline) *markdown.Inline {
	var found *markdown.Inline
	for i := range in {
		n := &in[i]
		switch picture := pictureOf(n); {
		case picture != nil && found == nil:
			found = picture
		case n.Kind == markdown.SoftBreak, n.Kind == markdown.HardBreak,
			n.Kind == markdown.Text && strings.TrimSpace(n.Text) == "":
		default:
			return nil
		}
	}
	return found
}

// pictured draws the inlines of a paragraph whose pictures have rooms: one that stands alone above
// its words, and those among words below the paragraph.
func (d *drawer) pictured(in []markdown.Inline, l theme.StyleID) {
	if picture := alone(in); picture != nil {
		d.captioned = d.picture(picture, 1)
		d.flow(in, l)
		if d.captioned {
			d.space()
		}
		d.captioned = false
		return
	}
	d.flow(in, l)
	if d.roomOf == nil {
		return
	}
	for i := range in {
		if picture := pictureOf(&in[i]); picture != nil {
			d.picture(picture, minRows)
		}
	}
}

// picture leaves the room of a picture empty if it has at least so many rows, and reports whether
// there is one.
func (d *drawer) picture(n *markdown.Inline, atLeast int) bool {
	if d.roomOf == nil || d.links.resolve == nil || d.asked == maxPictures {
		return false
	}
	file := d.links.resolve(n.URL).File
	if file == "" {
		return false
	}
	d.asked++
	most := d.room()
	room := d.roomOf(file, most)
	if room.Rows < atLeast || room.Cols < 1 || room.Cols > most || d.pictureRows+room.Rows > maxPictureRows {
		return false
	}
	d.pictureRows += room.Rows
	if atLeast > 1 {
		d.space()
	}
	col := 0
	for i := range d.indents {
		col += d.indents[i].cells
	}
	d.pictures = append(d.pictures, Picture{Line: d.here(), Col: col, Room: room, File: file, Text: words(n)})
	for range room.Rows {
		d.line(nil)
	}
	return true
}

// words returns what stands for a picture: its description, else its title, "" for neither.
func words(n *markdown.Inline) string {
	if text := strings.TrimSpace(n.Text); text != "" {
		return text
	}
	return strings.TrimSpace(n.Title)
}

// PicturesOn returns the pictures of which a part is on the lines from one up to and without another.
func (p *Page) PicturesOn(from, to int) []Picture {
	first := sort.Search(len(p.Pictures), func(i int) bool { return p.Pictures[i].Line+p.Pictures[i].Rows > from })
	last := first
	for last < len(p.Pictures) && p.Pictures[last].Line < to {
		last++
	}
	return p.Pictures[first:last]
}
