package layout_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/pages"
)

// TestBasicColours checks that a theme in sixteen colours has no others, and keeps what the colours
// mean.
func TestBasicColours(t *testing.T) {
	const text = "# One\n\n**b** `code` [link](https://example.com) ![i](https://example.com/i.png)\n\n> q\n\n" +
		"```go\nfunc f() string { return \"x\" } // c\n```\n\n> [!WARNING]\n> w\n\n- [x] done\n"
	more := regexp.MustCompile(`\x1b\[[0-9;]*[34]8;`)
	for _, theme := range []*theme.Theme{
		theme.Dark().Basic(), theme.Light().Basic(), theme.Contrast(true).Basic(), theme.Contrast(false).Basic(), theme.Terminal().Basic(),
	} {
		page, err := pages.New(pages.Options{}).Render(context.Background(), layout.Request{
			ID: "x", Width: 60, Theme: theme, Doc: func() *markdown.Document { return markdown.Parse(text, 1) },
		})
		if err != nil {
			t.Fatal(err)
		}
		coloured := false
		for _, line := range page.Lines {
			if more.MatchString(line) {
				t.Errorf("%s: a colour beyond the sixteen in %q", theme.Name, line)
			}
			coloured = coloured || regexp.MustCompile(`\x1b\[[0-9;]*[39][1-7]`).MatchString(line)
		}
		if !coloured {
			t.Errorf("%s: no colours at all", theme.Name)
		}
	}
	if dark, light := theme.Dark().Basic(), theme.Light().Basic(); !dark.Dark || light.Dark ||
		dark.Accent() != "3" || dark.Quiet() != "7" || light.Accent() != "1" || light.Quiet() != "8" {
		t.Errorf("accents %q and %q, quiet %q and %q", dark.Accent(), light.Accent(), dark.Quiet(), light.Quiet())
	}
}
