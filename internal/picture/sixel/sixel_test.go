package sixel_test

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/sixel"
	"github.com/sshblog/sshblog/internal/test/scene"
)

var cell = picture.Size{W: 10, H: 20}

// decode draws a sequence as a terminal does: nothing is where no sixel was. It fails on whatever no
// terminal could draw: colours that are not defined, pixels outside of the raster, unknown signs.
func decode(text string) (*image.RGBA, error) {
	body, ok := strings.CutPrefix(text, "\x1bP0;1q\"1;1;")
	if !ok || !strings.HasSuffix(body, "\x1b\\") {
		return nil, fmt.Errorf("it is no sequence: %.40q", text)
	}
	d := decoder{rest: strings.TrimSuffix(body, "\x1b\\"), colors: map[int]color.RGBA{}}
	width := d.number()
	if d.rest == "" || d.rest[0] != ';' {
		return nil, fmt.Errorf("no height: %.40q", text)
	}
	d.rest = d.rest[1:]
	d.out = image.NewRGBA(image.Rect(0, 0, width, d.number()))
	for d.rest != "" && d.err == nil {
		d.step()
	}
	return d.out, d.err
}

type decoder struct {
	rest   string
	out    *image.RGBA
	colors map[int]color.RGBA
	color  int
	x, y   int
	err    error
}

func (d *decoder) number() (n int) {
	for d.rest != "" && d.rest[0] >= '0' && d.rest[0] <= '9' {
		n = 10*n + int(d.rest[0]-'0')
		d.rest = d.rest[1:]
	}
	return n
}

func (d *decoder) step() {
	sign := d.rest[0]
	d.rest = d.rest[1:]
	switch sign {
	case '$':
		d.x = 0
	case '-':
		d.x, d.y = 0, d.y+6
	case '#':
		if d.color = d.number(); !strings.HasPrefix(d.rest, ";2;") {
			return
		}
		var channels [3]uint8
		for i := range channels {
			d.rest = strings.TrimPrefix(d.rest, ";2")
			d.rest = strings.TrimPrefix(d.rest, ";")
			channels[i] = uint8((d.number()*255 + 50) / 100)
		}
		d.colors[d.color] = color.RGBA{channels[0], channels[1], channels[2], 0xff}
	case '!':
		n := d.number()
		for range n - 1 {
			d.draw(d.rest[0])
		}
	default:
		d.draw(sign)
	}
}

func (d *decoder) draw(sign byte) {
	c, ok := d.colors[d.color]
	if sign < '?' || sign > '~' || !ok {
		d.err = fmt.Errorf("sign %q in colour %d", sign, d.color)
		return
	}
	for bit := range 6 {
		if (sign-'?')>>bit&1 == 0 {
			continue
		}
		if at := image.Pt(d.x, d.y+bit); at.In(d.out.Rect) {
			d.out.SetRGBA(at.X, at.Y, c)
		} else {
			d.err = fmt.Errorf("pixel %v is outside of %v", at, d.out.Rect)
		}
	}
	d.x++
}

// alike returns how much alike two pictures are, 0 to 1.
func alike(a, b *image.RGBA) float64 {
	if a.Rect.Size() != b.Rect.Size() {
		return 0
	}
	var sum float64
	for y := range a.Rect.Dy() {
		for i := range 4 * a.Rect.Dx() {
			d := int(a.Pix[y*a.Stride+i]) - int(b.Pix[y*b.Stride+i])
			sum += float64(max(d, -d))
		}
	}
	return 1 - sum/255/float64(4*a.Rect.Dx()*a.Rect.Dy())
}

// TestRows: any rows of cells of a picture are, as a terminal draws them, that part of it.
func TestRows(t *testing.T) {
	for name, m := range map[string]*image.RGBA{"photo": scene.Photo(320, 200), "diagram": scene.Diagram(123, 77)} {
		p := &picture.Picture{Image: m}
		d := sixel.Draw(p, sixel.MaxColors)
		for _, rows := range [][2]int{{0, 100}, {0, 1}, {1, 3}, {2, 3}, {-1, 2}, {3, 4}} {
			e := d.Rows(rows[0], rows[1], cell)
			got, err := decode(string(e.Chunks[0]))
			if err != nil {
				t.Fatal(name, rows, err)
			}
			want := p.Part(rows[0], rows[1], cell.H).Image
			if part := alike(got, want); part < 0.95 {
				t.Errorf("%s: rows %v are alike by %.3f", name, rows, part)
			}
			if high := (want.Rect.Dy() + cell.H - 1) / cell.H; e.Cells.Rows != high || e.Protocol != picture.Sixel {
				t.Errorf("%s: rows %v: %+v, want %d", name, rows, e.Cells, high)
			}
		}
		if none := d.Rows(90, 100, cell); len(none.Chunks) != 0 {
			t.Errorf("%s: there is something below it: %q", name, none.Chunks)
		}
	}
}

// TestSequence: the bytes of a small picture with a hole.
func TestSequence(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 6, 8))
	for y := range 8 {
		for x := range 5 {
			m.SetRGBA(x, y, color.RGBA{255, 0, 0, 255})
		}
	}
	m.SetRGBA(2, 0, color.RGBA{0, 0, 255, 255})
	got := string(sixel.Draw(&picture.Picture{Image: m}, 256).Rows(0, 1, cell).Chunks[0])
	want := "\x1bP0;1q\"1;1;6;8#0;2;100;0;0#1;2;0;0;100#0~~}~~$#1??@-#0!5B\x1b\\"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzSixel(f *testing.F) {
	f.Add([]byte("\x10\x10\xff\x00abc"), 17, 9, 1)
	f.Add([]byte{0, 1, 2, 3, 4, 5, 0xff}, 1, 100, 3)
	f.Add([]byte("the quick brown fox jumps over the lazy dog"), 64, 7, 20)
	f.Fuzz(func(t *testing.T, pixels []byte, width, colors, cellHeight int) {
		width = 1 + (width%100+100)%100
		size := picture.Size{W: 10, H: 1 + (cellHeight%40+40)%40}
		m := image.NewRGBA(image.Rect(0, 0, width, min(len(pixels)/width+1, 60)))
		for i := range m.Rect.Dx() * m.Rect.Dy() {
			if i < len(pixels) && pixels[i] != 0 {
				v := pixels[i]
				copy(m.Pix[4*i:], []byte{v, v ^ 0x55, v << 3, 0xff})
			}
		}
		d := sixel.Draw(&picture.Picture{Image: m}, colors)
		whole, err := decode(string(d.Rows(0, 1000, size).Chunks[0]))
		if err != nil {
			t.Fatal(err)
		}
		for i := 3; i < len(m.Pix); i += 4 {
			if m.Pix[i] != whole.Pix[i] {
				t.Fatalf("pixel %d lets the background through, or does not", i/4)
			}
		}
		for row := 0; row*size.H < m.Rect.Dy(); row++ {
			part, err := decode(string(d.Rows(row, row+1, size).Chunks[0]))
			if err != nil {
				t.Fatal(err)
			}
			want := (&picture.Picture{Image: whole}).Part(row, row+1, size.H).Image
			if got := alike(part, want); got != 1 {
				t.Fatalf("row %d of cells is alike by %.3f", row, got)
			}
		}
	})
}

func BenchmarkPhoto(b *testing.B) {
	p := &picture.Picture{Image: scene.Photo(640, 400), Photo: true, Opaque: true}
	b.Run("draw", func(b *testing.B) {
		for b.Loop() {
			sixel.Draw(p, sixel.MaxColors)
		}
	})
	d := sixel.Draw(p, sixel.MaxColors)
	b.Run("write", func(b *testing.B) {
		var n int64
		for b.Loop() {
			n = d.Rows(0, 20, cell).Bytes()
		}
		b.ReportMetric(float64(n), "bytes/picture")
	})
}
