package graphics

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
)

var (
	silent    []int // no answer
	answering = []int{62, 22}
	sixels    = []int{62, 4, 22}
	windows   = []int{61, 4, 6, 7, 14, 21, 22, 23, 24, 28, 32, 42}
)

func TestChoose(t *testing.T) {
	const many, direct = colorprofile.ANSI256, colorprofile.TrueColor
	for _, c := range []struct {
		term, program, version string
		attributes             []int
		profile                colorprofile.Profile
		want                   picture.Protocol
	}{
		{"xterm-kitty", "", "kitty(0.35.2)", answering, direct, picture.KittyPlaceholder},
		{"xterm-kitty", "", "", answering, direct, picture.KittyPlaceholder},
		{"xterm-kitty", "", "", silent, direct, picture.Blocks},
		{"xterm-kitty", "", "kitty(0.28.0)", answering, direct, picture.KittyPlaceholder},
		{"xterm-kitty", "", "kitty(0.26.5)", answering, direct, picture.KittyDirect},
		{"xterm-256color", "", "kitty(0.27.99)", answering, many, picture.KittyDirect},
		{"xterm-256color", "", "kitty(1.0)", answering, many, picture.KittyPlaceholder},
		{"xterm-ghostty", "", "ghostty 1.0.1", answering, direct, picture.KittyPlaceholder},
		{"xterm-ghostty", "", "", answering, direct, picture.KittyPlaceholder},
		{"xterm-256color", "", "ghostty 1.2.0-main+abc", answering, many, picture.KittyPlaceholder},

		{"xterm-256color", "iTerm2", "", answering, many, picture.ITerm},
		{"xterm-256color", "iTerm2", "", silent, many, picture.Blocks},
		{"xterm-256color", "", "iTerm2 3.4.16", sixels, many, picture.ITerm},
		{"xterm-256color", "vscode", "", answering, many, picture.ITerm},
		{"xterm-256color", "Tabby", "", answering, many, picture.ITerm},
		{"xterm-256color", "WarpTerminal", "", answering, many, picture.ITerm},
		{"xterm-256color", "", "Warp(v0.2024.02.20)", answering, many, picture.ITerm},
		{"xterm-256color", "", "mintty 3.7.0", sixels, many, picture.ITerm},
		{"mintty", "", "", answering, many, picture.ITerm},
		{"xterm-256color", "", "Bobcat 0.9", answering, many, picture.ITerm},
		{"xterm-256color", "", "WezTerm 20240203-110809-5046fc22", sixels, many, picture.ITerm},
		{"wezterm", "", "", answering, direct, picture.ITerm},
		{"xterm-256color", "", "Konsole 23.08.1", sixels, many, picture.ITerm},
		{"xterm-256color", "", "Konsole 22.12.0", sixels, many, picture.ITerm},
		{"xterm-256color", "", "Konsole 22.08.3", sixels, many, picture.Blocks},
		{"konsole-256color", "", "", sixels, many, picture.Blocks},

		{"foot", "", "foot(1.16.2)", sixels, many, picture.Sixel},
		{"mlterm", "", "mlterm(3.9.3)", sixels, many, picture.Sixel},
		{"xterm-256color", "", "XTerm(390)", sixels, many, picture.Sixel},
		{"xterm-256color", "", "XTerm(390)", answering, many, picture.Blocks},
		{"xterm-256color", "", "VTE(7600)", sixels, many, picture.Sixel},
		{"xterm-256color", "", "VTE(7600)", answering, many, picture.Blocks},
		{"xterm-256color", "", "", windows, direct, picture.Sixel},
		{"xterm-256color", "", "", sixels, many, picture.Sixel},
		{"xterm-256color", "iTerm2", "foot(1.16.2)", sixels, many, picture.Sixel}, // a name that was passed on
		{"xterm-256color", "iTerm2", "VTE(7600)", answering, many, picture.Blocks},

		{"xterm-256color", "", "rio 0.1", sixels, many, picture.Blocks},
		{"rio", "", "", sixels, many, picture.Blocks},
		{"xterm-256color", "", "contour 0.4.3", sixels, many, picture.Blocks},
		{"contour", "", "", sixels, many, picture.Blocks},
		{"xterm-256color", "", "ctx 0.1", sixels, many, picture.Blocks},
		{"alacritty", "", "", sixels, many, picture.Blocks},
		{"alacritty-direct", "", "", sixels, direct, picture.Blocks},
		{"xterm-256color", "", "terminology 1.13.0", sixels, many, picture.Blocks},
		{"xterm-256color", "", "RLogin(2.29.3)", sixels, many, picture.Blocks},
		{"xterm-256color", "", "Kermit-95 3.0", sixels, many, picture.Blocks},

		{"tmux-256color", "iTerm2", "kitty(0.35.2)", sixels, many, picture.Blocks},
		{"screen", "iTerm2", "", sixels, colorprofile.ANSI, picture.Words},
		{"screen-256color", "", "", sixels, many, picture.Blocks},
		{"xterm-256color", "iTerm2", "tmux 3.4", sixels, many, picture.Blocks},

		{"xterm-256color", "", "", silent, many, picture.Blocks},
		{"xterm", "", "", silent, colorprofile.ANSI, picture.Words},
		{"putty", "", "", answering, colorprofile.ANSI, picture.Words},
		{"xterm", "", "XTerm(390)", sixels, colorprofile.ANSI, picture.Sixel},
		{"xterm-256color", "iTerm2", "kitty(0.35.2)", sixels, colorprofile.ASCII, picture.Words}, // NO_COLOR
		{"xterm-256color", "", strings.Repeat("(", 1000), sixels, many, picture.Sixel},
		{"xterm-256color", "", "kitty(99999999999999999999999.1)", answering, many, picture.KittyPlaceholder},
		{"xterm-256color", "", "kitty(v)", answering, many, picture.KittyPlaceholder},
		{"xterm-256color", "", "kitty(-1)", answering, many, picture.KittyDirect},
	} {
		k := Known{Term: c.term, Program: c.program, Version: c.version, Attributes: c.attributes, Profile: c.profile}
		if got := Choose(&k).Protocol; got != c.want {
			t.Errorf("TERM %q, program %q, version %.40q, attributes %v: %v, want %v", c.term, c.program, c.version, c.attributes, got, c.want)
		}
		k.Plain = true
		if got := Choose(&k).Protocol; got != picture.Words {
			t.Errorf("a plain %q: %v", c.term, got)
		}
	}
}

// TestChooseASCII has a client that shows no UTF-8 get no characters for pixels.
func TestChooseASCII(t *testing.T) {
	k := Known{Term: "xterm-kitty", Attributes: answering, Profile: colorprofile.TrueColor, ASCII: true}
	if got := Choose(&k).Protocol; got != picture.KittyDirect {
		t.Errorf("kitty: %v", got)
	}
	k.Term = "xterm-256color"
	if got := Choose(&k).Protocol; got != picture.Words {
		t.Errorf("blocks: %v", got)
	}
}

func TestChooseParts(t *testing.T) {
	for version, want := range map[string]bool{"iTerm2 3.5.0": true, "iTerm2 3.10": true, "iTerm2 3.4.23": false, "iTerm2": false, "WezTerm 20240203": false} {
		k := Known{Term: "xterm-256color", Version: version, Attributes: answering, Profile: colorprofile.TrueColor}
		if got := Choose(&k); got.Parts != want || got.Protocol != picture.ITerm {
			t.Errorf("%s: %+v", version, got)
		}
	}
	k := Known{Program: "iTerm2", ProgramVersion: "3.5.4", Attributes: answering, Profile: colorprofile.ANSI256}
	if !Choose(&k).Parts {
		t.Error("iTerm2 3.5.4 by its variables takes no parts")
	}
}

func TestCellSize(t *testing.T) {
	size := func(w, h int) picture.Size { return picture.Size{W: w, H: h} }
	for _, c := range []struct {
		window        picture.Size
		columns, rows int
		reported      picture.Size
		want          picture.Size
	}{
		{size(800, 480), 80, 24, size(0, 0), size(10, 20)},
		{size(729, 408), 80, 24, size(0, 0), size(9, 17)},
		{size(0, 0), 80, 24, size(9, 18), size(9, 18)},
		{size(0, 0), 80, 24, size(0, 0), size(10, 20)},
		{size(80, 24), 80, 24, size(9, 18), size(9, 18)}, // cells, not pixels
		{size(80, 480), 80, 24, size(0, 0), size(10, 20)},
		{size(65535, 65535), 80, 24, size(0, 0), size(64, 128)},
		{size(0, 0), 80, 24, size(65535, 65535), size(64, 128)},
		{size(0, 0), 80, 24, size(1, 1), size(10, 20)},
		{size(0, 0), 80, 24, size(-5, 1<<40), size(10, 20)},
		{size(160, 96), 80, 24, size(0, 0), size(4, 8)},
		{size(800, 480), 0, 0, size(0, 0), size(10, 20)},
		{size(-800, -480), 80, 24, size(0, 0), size(10, 20)},
	} {
		if got := CellSize(c.window, c.columns, c.rows, c.reported); got != c.want {
			t.Errorf("window %v of %dx%d, reported %v: %v, want %v", c.window, c.columns, c.rows, c.reported, got, c.want)
		}
	}
	k := Known{Term: "xterm-256color", Attributes: windows, Columns: 80, Rows: 24, Window: size(1600, 960)}
	if got := Choose(&k).Cell; got != size(10, 20) {
		t.Errorf("Windows Terminal: %v", got)
	}
}

// FuzzChoose has a terminal say anything: the cells stay within bounds, and one without colours gets
// words.
func FuzzChoose(f *testing.F) {
	f.Add("xterm-256color", "iTerm2", "kitty(0.35.2)", 4, 80, 24, 800, 480, 9, 18, int8(4))
	f.Add("tmux", "", "WezTerm 2", -1, 0, 0, -1, 1<<40, 0, 0, int8(0))
	f.Fuzz(func(t *testing.T, term, program, version string, attribute, columns, rows, w, h, cellW, cellH int, profile int8) {
		k := Known{
			Term: term, Program: program, ProgramVersion: version, Version: version, Attributes: []int{attribute, sixelAttribute},
			Profile: colorprofile.Profile(profile), Columns: columns, Rows: rows, Window: picture.Size{W: w, H: h}, Reported: picture.Size{W: cellW, H: cellH},
		}
		s := Choose(&k)
		if s.Cell.W < 4 || s.Cell.W > 64 || s.Cell.H < 8 || s.Cell.H > 128 {
			t.Errorf("cell %v", s.Cell)
		}
		if k.Profile <= colorprofile.ASCII && s.Protocol != picture.Words {
			t.Errorf("%v without colours", s.Protocol)
		}
	})
}
