package postview_test

import (
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

func TestThemesOf(t *testing.T) {
	none, some := (*postview.Themes)(nil), postview.NewThemes("", own(t, "Seaside"))
	for _, c := range []struct {
		themes  *postview.Themes
		environ []string
		name    string
		dark    bool
	}{
		{none, nil, "auto", true},
		{none, []string{"LANG=C", "COLORFGBG=15;0"}, "auto", true},
		{none, []string{"COLORFGBG=0;15"}, "auto", false},
		{none, []string{"COLORFGBG=0;default;7"}, "auto", false},
		{none, []string{"COLORFGBG="}, "auto", true},
		{none, []string{"COLORFGBG=0;15", "SSHBLOG_THEME=dark"}, "dark", false},
		{none, []string{"SSHBLOG_THEME=LIGHT"}, "light", true},
		{none, []string{"SSHBLOG_THEME=Contrast", "COLORFGBG=0;15"}, "contrast", false},
		{none, []string{"SSHBLOG_THEME=terminal"}, "terminal", true},
		{none, []string{"SSHBLOG_THEME=purple"}, "auto", true},
		{none, []string{"SSHBLOG_THEME=seaside"}, "auto", true},
		{some, []string{"SSHBLOG_THEME=seaside"}, "Seaside", true},
		{some, []string{"SSHBLOG_THEME=purple", "SSHBLOG_THEME=light", "SSHBLOG_THEME=dark"}, "light", true},
		{some, []string{"SSHBLOG_THEME="}, "auto", true},
		{some, []string{"SSHBLOG_THEME"}, "auto", true},
		{some, []string{"SSHBLOG_THEME=" + strings.Repeat("x", 1<<20)}, "auto", true},
	} {
		if name, dark := c.themes.Of(c.environ); name != c.name || dark != c.dark {
			t.Errorf("%.60q: %s, dark %v", c.environ, name, dark)
		}
	}
}

func TestThemeNames(t *testing.T) {
	none := (*postview.Themes)(nil)
	if got, want := none.Names(), []string{"auto", "light", "dark", "contrast", "terminal"}; !slices.Equal(got, want) {
		t.Errorf("without the author's own there are %q", got)
	}
	long := strings.Repeat("x", 41)
	some := postview.NewThemes("", own(t, "b"), own(t, "a"), own(t, "B"), nil, own(t, "Dark"), own(t, "auto"), own(t, "plain"),
		own(t, "contrast-light"), own(t, "a/16"), own(t, ""), own(t, "a b"), own(t, "\x1b[31m"), own(t, "e\u202ef"), own(t, long), own(t, "字"))
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

func TestNextTheme(t *testing.T) {
	for _, themes := range []*postview.Themes{nil, postview.NewThemes(""), postview.NewThemes("", own(t, "a"), own(t, "b"))} {
		var round []string
		name := postview.Auto
		for range themes.Names() {
			round = append(round, name)
			name = themes.Next(name)
		}
		if name != postview.Auto || !slices.Equal(round, themes.Names()) {
			t.Errorf("the round is %q, then %q", round, name)
		}
		if got := themes.Next("nothing"); got != postview.Auto {
			t.Errorf("after a name that is not there comes %q", got)
		}
		if got := themes.Next("Light"); got != postview.Dark {
			t.Errorf("after Light comes %q", got)
		}
	}
}

func TestLook(t *testing.T) {
	mine := own(t, "mine")
	themes := postview.NewThemes("", mine)
	for _, c := range []struct {
		themes  *postview.Themes
		name    string
		dark    bool
		profile colorprofile.Profile
		theme   *theme.Theme
		links   layout.LinkMode
	}{
		{nil, "auto", true, colorprofile.TrueColor, theme.Dark(), layout.Hyperlinks},
		{nil, "auto", false, colorprofile.ANSI256, theme.Light(), layout.Hyperlinks},
		{nil, "auto", true, colorprofile.ANSI, theme.Dark().Basic(), layout.Numbered},
		{nil, "auto", false, colorprofile.ANSI, theme.Light().Basic(), layout.Numbered},
		{nil, "auto", true, colorprofile.ASCII, theme.Dark().Mono(), layout.Numbered},
		{nil, "light", true, colorprofile.TrueColor, theme.Light(), layout.Hyperlinks},
		{nil, "Dark", false, colorprofile.ANSI, theme.Dark().Basic(), layout.Numbered},
		{nil, "contrast", true, colorprofile.TrueColor, theme.Contrast(true), layout.Hyperlinks},
		{nil, "contrast", false, colorprofile.ANSI, theme.Contrast(false).Basic(), layout.Numbered},
		{nil, "terminal", false, colorprofile.TrueColor, theme.Terminal(), layout.Hyperlinks},
		{nil, "terminal", true, colorprofile.ASCII, theme.Terminal().Mono(), layout.Numbered},
		{nil, "mine", false, colorprofile.TrueColor, theme.Light(), layout.Hyperlinks},
		{themes, "mine", false, colorprofile.TrueColor, mine, layout.Hyperlinks},
		{themes, "MINE", false, colorprofile.ANSI, mine.Basic(), layout.Numbered},
		{themes, "mine", true, colorprofile.ASCII, mine.Mono(), layout.Numbered},
		{themes, "", true, colorprofile.TrueColor, theme.Dark(), layout.Hyperlinks},
	} {
		if got := c.themes.Look(c.name, c.dark, c.profile); got.Theme != c.theme || got.Links != c.links {
			t.Errorf("%q, dark %v, %v: %s, links %v", c.name, c.dark, c.profile, got.Theme.Name, got.Links)
		}
	}
}

// TestFirst checks the default theme of a blog.
func TestFirst(t *testing.T) {
	themes := postview.NewThemes("CONTRAST")
	if name, _ := themes.Of(nil); name != postview.Contrast {
		t.Errorf("without a choice: %q", name)
	}
	if name, _ := themes.Of([]string{"SSHBLOG_THEME=light"}); name != postview.Light {
		t.Errorf("the reader's choice gives way: %q", name)
	}
	if name, _ := postview.NewThemes("nothing of this name").Of(nil); name != postview.Auto {
		t.Errorf("an unknown name: %q", name)
	}
}
