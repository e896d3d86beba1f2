package postview_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/postview"
)

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
		if got := strings.Join(postview.Languages(c.environ), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.environ, got, c.want)
		}
	}
}
