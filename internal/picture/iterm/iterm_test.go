package iterm_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/iterm"
	"github.com/sshblog/sshblog/internal/test/scene"
)

var cells = picture.Cells{Cols: 32, Rows: 10}

// TestFile: a photo goes as JPEG, and what has exact pixels or holes as PNG.
func TestFile(t *testing.T) {
	for name, c := range map[string]struct {
		picture picture.Picture
		want    string
	}{
		"photo":           {picture.Picture{Image: scene.Photo(320, 200), Photo: true, Opaque: true}, "jpeg"},
		"diagram":         {picture.Picture{Image: scene.Diagram(320, 200)}, "png"},
		"photo with hole": {picture.Picture{Image: scene.Diagram(320, 200), Photo: true}, "png"},
	} {
		file, err := iterm.File(&c.picture)
		if err != nil {
			t.Fatal(err)
		}
		m, format, err := image.Decode(bytes.NewReader(file))
		if err != nil || format != c.want || m.Bounds().Size() != c.picture.Image.Rect.Size() {
			t.Errorf("%s: %s, %v, %v", name, format, m.Bounds(), err)
		}
	}
}

// TestParts: the parts are whole sequences, and together the file.
func TestParts(t *testing.T) {
	file := bytes.Repeat([]byte("bees "), 2000)
	e := iterm.Parts(file, cells)
	first, last := string(e.Chunks[0]), string(e.Chunks[len(e.Chunks)-1])
	if want := "\x1b]1337;MultipartFile=inline=1;size=10000;width=32;height=10;preserveAspectRatio=1\x07"; first != want {
		t.Errorf("it starts with %q", first)
	}
	if last != "\x1b]1337;FileEnd\x07" {
		t.Errorf("it ends with %q", last)
	}
	var text strings.Builder
	for _, chunk := range e.Chunks[1 : len(e.Chunks)-1] {
		part, ok := strings.CutPrefix(string(chunk), "\x1b]1337;FilePart=")
		part, closed := strings.CutSuffix(part, "\x07")
		if !ok || !closed || len(part) > 4096 {
			t.Fatalf("part %.40q of %d bytes", part, len(part))
		}
		text.WriteString(part)
	}
	if got, err := base64.StdEncoding.DecodeString(text.String()); err != nil || !bytes.Equal(got, file) {
		t.Errorf("%d bytes arrive, %v", len(got), err)
	}
}

// TestWhole: one sequence, unless it would be too long for iTerm2.
func TestWhole(t *testing.T) {
	e, ok := iterm.Whole([]byte("bees"), cells)
	want := "\x1b]1337;File=inline=1;size=4;width=32;height=10;preserveAspectRatio=1:YmVlcw==\x07"
	if !ok || len(e.Chunks) != 1 || string(e.Chunks[0]) != want {
		t.Errorf("%v, %q", ok, e.Chunks)
	}
	if _, ok := iterm.Whole(make([]byte, 1<<20), cells); ok {
		t.Error("more than a MiB in one sequence")
	}
	if e, ok := iterm.Whole(make([]byte, 1<<20/4*3-1024), cells); !ok || e.Bytes() > 1<<20 {
		t.Errorf("%v, %d bytes", ok, e.Bytes())
	}
}

func BenchmarkPhoto(b *testing.B) {
	for name, p := range map[string]*picture.Picture{
		"jpeg": {Image: scene.Photo(640, 400), Photo: true, Opaque: true},
		"png":  {Image: scene.Photo(640, 400), Opaque: true},
	} {
		b.Run(name, func(b *testing.B) {
			var n int64
			for b.Loop() {
				file, err := iterm.File(p)
				if err != nil {
					b.Fatal(err)
				}
				n = iterm.Parts(file, cells).Bytes()
			}
			b.ReportMetric(float64(n), "bytes/picture")
		})
	}
}
