package screen

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestDimPane draws a pane again and again. It is as if it were drawn anew, whatever has changed.
func TestDimPane(t *testing.T) {
	looks := func(depth theme.Depth) *Styles {
		return NewStyles(theme.Dark().On(theme.Screen{Depth: depth, Window: true}))
	}
	plain, colourful := looks(theme.NoColors), looks(theme.DirectColor)
	text := Column{Left: 10, Width: 20}
	var kept DimPane
	for i, c := range []struct {
		styles      *Styles
		pane, right []string
		text        Column
	}{
		{plain, []string{" a", " b"}, []string{"x", "y"}, text},
		{plain, []string{" a", " b"}, []string{"y", "z"}, text},
		{plain, []string{" a", " c"}, []string{"y", "z"}, text},
		{colourful, []string{" a", " c"}, []string{"y", "z"}, text},
		{colourful, []string{" a", " c"}, []string{"y", "z"}, Column{Left: 12, Width: 18}},
		{colourful, []string{" a", " c"}, []string{"y", "z", "", "end"}, Column{Left: 12, Width: 18}},
		{colourful, []string{" a"}, []string{"y"}, Column{Left: 12, Width: 18}},
	} {
		d := Display{Styles: c.styles}
		var anew DimPane
		got := kept.Beside(&d, slices.Clone(c.pane), c.text, c.right)
		want := anew.Beside(&d, slices.Clone(c.pane), c.text, c.right)
		if !slices.Equal(got, want) {
			t.Errorf("%d: %q, drawn anew %q", i, got, want)
		}
		for row, line := range got {
			bar := strings.IndexRune(ansi.Strip(line), '┃')
			if bar != c.text.Left-seamAt || row < len(c.right) && !strings.HasSuffix(line, c.right[row]) {
				t.Errorf("%d: the line %q has its seam at %d", i, line, bar)
			}
		}
	}
}
