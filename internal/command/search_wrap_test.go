package command_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/command"
)

// TestSearchWraps prints what a search has found: the lines that matched are wrapped, at the width of
// the terminal or else at 80 columns, with all that was found on them, and cells stand apart.
func TestSearchWraps(t *testing.T) {
	w := newWorld(t, fstest.MapFS{
		"far.md": {Data: []byte("---\ntitle: Far\ndate: 2026-01-01\n---\n" + strings.Repeat("many words before it ", 5) +
			"the needle is here " + strings.Repeat("and many behind ", 8) + "\n")},
		"table.md": {Data: []byte("---\ntitle: Table\ndate: 2026-01-02\n---\n| needle | needle |\n|---|---|\n| one | two |\n")},
	})
	for _, width := range []int{0, 20, 40, 80, 200} {
		out, _, status := w.run(command.Env{Width: width}, "search", "needle")
		if status != 0 || !strings.Contains(strings.ReplaceAll(out, "\n    ", " "), "the needle is here and many") {
			t.Errorf("width %d: status %d:\n%s", width, status, out)
		}
		if !strings.Contains(out, "    needle | needle\n") && width != 20 {
			t.Errorf("width %d: cells are glued:\n%s", width, out)
		}
		limit := width
		if width == 0 {
			limit = 80
		}
		for _, line := range strings.Split(out, "\n") {
			if len([]rune(line)) > limit {
				t.Errorf("width %d: %q is wider", width, line)
			}
		}
	}
}
