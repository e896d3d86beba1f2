package frontmatter_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/problem"
)

// Whatever a file holds, its front matter is read within the limits, and the body is the end of the
// text that is returned.
func FuzzReadFile(f *testing.F) {
	for _, text := range []string{
		"#+title: T\n#+date: <2024-01-02 Tue>\n\n* A", "title: T\n---\nbody: x\n\ny\n---\nz: 1", "<!--\n.. title: T\n-->\nx",
		"@def title = \"T\"\n@def x = [\"a\", Date(2020, 1, 2)]\nx", "title:: T\na:: b\n- x", "<!-- a -->\n\n---\ntitle: T\n---\n",
		"---js\n{ a: 1 }\n---\n", "text\n\n---\ndraft: true\n---\n", "```yaml\ndraft: true\n```",
	} {
		for _, name := range []string{"a.md", "a.org", "contents.lr"} {
			f.Add(name, text)
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		var n problem.List
		limits := frontmatter.Limits{Bytes: 4 << 10, Depth: 8, Nodes: 200}
		frontmatter.Unfinished(name, text)
		got, h, root := frontmatter.ReadFile(name, text, limits, &n)
		if h.Body < 0 || h.Body > len(got) {
			t.Fatalf("the body starts at %d of %d", h.Body, len(got))
		}
		if root.Kind != frontmatter.Table || len(root.Fields) > limits.Nodes {
			t.Errorf("%d fields of kind %d", len(root.Fields), root.Kind)
		}
		if len(got) > len(text)+64 && !strings.HasSuffix(name, ".lr") {
			t.Errorf("%d bytes have become %d", len(text), len(got))
		}
	})
}
