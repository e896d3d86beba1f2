package kitty_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	diacritics "github.com/charmbracelet/x/ansi/kitty"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/kitty"
	"github.com/sshblog/sshblog/internal/test/scene"
)

// terminal follows the rules of kitty's protocol, as far as this package uses it, and fails on
// whatever they do not allow.
type terminal struct {
	pictures map[uint32]shown
	placed   map[string]bool // by "id/placement"
	open     map[string]string
	data     strings.Builder
	answers  int // that the terminal would send
}

type shown struct {
	pixels  image.Image
	virtual picture.Cells // of a picture that text shows
}

func newTerminal() *terminal {
	return &terminal{pictures: map[uint32]shown{}, placed: map[string]bool{}}
}

// take reads one command.
func (term *terminal) take(text string) error {
	body, ok := strings.CutPrefix(text, "\x1b_G")
	body, closed := strings.CutSuffix(body, "\x1b\\")
	if !ok || !closed || strings.ContainsRune(body, '\x1b') {
		return fmt.Errorf("no command: %.60q", text)
	}
	head, data, _ := strings.Cut(body, ";")
	keys := map[string]string{}
	for pair := range strings.SplitSeq(head, ",") {
		key, value, _ := strings.Cut(pair, "=")
		if keys[key] != "" || value == "" {
			return fmt.Errorf("key %q in %q", key, head)
		}
		keys[key] = value
	}
	if keys["q"] != "2" {
		term.answers++
	}
	if term.open == nil {
		term.open = keys
	} else if names := slices.Sorted(maps.Keys(keys)); !slices.Equal(names, []string{"m", "q"}) {
		return fmt.Errorf("a later chunk has the keys %q", names)
	}
	if len(data) > 4096 || len(data)%4 != 0 {
		return fmt.Errorf("a chunk of %d bytes", len(data))
	}
	term.data.WriteString(data)
	if keys["m"] == "1" {
		return nil
	}
	first, payload := term.open, term.data.String()
	term.open = nil
	term.data.Reset()
	return term.run(first, payload)
}

func (term *terminal) run(keys map[string]string, payload string) error {
	id64, err := strconv.ParseUint(keys["i"], 10, 32)
	id := uint32(id64)
	if err != nil || id == 0 {
		return fmt.Errorf("id %q", keys["i"])
	}
	_, known := term.pictures[id]
	switch keys["a"] {
	case "t", "T":
		file, err := base64.StdEncoding.DecodeString(payload)
		if err != nil || keys["f"] != "100" {
			return fmt.Errorf("format %q: %w", keys["f"], err)
		}
		m, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			return err
		}
		s := shown{pixels: m}
		if keys["a"] == "T" {
			s.virtual.Cols, _ = strconv.Atoi(keys["c"])
			s.virtual.Rows, _ = strconv.Atoi(keys["r"])
			if keys["U"] != "1" || s.virtual.Cols < 1 || s.virtual.Rows < 1 {
				return fmt.Errorf("it is shown at once: %v", keys)
			}
		}
		term.pictures[id] = s
	case "p":
		if !known || keys["p"] == "" || keys["C"] != "1" {
			return fmt.Errorf("placement of %d: %v", id, keys)
		}
		term.placed[keys["i"]+"/"+keys["p"]] = true
	case "d":
		switch {
		case keys["d"] == "I":
			delete(term.pictures, id)
			maps.DeleteFunc(term.placed, func(name string, _ bool) bool { return strings.HasPrefix(name, keys["i"]+"/") })
		case keys["d"] == "i" && keys["p"] != "":
			delete(term.placed, keys["i"]+"/"+keys["p"])
		default:
			return fmt.Errorf("deletes too much: %v", keys)
		}
	default:
		return fmt.Errorf("action %q", keys["a"])
	}
	return nil
}

// cells reads a row of text in a foreground colour as kitty does: each cell as the id, row and column
// of what it shows.
func cells(t *testing.T, text string, r, g, b uint8) (out [][3]int) {
	t.Helper()
	marks := map[rune]int{}
	for i := range kitty.MaxCells {
		marks[diacritics.Diacritic(i)] = i
	}
	if len(marks) != kitty.MaxCells {
		t.Fatalf("%d different marks", len(marks))
	}
	low := int(r)<<16 | int(g)<<8 | int(b)
	for text != "" {
		sign, n := utf8.DecodeRuneInString(text)
		if text = text[n:]; sign != '\U0010EEEE' {
			t.Fatalf("cell %q", sign)
		}
		var said []int
		for text != "" {
			mark, n := utf8.DecodeRuneInString(text)
			v, ok := marks[mark]
			if !ok {
				break
			}
			said = append(said, v)
			text = text[n:]
		}
		switch {
		case len(said) == 3:
			out = append(out, [3]int{said[2]<<24 | low, said[0], said[1]})
		case len(said) == 0 && len(out) > 0:
			last := out[len(out)-1]
			out = append(out, [3]int{last[0], last[1], last[2] + 1})
		default:
			t.Fatalf("marks %v", said)
		}
	}
	return out
}

// TestPlaceholders: a picture is sent by commands that kitty takes, and each cell of its rows, also
// of such as are cut, shows its own part of it.
func TestPlaceholders(t *testing.T) {
	term := newTerminal()
	p := &picture.Picture{Image: scene.Photo(320, 200)}
	file, err := kitty.File(p)
	if err != nil {
		t.Fatal(err)
	}
	id := kitty.NewID(func() uint32 { return 0xc1b2a3f4 })
	e := kitty.Transmit(id, file, picture.Cells{Cols: 32, Rows: 10})
	for _, chunk := range e.Chunks {
		if err := term.take(string(chunk)); err != nil {
			t.Fatal(err)
		}
	}
	s, ok := term.pictures[uint32(id)]
	if !ok || s.virtual != e.Cells || s.pixels.Bounds().Size() != p.Image.Rect.Size() {
		t.Fatalf("the terminal has %v of %v", term.pictures, id)
	}
	if m := s.pixels.(*image.Paletted); len(m.Palette) > 256 {
		t.Errorf("%d colours", len(m.Palette))
	}
	r, g, b := id.RGB()
	for _, cut := range [][2]int{{0, 32}, {5, 9}, {31, 32}, {-3, 2}} {
		for i, c := range cells(t, kitty.Row(id, 7, cut[0], cut[1]), r, g, b) {
			if want := [3]int{int(id), 7, max(cut[0], 0) + i}; c != want {
				t.Errorf("columns %v: cell %d shows %v, want %v", cut, i, c, want)
			}
		}
	}
	for _, none := range []string{kitty.Row(id, 297, 0, 3), kitty.Row(id, -1, 0, 3), kitty.Row(id, 0, 3, 3), kitty.Row(id, 0, 300, 400)} {
		if none != "" {
			t.Errorf("a row of nothing is %q", none)
		}
	}
	if text := kitty.Row(id, 0, 0, 32); len(text) > 4*32+9 {
		t.Errorf("a row takes %d bytes", len(text))
	}
	if err := term.take(string(kitty.Delete(id))); err != nil || len(term.pictures) != 0 || term.answers != 0 {
		t.Errorf("%v; %d pictures stay, %d answers come", err, len(term.pictures), term.answers)
	}
}

// TestPlacement: a picture is placed, hidden and deleted by commands that kitty before 0.28 takes.
func TestPlacement(t *testing.T) {
	term := newTerminal()
	file, err := kitty.TrueColor(&picture.Picture{Image: scene.Diagram(320, 200)})
	if err != nil {
		t.Fatal(err)
	}
	id := kitty.ID(0x01020304)
	commands := kitty.Upload(id, file, picture.Cells{Cols: 32, Rows: 10}).Chunks
	commands = append(commands, kitty.Place(id, 1, kitty.Part{Y: 40, W: 320, H: 160, Cells: picture.Cells{Cols: 32, Rows: 8}}))
	for _, command := range commands {
		if err := term.take(string(command)); err != nil {
			t.Fatal(err)
		}
	}
	want := "\x1b_Ga=p,q=2,C=1,i=16909060,p=1,x=0,y=40,w=320,h=160,c=32,r=8\x1b\\"
	if got := string(commands[len(commands)-1]); got != want || len(term.placed) != 1 {
		t.Errorf("placed by %q, want %q; %d placements", got, want, len(term.placed))
	}
	if err := term.take(string(kitty.Unplace(id, 1))); err != nil || len(term.placed) != 0 || len(term.pictures) != 1 {
		t.Errorf("%v; %d placements, %d pictures", err, len(term.placed), len(term.pictures))
	}
	if err := term.take(string(kitty.Delete(id))); err != nil || len(term.pictures) != 0 || term.answers != 0 {
		t.Errorf("%v; %d pictures stay, %d answers come", err, len(term.pictures), term.answers)
	}
}

// TestNewID: ids that other programs would have taken are passed over.
func TestNewID(t *testing.T) {
	sequence := []uint32{0, 0xff, 0x00ffffff, 0xff00ffff, 0xffff00ff, 0x01010100}
	id := kitty.NewID(func() uint32 {
		next := sequence[0]
		sequence = sequence[1:]
		return next
	})
	if id != 0x01010100 {
		t.Errorf("id %#x", id)
	}
}

// TestLargest: no more cells are sent than there are marks for.
func TestLargest(t *testing.T) {
	e := kitty.Transmit(0x01010101, []byte("x"), picture.Cells{Cols: 500, Rows: 400})
	if e.Cells != (picture.Cells{Cols: 297, Rows: 297}) || !strings.Contains(string(e.Chunks[0]), ",c=297,r=297,m=0;") {
		t.Errorf("%v: %q", e.Cells, e.Chunks[0])
	}
}

func BenchmarkPhoto(b *testing.B) {
	p := &picture.Picture{Image: scene.Photo(640, 400), Photo: true, Opaque: true}
	for name, write := range map[string]func(*picture.Picture) ([]byte, error){"palette": kitty.File, "true-color": kitty.TrueColor} {
		b.Run(name, func(b *testing.B) {
			var n int64
			for b.Loop() {
				file, err := write(p)
				if err != nil {
					b.Fatal(err)
				}
				n = kitty.Transmit(0x01010101, file, picture.Cells{Cols: 64, Rows: 20}).Bytes()
			}
			b.ReportMetric(float64(n), "bytes/picture")
		})
	}
}
