package blocks_test

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/blocks"
	"github.com/sshblog/sshblog/internal/test/scene"
)

var (
	red  = color.RGBA{255, 0, 0, 255}
	blue = color.RGBA{0, 0, 255, 255}
	none = color.RGBA{}
)

// columns returns a picture of one cell for each pair of colours.
func columns(pairs ...[2]color.RGBA) *picture.Picture {
	m := image.NewRGBA(image.Rect(0, 0, len(pairs), 2))
	for x, p := range pairs {
		m.SetRGBA(x, 0, p[0])
		m.SetRGBA(x, 1, p[1])
	}
	return &picture.Picture{Image: m}
}

func TestDraw(t *testing.T) {
	for name, c := range map[string]struct {
		picture   *picture.Picture
		trueColor bool
		want      string
	}{
		"two colours":   {columns([2]color.RGBA{red, blue}), true, "\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[m"},
		"the same":      {columns([2]color.RGBA{red, red}, [2]color.RGBA{red, red}), true, "\x1b[48;2;255;0;0m  \x1b[m"},
		"once said":     {columns([2]color.RGBA{red, blue}, [2]color.RGBA{red, blue}), true, "\x1b[38;2;255;0;0;48;2;0;0;255m▀▀\x1b[m"},
		"nothing":       {columns([2]color.RGBA{none, none}), true, " "},
		"lower half":    {columns([2]color.RGBA{none, red}), true, "\x1b[38;2;255;0;0m▄\x1b[m"},
		"upper half":    {columns([2]color.RGBA{red, none}), true, "\x1b[38;2;255;0;0m▀\x1b[m"},
		"then nothing":  {columns([2]color.RGBA{red, blue}, [2]color.RGBA{none, none}), true, "\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[49m \x1b[m"},
		"256 colours":   {columns([2]color.RGBA{red, {128, 128, 128, 255}}), false, "\x1b[38;5;196;48;5;244m▀\x1b[m"},
		"an odd height": {&picture.Picture{Image: columns([2]color.RGBA{red, red}).Image.SubImage(image.Rect(0, 0, 1, 1)).(*image.RGBA)}, true, "\x1b[38;2;255;0;0m▀\x1b[m"},
	} {
		rows := blocks.Draw(c.picture, c.trueColor)
		if len(rows) != 1 || rows[0].String() != c.want {
			t.Errorf("%s: %d rows, %q; want %q", name, len(rows), rows[0].String(), c.want)
		}
	}
}

// TestWidth: each row takes as many cells as the picture has pixels, also where it is cut, and in
// 256 colours the colours are near.
func TestWidth(t *testing.T) {
	m := scene.Photo(60, 40)
	for _, row := range blocks.Draw(&picture.Picture{Image: m}, false) {
		if w := ansi.StringWidth(row.String()); w != 60 {
			t.Errorf("%d cells", w)
		}
		if w := ansi.StringWidth(row.Part(7, 30).String()); w != 23 {
			t.Errorf("%d cells of 23", w)
		}
		for _, none := range []blocks.Row{row.Part(60, 70), row.Part(5, 5), row.Part(9, 3), row.Part(-3, 0)} {
			if len(none) != 0 {
				t.Errorf("%d cells of none", len(none))
			}
		}
		if strings.Contains(row.String(), ";2;") {
			t.Error("true colour for who has none")
		}
	}
}

// TestIndex: of the 256 colours it is the nearest.
func TestIndex(t *testing.T) {
	value := func(i int) [3]int {
		if i >= 232 {
			v := 8 + 10*(i-232)
			return [3]int{v, v, v}
		}
		levels := [6]int{0, 95, 135, 175, 215, 255}
		return [3]int{levels[(i-16)/36], levels[(i-16)/6%6], levels[(i-16)%6]}
	}
	distance := func(i int, c color.RGBA) (d int) {
		for k, v := range [3]uint8{c.R, c.G, c.B} {
			d += (value(i)[k] - int(v)) * (value(i)[k] - int(v))
		}
		return d
	}
	for n := range 5000 {
		c := color.RGBA{uint8(n * 37), uint8(n * 91 / 7), uint8(n * 53 / 3), 255}
		if n%3 == 0 {
			c.G, c.B = c.R, c.R
		}
		got := int(blocks.Draw(columns([2]color.RGBA{c, c}), false)[0][0].Top.Index)
		for i := 16; i < 256; i++ {
			if distance(i, c) < distance(got, c) {
				t.Fatalf("%v is %d, at %d; %d is at %d", c, got, distance(got, c), i, distance(i, c))
			}
		}
	}
}

func BenchmarkPhoto(b *testing.B) {
	p := &picture.Picture{Image: scene.Photo(60, 40)}
	for name, trueColor := range map[string]bool{"true-color": true, "256-colors": false} {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = 0
				for _, row := range blocks.Draw(p, trueColor) {
					n += len(row.String())
				}
			}
			b.ReportMetric(float64(n), "bytes/picture")
		})
	}
}
