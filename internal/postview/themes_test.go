package postview_test

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
)

// own reads a theme of an author's.
func own(t *testing.T, name string) *theme.Theme {
	t.Helper()
	theme, err := theme.ParseTheme(name, []byte(`{"heading":{"color":"#ff0000"},"sshblog":{"dark":true}}`))
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

// themesOf returns the themes with the author's own, each of which is for dark screens.
func themesOf(t *testing.T, first string, own ...*theme.Theme) *postview.Themes {
	t.Helper()
	o := postview.ThemeOptions{First: first}
	for _, sheet := range own {
		o.Own = append(o.Own, postview.Twins{Name: sheet.Name, Dark: sheet})
	}
	themes, err := postview.NewThemes(o)
	if err != nil {
		t.Fatal(err)
	}
	return themes
}

func TestThemesOf(t *testing.T) {
	none, some := (*postview.Themes)(nil), themesOf(t, "", own(t, "Seaside"))
	unknown, dark, light := theme.Background{}, theme.BackgroundLike(theme.DarkKind), theme.BackgroundLike(theme.LightKind)
	for _, c := range []struct {
		themes     *postview.Themes
		environ    []string
		name       string
		background theme.Background
	}{
		{none, nil, "auto", unknown},
		{none, []string{"LANG=C", "COLORFGBG=15;0"}, "auto", dark},
		{none, []string{"COLORFGBG=0;15"}, "auto", light},
		{none, []string{"COLORFGBG=0;default;7"}, "auto", light},
		{none, []string{"COLORFGBG=15;default"}, "auto", unknown},
		{none, []string{"COLORFGBG=0;12"}, "auto", unknown},
		{none, []string{"COLORFGBG=15;8"}, "auto", dark},
		{none, []string{"COLORFGBG=7;7"}, "auto", unknown},
		{none, []string{"COLORFGBG=15"}, "auto", unknown},
		{none, []string{"COLORFGBG=15;0;" + strings.Repeat("1", 1<<20)}, "auto", unknown},
		{none, []string{"COLORFGBG="}, "auto", unknown},
		{none, []string{"COLORFGBG=0;15", "SSHBLOG_THEME=dark"}, "dark", light},
		{none, []string{"SSHBLOG_THEME=LIGHT"}, "light", unknown},
		{none, []string{"SSHBLOG_THEME=Contrast", "COLORFGBG=0;15"}, "contrast", light},
		{none, []string{"SSHBLOG_THEME=terminal"}, "terminal", unknown},
		{none, []string{"SSHBLOG_THEME=purple"}, "auto", unknown},
		{none, []string{"SSHBLOG_THEME=seaside"}, "auto", unknown},
		{some, []string{"SSHBLOG_THEME=seaside"}, "Seaside", unknown},
		{some, []string{"SSHBLOG_THEME=purple", "SSHBLOG_THEME=light", "SSHBLOG_THEME=dark"}, "light", unknown},
		{some, []string{"SSHBLOG_THEME="}, "auto", unknown},
		{some, []string{"SSHBLOG_THEME"}, "auto", unknown},
		{some, []string{"SSHBLOG_THEME=" + strings.Repeat("x", 1<<20)}, "auto", unknown},
	} {
		if name, background := c.themes.Of(c.environ); name != c.name || background != c.background {
			t.Errorf("%.60q: %s, background %v", c.environ, name, background)
		}
	}
}

func TestThemeNames(t *testing.T) {
	none := (*postview.Themes)(nil)
	if got, want := none.Names(), []string{"auto", "light", "dark", "contrast", "terminal", "paper", "night"}; !slices.Equal(got, want) {
		t.Errorf("without the author's own there are %q", got)
	}
	long := strings.Repeat("x", 41)
	some := themesOf(t, "", own(t, "b"), own(t, "a"), own(t, "B"), own(t, "Dark"), own(t, "auto"), own(t, "plain"),
		own(t, "contrast-light"), own(t, "a/16"), own(t, "a+b"), own(t, "Night"), own(t, ""), own(t, "a b"), own(t, "\x1b[31m"), own(t, "e\u202ef"), own(t, long), own(t, "字"))
	if got, want := some.Names(), append(none.Names(), "b", "a", "字"); !slices.Equal(got, want) {
		t.Errorf("there are %q, want %q", got, want)
	}
	for name, want := range map[string]bool{"auto": true, "TERMINAL": true, "A": true, "字": true, "": false, "plain": false, "c": false, long: false} {
		if some.Has(name) != want {
			t.Errorf("%q is there: %v", name, !want)
		}
	}
	if none.Has("a") {
		t.Error("there is a theme of the author's where there is none")
	}
}

// TestChoices checks that themes for the other kind of screen come last, and say so.
func TestChoices(t *testing.T) {
	light, dark := own(t, "x").ForDark(false), own(t, "x")
	themes, err := postview.NewThemes(postview.ThemeOptions{Own: []postview.Twins{{"both", dark, light}, {"pale", nil, light}, {"deep", dark, nil}}})
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[theme.Kind]string{
		theme.UnknownKind: "auto light dark contrast terminal paper night both pale deep",
		theme.DarkKind:    "auto dark contrast terminal night both deep | light paper pale",
		theme.LightKind:   "auto light contrast terminal paper both pale | dark night deep",
	} {
		var got []string
		other := theme.UnknownKind
		for _, c := range themes.Choices(kind) {
			if c.Kind != other {
				got, other = append(got, "|"), c.Kind
			}
			got = append(got, c.Name)
		}
		if strings.Join(got, " ") != want || other != theme.UnknownKind && other == kind {
			t.Errorf("on %v: %s, marked as %v", kind, got, other)
		}
	}
}

// TestTwins checks that a theme with a twin is shown on both kinds of screens.
func TestTwins(t *testing.T) {
	light, dark := own(t, "x").ForDark(false), own(t, "x")
	themes, err := postview.NewThemes(postview.ThemeOptions{First: "both", Own: []postview.Twins{{"both", dark, light}}})
	if err != nil {
		t.Fatal(err)
	}
	for background, sheet := range map[theme.Background]*theme.Theme{
		{}: dark, theme.BackgroundOf(color.Black): dark, theme.BackgroundOf(color.White): light, theme.BackgroundLike(theme.LightKind): light,
	} {
		screen := theme.Screen{Background: background, Depth: theme.DirectColor, Window: true}
		if got := themes.Look("both", screen).Theme; got != sheet.On(screen) || got.Paper != nil {
			t.Errorf("on %v: %s", background, got.Name)
		}
	}
}

// TestAccent checks the colours that are made of an accent.
func TestAccent(t *testing.T) {
	screen := func(c color.Color) theme.Screen {
		return theme.Screen{Background: theme.BackgroundOf(c), Depth: theme.DirectColor}
	}
	heading := func(o postview.ThemeOptions, c color.Color) string {
		themes, err := postview.NewThemes(o)
		if err != nil {
			t.Fatal(err)
		}
		return themes.Look(postview.Auto, screen(c)).Theme.Open(theme.ElHeading, theme.Style{})
	}
	for _, c := range []struct {
		options postview.ThemeOptions
		ground  color.Color
		want    string
	}{
		{postview.ThemeOptions{Accent: "#c0508f"}, color.Black, "\x1b[38;2;192;80;143;1m"},
		{postview.ThemeOptions{Accent: "c0508f", AccentLight: "#800000"}, color.White, "\x1b[38;2;128;0;0;1m"},
		{postview.ThemeOptions{AccentLight: "#800"}, color.White, "\x1b[38;2;136;0;0;1m"},
	} {
		if got := heading(c.options, c.ground); got != c.want {
			t.Errorf("%v on %v: %q, want %q", c.options, c.ground, got, c.want)
		}
	}
	if heading(postview.ThemeOptions{Accent: "#ffff00"}, color.White) == heading(postview.ThemeOptions{}, color.White) {
		t.Error("an accent makes no difference on a light screen")
	}
	for _, o := range []postview.ThemeOptions{{Accent: "pink"}, {AccentLight: "#12"}, {Accent: "#c0508"}} {
		if _, err := postview.NewThemes(o); err == nil || !strings.Contains(err.Error(), "accent") {
			t.Errorf("%v: %v", o, err)
		}
	}
}

func TestLook(t *testing.T) {
	mine := own(t, "mine")
	themes := themesOf(t, "", mine)
	unknown, dark, light := theme.Background{}, theme.BackgroundOf(color.Black), theme.BackgroundOf(color.White)
	for _, c := range []struct {
		themes     *postview.Themes
		name       string
		background theme.Background
		profile    colorprofile.Profile
		theme      *theme.Theme
		links      layout.LinkMode
	}{
		{nil, "auto", dark, colorprofile.TrueColor, theme.Dark(), layout.Hyperlinks},
		{nil, "auto", light, colorprofile.ANSI256, theme.Light(), layout.Hyperlinks},
		{nil, "auto", unknown, colorprofile.ANSI256, theme.Dark(), layout.Hyperlinks},
		{nil, "auto", dark, colorprofile.ANSI, theme.Dark(), layout.Numbered},
		{nil, "auto", light, colorprofile.ANSI, theme.Light(), layout.Numbered},
		{nil, "auto", dark, colorprofile.ASCII, theme.Dark(), layout.Numbered},
		{nil, "light", dark, colorprofile.TrueColor, theme.Light(), layout.Hyperlinks},
		{nil, "Dark", light, colorprofile.ANSI, theme.Dark(), layout.Numbered},
		{nil, "contrast", dark, colorprofile.TrueColor, theme.Contrast(true), layout.Hyperlinks},
		{nil, "contrast", light, colorprofile.ANSI, theme.Contrast(false), layout.Numbered},
		{nil, "terminal", light, colorprofile.TrueColor, theme.Terminal(), layout.Hyperlinks},
		{nil, "mine", light, colorprofile.TrueColor, theme.Light(), layout.Hyperlinks},
		{themes, "mine", light, colorprofile.TrueColor, mine, layout.Hyperlinks},
		{themes, "MINE", light, colorprofile.ANSI, mine, layout.Numbered},
		{themes, "mine", dark, colorprofile.ASCII, mine, layout.Numbered},
		{themes, "", dark, colorprofile.TrueColor, theme.Dark(), layout.Hyperlinks},
	} {
		screen := theme.Screen{Background: c.background, Depth: postview.DepthOf(c.profile), Window: true}
		if got := c.themes.Look(c.name, screen); got.Theme != c.theme.On(screen) || got.Links != c.links {
			t.Errorf("%q on %v: %s, links %v", c.name, screen, got.Theme.Name, got.Links)
		}
	}
}

// TestFirst checks the default theme of a blog.
func TestFirst(t *testing.T) {
	themes := themesOf(t, "CONTRAST")
	if name, _ := themes.Of(nil); name != postview.Contrast {
		t.Errorf("without a choice: %q", name)
	}
	if name, _ := themes.Of([]string{"SSHBLOG_THEME=light"}); name != postview.Light {
		t.Errorf("the reader's choice gives way: %q", name)
	}
	if name, _ := themesOf(t, "nothing of this name").Of(nil); name != postview.Auto {
		t.Errorf("an unknown name: %q", name)
	}
}
