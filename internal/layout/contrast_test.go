package layout_test

import (
	"encoding/json"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// screen is the colours of a terminal: its background, its own text, and the sixteen.
type screen struct {
	ground, text string
	colors       string
}

// screens are the palettes that terminals come with, and those that many readers choose.
var screens = map[string]screen{
	"xterm, black":    {"#000000", "#e5e5e5", xterm},
	"xterm, white":    {"#ffffff", "#000000", xterm},
	"VGA":             {"#000000", "#aaaaaa", vga},
	"Solarized dark":  {"#002b36", "#839496", solarized},
	"Solarized light": {"#fdf6e3", "#657b83", solarized},
	"Tango dark":      {"#300a24", "#ffffff", tango},
	"Tango light":     {"#ffffff", "#000000", tango},
	"Campbell":        {"#0c0c0c", "#cccccc", "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"},
	"macOS Basic":     {"#ffffff", "#000000", "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"},
	"Gruvbox dark":    {"#282828", "#ebdbb2", "282828 cc241d 98971a d79921 458588 b16286 689d6a a89984 928374 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c ebdbb2"},
	"Gruvbox light":   {"#fbf1c7", "#3c3836", "fbf1c7 cc241d 98971a d79921 458588 b16286 689d6a 7c6f64 928374 9d0006 79740e b57614 076678 8f3f71 427b58 3c3836"},
}

const (
	xterm     = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
	vga       = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
	solarized = "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
	tango     = "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
)

// luminance is the brightness of a colour. See
// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is how well two colours can be told apart, from 1 to 21. See
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
func contrast(a, b string) float64 {
	x, y := luminance(lipgloss.Color(a)), luminance(lipgloss.Color(b))
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// pen is how the next text will be drawn.
type pen struct {
	text, ground string // "" for the terminal's own
	inverse      bool
}

// sign takes over what an SGR sequence says.
func (p *pen) sign(codes []string, colors []string) {
	for len(codes) > 0 {
		n, _ := strconv.Atoi("0" + codes[0])
		codes = codes[1:]
		to := &p.text
		if n >= 40 && n < 50 || n >= 100 {
			to, n = &p.ground, n-10
		}
		switch {
		case n == 0:
			*p = pen{}
		case n == 7:
			p.inverse = true
		case n >= 30 && n < 38:
			*to = "#" + colors[n-30]
		case n >= 90 && n < 98:
			*to = "#" + colors[n-90+8]
		case n == 38:
			*to = rgb(codes[1:4])
			codes = codes[4:]
		}
	}
}

func rgb(parts []string) string {
	hex := "#"
	for _, p := range parts {
		n, _ := strconv.Atoi(p)
		hex += string("0123456789abcdef"[n>>4&15]) + string("0123456789abcdef"[n&15])
	}
	return hex
}

// faintest returns the least contrast of text in lines on a screen, and that text. Only words
// count, unless all is to.
func faintest(lines []string, s screen, all bool) (float64, string) {
	least, which := 21.0, ""
	colors := strings.Fields(s.colors)
	for _, line := range lines {
		line = osc8.ReplaceAllString(line, "")
		var p pen
		for line != "" {
			at := sgr.FindStringIndex(line)
			text := line
			if at != nil {
				text = line[:at[0]]
			}
			if seen := strings.TrimSpace(text); seen != "" && (all || strings.ContainsFunc(seen, unicode.IsLetter)) {
				if ratio := p.contrast(s); ratio < least {
					least, which = ratio, seen
				}
			}
			if at == nil {
				break
			}
			p.sign(strings.Split(line[at[0]+2:at[1]-1], ";"), colors)
			line = line[at[1]:]
		}
	}
	return least, which
}

// contrast is that of text in this pen.
func (p *pen) contrast(s screen) float64 {
	text, ground := p.text, p.ground
	if text == "" {
		text = s.text
	}
	if ground == "" {
		ground = s.ground
	}
	return contrast(text, ground) // inverse or not
}

// everything is a post with all that has a look, the head above it, and a list of addresses below.
func everything(t *testing.T, theme *theme.Theme) []string {
	t.Helper()
	src := tour(t) + "\n```diff\n-a\n+b\n@@ c\n```\n\n```html\n<a href=\"b\">c</a>\n```\n\n```python\n@a\nclass B(C):\n  x = 1.5 # d\n```\n\n" +
		"```c\n#define A 1\nchar *b = \"c\\n\";\n```\n"
	for _, kind := range []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"} {
		src += "\n> [!" + kind + "]\n> a\n"
	}
	lines := layout.Header(theme, textwidth.Cautious, 80, layout.Title{Text: "Title", Facts: []string{"a", "b"}, Empty: "No text."})
	for _, links := range []layout.LinkMode{layout.Hyperlinks, layout.Numbered} {
		lines = append(lines, page(t, src, 80, theme, links).Lines...)
	}
	return lines
}

// TestContrast measures everything that themes draw. Those of the program's own reach 4.5:1 with
// words, and the ones that are made for contrast 7:1 with all, also on backgrounds that are not
// quite black or white.
func TestContrast(t *testing.T) {
	black, white := screen{"#000000", "#ffffff", xterm}, screen{"#ffffff", "#000000", xterm}
	for _, c := range []struct {
		theme  *theme.Theme
		screen screen
		least  float64
		all    bool
	}{
		{theme.Dark(), black, 4.5, false},
		{theme.Light(), white, 4.5, false},
		{theme.Contrast(true), black, 7, true},
		{theme.Contrast(true), screens["Solarized dark"], 7, true},
		{theme.Contrast(true), screens["Gruvbox dark"], 7, true},
		{theme.Contrast(false), white, 7, true},
		{theme.Contrast(false), screens["Solarized light"], 7, true},
		{theme.Contrast(false), screens["Gruvbox light"], 7, true},
		{theme.Contrast(true).Basic(), screens["xterm, black"], 4.5, true},
		{theme.Contrast(true).Basic(), screens["VGA"], 4.5, true},
		{theme.Contrast(false).Basic(), screens["xterm, white"], 4.5, true},
		{theme.Contrast(false).Basic(), screen{"#ffffff", "#000000", vga}, 4.5, true},
	} {
		ratio, text := faintest(everything(t, c.theme), c.screen, c.all)
		t.Logf("%s on %s: %.1f", c.theme.Name, c.screen.ground, ratio)
		if ratio < c.least {
			t.Errorf("%s: %q has a contrast of %.1f on %s", c.theme.Name, text, ratio, c.screen.ground)
		}
	}
}

// TestContrastSheets measures every colour in the files of the themes for contrast, also those that
// no text above happens to use.
func TestContrastSheets(t *testing.T) {
	for name, ground := range map[string]string{"contrast-dark": "#000000", "contrast-light": "#ffffff"} {
		var sheet any
		source, err := os.ReadFile(filepath.Join("theme", "themes", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(source, &sheet); err != nil {
			t.Fatal(err)
		}
		n := 0
		var walk func(v any)
		walk = func(v any) {
			style, _ := v.(map[string]any)
			for key, v := range style {
				walk(v)
				if key == "background_color" {
					t.Errorf("%s: a background %v, which is not measured here", name, v)
				}
				if c, ok := v.(string); ok && key == "color" {
					n++
					if ratio := contrast(c, ground); ratio < 7 {
						t.Errorf("%s: %s has a contrast of %.1f", name, c, ratio)
					}
				}
			}
		}
		if walk(sheet); n < 30 {
			t.Errorf("%s: only %d colours were found", name, n)
		}
	}
}

// TestTerminalTheme checks that the theme in the reader's own colours is that, and can be read with
// every palette.
func TestTerminalTheme(t *testing.T) {
	lines := everything(t, theme.Terminal())
	sequences := sgr.FindAllString(strings.Join(lines, "\n"), -1)
	for _, s := range sequences {
		if regexp.MustCompile(`[34]8[;:]`).MatchString(s) {
			t.Errorf("%q is not one of the sixteen colours", s)
		}
	}
	for name, s := range screens {
		for number, least := range map[string]float64{theme.Terminal().Accent(): 3, theme.Terminal().Quiet(): 3} {
			if n, err := strconv.Atoi(number); err == nil && contrast("#"+strings.Fields(s.colors)[n], s.ground) < least {
				t.Errorf("%s: colour %d of the screens cannot be read", name, n)
			}
		}
		if ratio, text := faintest(lines, s, true); ratio < 3 {
			t.Errorf("%s: %q has a contrast of %.1f", name, text, ratio)
		}
	}
	for _, want := range []string{"\x1b[1m", "\x1b[3m", "\x1b[4m", "\x1b[7m", "\x1b[9m", "\x1b[91m", "\x1b[95m"} {
		if !slices.Contains(sequences, want) {
			t.Errorf("there is no %q", want)
		}
	}
}

// TestThemeNames checks that no two themes, in all of their forms, share the pages that are kept.
func TestThemeNames(t *testing.T) {
	names := map[string]bool{}
	for _, look := range []*theme.Theme{
		theme.Dark(), theme.Light(), theme.Plain(), theme.Contrast(true), theme.Contrast(false), theme.Terminal(),
	} {
		for _, form := range []*theme.Theme{look, look.Basic(), look.Mono(), look.Basic().Mono()} {
			if names[form.Name] {
				t.Errorf("two themes are called %q", form.Name)
			}
			names[form.Name] = true
			if form.Dark != look.Dark {
				t.Errorf("%s is for another background", form.Name)
			}
			for _, line := range everything(t, form) {
				if fault := lineBreach(line, 80); fault != "" {
					t.Errorf("%s: %s: %q", form.Name, fault, line)
				}
			}
		}
	}
	if !theme.Contrast(true).Dark || theme.Contrast(false).Dark {
		t.Error("the themes for contrast are mixed up")
	}
}
