package palette_test

import (
	"image"
	"image/color"
	"testing"

	"github.com/sshblog/sshblog/internal/picture/palette"
	"github.com/sshblog/sshblog/internal/test/scene"
)

// TestOf: few colours stay as they are, many become as many as there may be and stay near; holes stay
// holes.
func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		src    *image.RGBA
		colors int
		near   float64 // the mean distance of a channel, 0 to 255
	}{
		"photo in 256":  {scene.Photo(160, 100), 256, 6},
		"photo in 16":   {scene.Photo(160, 100), 16, 20},
		"photo in one":  {scene.Photo(160, 100), 0, 90},
		"diagram":       {scene.Diagram(160, 100), 256, 0},
		"diagram in 4":  {scene.Diagram(160, 100), 4, 0},
		"diagram in 3":  {scene.Diagram(160, 100), 3, 60},
		"only holes":    {image.NewRGBA(image.Rect(0, 0, 9, 9)), 256, 0},
		"no pixels":     {image.NewRGBA(image.Rect(0, 0, 0, 0)), 256, 0},
		"half a colour": {uniform(color.RGBA{0x60, 0x30, 0, 0xc0}), 256, 64},
	} {
		got := palette.Of(c.src, c.colors)
		if len(got.Palette) > max(c.colors, 2) || got.Rect.Size() != c.src.Rect.Size() {
			t.Errorf("%s: %d colours, %v", name, len(got.Palette), got.Rect)
		}
		var sum, n float64
		for y := range c.src.Rect.Dy() {
			for x := range c.src.Rect.Dx() {
				a, b := c.src.RGBAAt(x, y), got.At(x, y).(color.RGBA)
				if (a.A < 0x80) != (b.A == 0) {
					t.Fatalf("%s: the hole at %d, %d", name, x, y)
				}
				for _, d := range [3]int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
					sum += float64(max(d, -d))
					n++
				}
			}
		}
		if n > 0 && sum/n > c.near {
			t.Errorf("%s: colours are off by %.1f, expected at most %.1f", name, sum/n, c.near)
		}
	}
}

func uniform(c color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 9, 9))
	for i := 0; i < len(m.Pix); i += 4 {
		copy(m.Pix[i:], []byte{c.R, c.G, c.B, c.A})
	}
	return m
}
