package layout_test

import (
	"encoding/json"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"charm.land/glamour/v2/styles"
	"charm.land/lipgloss/v2"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// backgrounds are those that terminals come with, and those that many readers choose.
var backgrounds = map[string]string{
	"black": "#000000", "white": "#ffffff", "Solarized dark": "#002b36", "Solarized light": "#fdf6e3", "Nord": "#2e3440",
	"Gruvbox dark": "#282828", "Gruvbox light": "#fbf1c7", "Alacritty": "#1d1f21", "Ubuntu": "#300a24", "Dracula": "#282a36",
	"grey": "#808080", "blue": "#0000ff", "green": "#00ff00",
}

// palettes are the sixteen colours of terminals that have no more.
var palettes = map[string]string{
	"xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
	"VGA":   "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
	"PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
	"Tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
}

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
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// pen is how the next text will be drawn.
type pen struct {
	text, ground string // "" for the terminal's own, a number, or #rrggbb
	bold         bool
}

// sign takes over what an SGR sequence says.
func (p *pen) sign(sequence string) {
	codes := strings.Split(strings.TrimSuffix(strings.TrimPrefix(sequence, "\x1b["), "m"), ";")
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
		case n == 1:
			p.bold = true
		case n >= 30 && n < 38:
			*to = strconv.Itoa(n - 30)
		case n >= 90 && n < 98:
			*to = strconv.Itoa(n - 90 + 8)
		case n == 38 && codes[0] == "5":
			*to, codes = codes[1], codes[2:]
		case n == 38:
			*to, codes = rgb(codes[1:4]), codes[4:]
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

// ratios returns the contrast that text in this pen has with a background of the terminal, for each
// way in which the terminal may draw it; none for the terminal's own colours.
func (p *pen) ratios(ground color.Color) (all []float64) {
	text := []color.Color{nil}
	if p.text != "" {
		text = colorsOf(p.text, p.bold)
	}
	grounds := []color.Color{ground}
	if p.ground != "" {
		grounds = colorsOf(p.ground, false)
	}
	for _, t := range text {
		for _, g := range grounds {
			switch {
			case t != nil:
				all = append(all, contrast(t, g))
			case p.ground != "":
				all = append(all, 0) // the reader's own colour on one of ours
			}
		}
	}
	return all
}

// colorsOf returns the colours that a number or #rrggbb may be. Bold text may be bright.
func colorsOf(name string, bold bool) (all []color.Color) {
	n, err := strconv.Atoi(name)
	if err != nil || n > 15 {
		return []color.Color{lipgloss.Color(name)}
	}
	for _, p := range palettes {
		colors := strings.Fields(p)
		all = append(all, lipgloss.Color("#"+colors[n]))
		if bold && n < 8 {
			all = append(all, lipgloss.Color("#"+colors[n+8]))
		}
	}
	return all
}

// faintest returns the least contrast of the looks of a theme on a background, and which that is.
func faintest(t *theme.Theme, ground color.Color) (least float64, which string) {
	least = 21
	for _, look := range t.Palette.Inks() {
		var p pen
		if look.Open != "" {
			p.sign(look.Open)
		}
		for _, ratio := range p.ratios(ground) {
			if ratio < least {
				least, which = ratio, look.Open
			}
		}
	}
	return least, which
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

// measured are the themes of the program, and some that authors take from Glamour.
func measured(t *testing.T) []*theme.Theme {
	t.Helper()
	all := []*theme.Theme{theme.Dark(), theme.Light(), theme.Contrast(true), theme.Contrast(false), theme.Terminal(), theme.Paper(), theme.Night()}
	for _, accent := range []string{"#c0508f", "#ffff00", "#000000"} {
		for _, base := range []*theme.Theme{theme.Dark(), theme.Light()} {
			accented, err := base.Accented(accent)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, accented)
		}
	}
	for name, style := range styles.DefaultStyles {
		source, err := json.Marshal(style)
		if err != nil {
			t.Fatal(err)
		}
		own, err := theme.ParseTheme(name, source)
		if err != nil {
			t.Fatal(err)
		}
		own.Name = "glamour's " + name
		all = append(all, own, own.ForDark(!own.Dark))
	}
	return all
}

// TestContrast measures all looks of all themes, in all numbers of colours and on all backgrounds,
// exact, as a hint, and unknown: all text reaches 4.5:1, and 7:1 in the themes that are made for
// contrast, as far as black or white do.
func TestContrast(t *testing.T) {
	drawn := map[*theme.Theme]bool{}
	for _, base := range measured(t) {
		want := 4.5
		if base == theme.Contrast(true) || base == theme.Contrast(false) {
			want = 7
		}
		for _, depth := range []theme.Depth{theme.NoColors, theme.Basic16, theme.Palette256, theme.DirectColor} {
			for name, hex := range backgrounds {
				ground := lipgloss.Color(hex)
				exact := theme.BackgroundOf(ground)
				known := []theme.Background{exact, {}}
				if name != "grey" && name != "blue" && name != "green" {
					known = append(known, theme.BackgroundLike(exact.Kind()))
				}
				want := min(want, max(contrast(ground, color.White), contrast(ground, color.Black))-0.1)
				for _, background := range known {
					screen := theme.Screen{Background: background, Depth: depth}
					measure(t, drawn, base.On(screen), screen, ground, want)
					if screen.Window = true; base.On(screen).Paper != nil {
						measure(t, drawn, base.On(screen), screen, ground, want)
					}
				}
			}
		}
	}
}

// measure measures a theme that is shown on a screen with a background.
func measure(t *testing.T, drawn map[*theme.Theme]bool, shown *theme.Theme, screen theme.Screen, ground color.Color, want float64) {
	t.Helper()
	if screen.Background == (theme.Background{}) && luminance(ground) > 0 && luminance(ground) < 1 {
		return // the unknown background is black or white, or in between, where all is worse
	}
	if !drawn[shown] {
		everything(t, shown)
		drawn[shown] = true
	}
	yes, accent := true, shown.Elements[theme.ElHeading].Color
	for _, style := range []theme.Style{ // those of the screens
		{Color: accent}, {Color: accent, Bold: &yes}, {Color: accent, Underline: &yes}, {Color: accent, Inverse: &yes},
	} {
		shown.Open(theme.NoElement, style)
	}
	shown.Open(theme.ElQuiet, theme.Style{})
	if shown.Paper != nil {
		if shown.Paper.Ground != nil {
			ground = shown.Paper.Ground
		}
		if ratio := contrast(shown.Paper.Text, ground); ratio < want {
			t.Errorf("%s: text has a contrast of %.2f on its paper", shown.Name, ratio)
		}
	}
	if ratio, which := faintest(shown, ground); ratio < want {
		t.Errorf("%s: %q has a contrast of %.2f on %v", shown.Name, which, ratio, ground)
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
					if ratio := contrast(lipgloss.Color(c), lipgloss.Color(ground)); ratio < 7 {
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

// TestThemeNames checks that no two themes, in all of their forms, share the pages that are kept.
func TestThemeNames(t *testing.T) {
	names := map[string]bool{}
	for _, look := range []*theme.Theme{
		theme.Dark(), theme.Light(), theme.Plain(), theme.Contrast(true), theme.Contrast(false), theme.Terminal(),
	} {
		forms := []*theme.Theme{look}
		if look != theme.Plain() {
			for _, ground := range []theme.Background{{}, theme.BackgroundOf(color.Black), theme.BackgroundOf(color.White), theme.BackgroundLike(theme.DarkKind)} {
				for _, depth := range []theme.Depth{theme.Basic16, theme.Palette256, theme.DirectColor} {
					forms = append(forms, look.On(theme.Screen{Background: ground, Depth: depth}))
				}
			}
		}
		slices.SortFunc(forms, func(a, b *theme.Theme) int { return strings.Compare(a.Name, b.Name) })
		for _, form := range slices.Compact(forms) {
			if names[form.Name] {
				t.Errorf("two themes are called %q", form.Name)
			}
			names[form.Name] = true
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

// TestUnpainted checks that a theme does not put its own background behind words alone, where it
// cannot paint the whole window, and that most of the text is the terminal's own with few colours.
func TestUnpainted(t *testing.T) {
	dracula, err := theme.ParseTheme("dracula", []byte(`{"document":{"color":"#bd93f9","background_color":"#282a36"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []*theme.Theme{theme.Paper(), theme.Night(), dracula} {
		for _, background := range []theme.Background{
			theme.BackgroundOf(color.Black), theme.BackgroundOf(color.White), theme.BackgroundLike(theme.LightKind), {},
		} {
			for _, depth := range []theme.Depth{theme.NoColors, theme.Basic16, theme.Palette256, theme.DirectColor} {
				screen := theme.Screen{Background: background, Depth: depth, Window: depth == theme.Basic16}
				shown := base.On(screen)
				open := shown.Palette.Inks()[shown.Palette.Ground()].Open
				if depth <= theme.Basic16 && open != "" {
					t.Errorf("%s: text begins with %q", shown.Name, open)
				}
				if p := new(pen); open != "" {
					if p.sign(open); p.ground != "" {
						t.Errorf("%s: text has a background, %q", shown.Name, open)
					}
				}
			}
		}
	}
}

// TestUnstruck checks that text that is struck out has signs around it on a screen without lines
// through text, in whatever look.
func TestUnstruck(t *testing.T) {
	names := map[string]*theme.Theme{}
	for _, base := range []*theme.Theme{theme.Dark(), theme.Paper(), theme.Terminal(), theme.Contrast(true)} {
		for _, depth := range []theme.Depth{theme.NoColors, theme.Basic16, theme.Palette256, theme.DirectColor} {
			for _, unstruck := range []bool{false, true} {
				screen := theme.Screen{Background: theme.BackgroundOf(color.Black), Depth: depth, Unstruck: unstruck}
				shown := base.On(screen)
				struck := shown.Elements[theme.ElStrike]
				if got := struck.BlockPrefix + struck.Prefix; (got == "~~") != unstruck {
					t.Errorf("%s: struck out text begins with %q", shown.Name, got)
				}
				if names[shown.Name] == nil {
					names[shown.Name] = shown
				} else if names[shown.Name] != shown {
					t.Errorf("two looks are called %s", shown.Name)
				}
			}
		}
	}
}
