package markdown_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown/parser"
)

func TestWithoutTitle(t *testing.T) {
	for _, c := range []struct{ title, src, want string }{
		{"Same", "# Same\n\ntext", "text\n"},
		{"Why `x` fails", "# Why `x` fails\n\ntext", "text\n"},
		{"__init__ explained", "# __init__ explained\n\ntext", "text\n"},
		{"It's “so”", "It’s \"so\".\n=======\n\ntext", "text\n"},
		{"SAME", "![p](q)\n\n# Same\n\n- text", "p\n\ntext\n"},
		{"Same", "# Other\n\ntext", "Other\ntext\n"},
		{"Same", "text\n\n# Same", "text\nSame\n"},
		{"Same", "## Same\n\ntext", "Same\ntext\n"},
		{"C++", "# C\n\ntext", "C\ntext\n"},
		{"", "# …\n", "…\n"},
	} {
		doc := parser.Parse(c.src, 1)
		before := doc.Text()
		bare := doc.WithoutTitle(c.title)
		if got := strings.TrimLeft(bare.Text(), "\n"); got != c.want {
			t.Errorf("%q without the title %q is %q, want %q", c.src, c.title, got, c.want)
		}
		if doc.Text() != before {
			t.Errorf("%q: the document itself has changed", c.src)
		}
		if !bare.Anchors()[doc.Headings[0].ID] {
			t.Errorf("%q: the anchor %q is lost", c.src, doc.Headings[0].ID)
		}
	}
}
