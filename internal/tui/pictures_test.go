package tui_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/pictures"
	"github.com/sshblog/sshblog/internal/tui"
)

// painted are pictures of one colour, by their files.
type painted map[string]picture.Size

func (p painted) Header(file string) (picture.Header, error) {
	if size, ok := p[file]; ok {
		return picture.Header{Size: size}, nil
	}
	return picture.Header{}, errors.New("no picture")
}

func (p painted) Get(_ context.Context, file string, size picture.Size, form pictures.Form) (any, error) {
	if file == "broken.png" {
		return nil, errors.New("it is damaged")
	}
	m := image.NewRGBA(image.Rect(0, 0, size.W, size.H))
	for y := range size.H {
		for x := range size.W {
			m.SetRGBA(x, y, color.RGBA{R: uint8(y), A: 0xff})
		}
	}
	value, _, err := form.Make(&picture.Picture{Image: m, Opaque: true})
	return value, err
}

// pictured is a post with a picture of 20x10 cells, one that breaks, and one of a cell.
func pictured(hero string) fstest.MapFS {
	text := "---\ntitle: Sails\nimage: " + hero + "\n---\nBefore.\n\n![A red sail](sail.png)\n\nBetween.\n\n" +
		"> ![Torn](broken.png)\n\n![A dot](dot.png) behind.\n\n" + strings.Repeat("After.\n\n", 30)
	none := &fstest.MapFile{Data: []byte("x")}
	return fstest.MapFS{"sails.md": {Data: []byte(text)}, "sail.png": none, "broken.png": none, "dot.png": none}
}

// shows are the pictures of the blog of pictured.
func shows(s *tui.Shared) {
	s.Pictures = painted{"sail.png": {W: 200, H: 200}, "broken.png": {W: 400, H: 60}, "dot.png": {W: 10, H: 20}}
}

// blocks counts the rows of a screen on which there are blocks.
func (v *visit) blocks() (rows int) {
	for line := range strings.Lines(v.text()) {
		if strings.Contains(line, strings.Repeat("▀", 20)) {
			rows++
		}
	}
	return rows
}

// TestShownPictures: pictures take their room at once and fill it when they are there; they scroll row by
// row, and words stand for them when the reader wishes so.
func TestShownPictures(t *testing.T) {
	v := newVisit(t, pictured(""), tui.Session{Open: "sails", Width: 80, Height: 30}, shows)
	v.sees("Between.")
	v.settle()
	if got := v.blocks(); got != 10 {
		t.Fatalf("%d rows of blocks:\n%s", got, v.text())
	}
	v.sees("A red sail")
	v.seesNot("sail.png")
	checkFits(t, v, 80, 30)
	for range 12 {
		v.press("j")
		checkFits(t, v, 80, 30)
	}
	if got := v.blocks(); got >= 10 || got == 0 {
		t.Errorf("%d rows of blocks after scrolling:\n%s", got, v.text())
	}
	v.press("g")
	for _, want := range []struct {
		notice string
		rows   int
	}{{"colored blocks", 10}, {"Words in place", 0}, {"as well as this terminal", 10}} {
		v.press("i")
		v.settle()
		v.sees(want.notice)
		if got := v.blocks(); got != want.rows {
			t.Errorf("%s: %d rows of blocks:\n%s", want.notice, got, v.text())
		}
	}
	v.resize(40, 12)
	v.settle()
	checkFits(t, v, 40, 12)
}

// TestHeroPicture: the picture of a post is above its text, unless the text shows it.
func TestHeroPicture(t *testing.T) {
	v := newVisit(t, pictured("dot.png"), tui.Session{Open: "sails", Width: 80, Height: 30}, shows)
	v.settle()
	v.sees("Before.")
	v = newVisit(t, fstest.MapFS{
		"sails.md": {Data: []byte("---\ntitle: Sails\nimage: sail.png\n---\nOnly text.\n")}, "sail.png": {Data: []byte("x")},
	}, tui.Session{Open: "sails", Width: 80, Height: 30}, shows)
	v.settle()
	if got := v.blocks(); got != 10 || strings.Index(v.text(), "▀") > strings.Index(v.text(), "Only text.") {
		t.Errorf("%d rows of blocks:\n%s", got, v.text())
	}
}

// TestNoPictures: screens that cannot show blocks, and readers who ask for words, get words.
func TestNoPictures(t *testing.T) {
	for name, c := range map[string]struct {
		session tui.Session
		profile colorprofile.Profile
		notice  string
	}{
		"16 colours": {tui.Session{}, colorprofile.ANSI, "need 256 colors"},
		"none":       {tui.Session{}, colorprofile.ASCII, "need 256 colors"},
		"no UTF-8":   {tui.Session{Environ: []string{"LANG=en_GB.ISO-8859-1"}}, colorprofile.TrueColor, "need 256 colors"},
		"asked":      {tui.Session{Environ: []string{"SSHBLOG_IMAGES=words"}}, colorprofile.TrueColor, "as well as this terminal"},
	} {
		c.session.Open, c.session.Width, c.session.Height = "sails", 80, 30
		v := newVisit(t, pictured(""), c.session, shows)
		v.send(tea.ColorProfileMsg{Profile: c.profile})
		v.settle()
		if got := v.blocks(); got != 0 {
			t.Errorf("%s: %d rows of blocks", name, got)
		}
		v.sees("A red sail")
		v.press("i")
		v.settle()
		v.sees(c.notice)
	}
}

// TestEnlargedPicture: Tab chooses the words of a picture, Enter shows it as large as the window allows,
// and Esc comes back to the same place.
func TestEnlargedPicture(t *testing.T) {
	v := newVisit(t, pictured(""), tui.Session{Open: "sails", Width: 80, Height: 12}, shows)
	v.settle()
	v.press("<tab>")
	v.sees("enlarge")
	v.press("<enter>")
	v.settle()
	v.sees("1 of 2")
	v.seesNot("Before.")
	if got := v.blocks(); got != 10 { // as large as it is; the text has room for 8 of its rows
		t.Errorf("%d rows of blocks:\n%s", got, v.text())
	}
	checkFits(t, v, 80, 12)
	v.press("J")
	v.settle()
	v.sees("2 of 2")
	v.sees("Torn")
	v.resize(40, 8)
	v.settle()
	checkFits(t, v, 40, 8)
	v.resize(80, 12)
	v.settle()
	v.press("<esc>")
	v.seesNot("2 of 2")
	v.sees("A red sail")
}
