package frontmatter_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// TestFaultLine checks that what is wrong is told of the line that has to be mended.
func TestFaultLine(t *testing.T) {
	for _, c := range []struct {
		src  string
		line int
	}{
		{"title: \"Unclosed\ndate: 2026-01-01\ntags: [a]\n", 2},
		{"date: 2026-01-01\ntitle: 'Unclosed\ntags: [a]\n", 3},
		{"title: \"A\ndate: 2026-01-01\nsummary: \"x\"\n", 2},
		{"title: A\ntags:\n  - a\n  - \"b\n  - c\n", 5},
		{"title: \"fine \\\" mark\"\nsummary: 'it''s'\ndate: \"2026\n", 4},
	} {
		_, err := frontmatter.ParseYAML(c.src, 2, &frontmatter.Budget{Depth: 8, Nodes: 100})
		if got := frontmatter.ErrorLine(err); got != c.line {
			t.Errorf("%q: line %d (%v), expected %d", c.src, got, err, c.line)
		}
	}
	if _, err := frontmatter.ParseYAML("title: \"over\n  two lines\"\n", 2, &frontmatter.Budget{Depth: 8, Nodes: 100}); err != nil {
		t.Error(err)
	}
}
