package typeset_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/render"
	"github.com/sshblog/sshblog/internal/typeset"
)

func TestDark(t *testing.T) {
	for _, c := range []struct {
		environ      []string
		dark, chosen bool
	}{
		{nil, true, false},
		{[]string{"LANG=C", "COLORFGBG=15;0"}, true, false},
		{[]string{"COLORFGBG=0;15"}, false, false},
		{[]string{"COLORFGBG=0;default;7"}, false, false},
		{[]string{"COLORFGBG="}, true, false},
		{[]string{"COLORFGBG=0;15", "SSHBLOG_THEME=dark"}, true, true},
		{[]string{"SSHBLOG_THEME=light"}, false, true},
		{[]string{"SSHBLOG_THEME=purple"}, true, false},
	} {
		if dark, chosen := typeset.Dark(c.environ); dark != c.dark || chosen != c.chosen {
			t.Errorf("%q: dark %v, chosen %v", c.environ, dark, chosen)
		}
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		environ []string
		want    string
	}{
		{nil, ""},
		{[]string{"LANG=de_DE.UTF-8"}, "de-DE"},
		{[]string{"LANG=de_DE.UTF-8", "LC_ALL=zh_CN"}, "zh-CN"},
		{[]string{"LANG=de", "LC_MESSAGES=fr_FR@euro"}, "fr-FR"},
		{[]string{"LANG=de", "LC_ALL="}, "de"},
		{[]string{"LANG=de", "LC_ALL=C"}, ""},
		{[]string{"LANG=C.UTF-8"}, ""},
	} {
		if got := strings.Join(typeset.Languages(c.environ), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.environ, got, c.want)
		}
	}
}

func TestLookFor(t *testing.T) {
	for _, c := range []struct {
		dark    bool
		profile colorprofile.Profile
		theme   *render.Theme
		links   render.LinkMode
	}{
		{true, colorprofile.TrueColor, render.Dark(), render.Hyperlinks},
		{false, colorprofile.ANSI256, render.Light(), render.Hyperlinks},
		{true, colorprofile.ANSI, render.Dark().Basic(), render.Numbered},
		{false, colorprofile.ANSI, render.Light().Basic(), render.Numbered},
		{true, colorprofile.ASCII, render.Dark().Mono(), render.Numbered},
	} {
		if got := typeset.LookFor(c.dark, c.profile); got.Theme != c.theme || got.Links != c.links {
			t.Errorf("dark %v, %v: %s, links %v", c.dark, c.profile, got.Theme.Name, got.Links)
		}
	}
}
