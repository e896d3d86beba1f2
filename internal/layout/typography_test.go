package layout_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestTypography compares short posts with how a typographer sets them.
func TestTypography(t *testing.T) {
	for name, c := range map[string]struct {
		src   string
		width int
		want  []string
	}{
		"air above sections": {"a\n\n## B\n\nc\n\n### D\n\ne", 30, []string{"a", "", "", "B", "", "c", "", "D", "", "e"}},
		"no air at the top":  {"## B\n\n## C\n\nd", 30, []string{"B", "", "C", "", "d"}},
		"language of code":   {"```go\nfunc f()\n```", 24, []string{"▏ func f()            go"}},
		"no room for it":     {"```go\nfunc f(a int, b int)\n```", 24, []string{"▏ go", "▏ func f(a int, b int)"}},
		"who is quoted":      {"> Words.\n>\n> — Ada L.", 20, []string{"│ Words.", "│           — Ada L."}},
		"on the last line":   {"> Words.\n> -- Ada L.", 20, []string{"│ Words.", "│          -- Ada L."}},
		"nobody is quoted":   {"> — said nobody", 20, []string{"│ — said nobody"}},
		"dash":               {"once twos — three", 10, []string{"once", "twos —", "three"}},
		"en dash":            {"abcde fgh – i", 10, []string{"abcde", "fgh – i"}},
		"dash in a word":     {"sometimes—always", 10, []string{"sometimes—", "always"}},
		"a dash begins":      {"— Yes, she said", 10, []string{"— Yes, she", "said"}},
		"columns": {
			"| Thing | Known moons | Worth |\n|-|-|-|\n| a | 1 | many words that say something about it |", 40,
			[]string{
				"Thing │ Known    │ Worth", "      │ moons    │",
			},
		},
	} {
		lines := strings.Split(plainLines(page(t, c.src, c.width, theme.Dark(), layout.Hyperlinks)), "\n")
		for i, want := range c.want {
			if i >= len(lines) || strings.TrimRight(lines[i], " ") != strings.TrimRight(want, " ") {
				t.Errorf("%s: line %d is not %q:\n%s", name, i, want, strings.Join(lines, "\n"))
				break
			}
		}
	}
}
