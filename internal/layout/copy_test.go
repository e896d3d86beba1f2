package layout_test

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// TestCodes compares what can be copied with what the author wrote, and with the lines that show
// it.
func TestCodes(t *testing.T) {
	src := "a[^n]\n\n```go title=\"a.go\"\nfunc f() {\n\tg()\n\n}\n```\n\n- b\n\n  ```SH\n  echo \"one two three four five six\"\n  ```\n\n" +
		">     quoted\n\n    x\ty\n\n```\n\n \n```\n\n```\n```\n\n$$\na\n$$\n\n```text\n\x1b[31mred\u202e\x07\r\n```\n\n[^n]: c\n\n        in a note\n"
	want := []struct{ lang, text, first string }{
		{"go", "func f() {\n\tg()\n\n}", "func f() {"},
		{"sh", `echo "one two three four five six"`, `echo "one`},
		{"", "quoted", "quoted"},
		{"", "x\ty", "x   y"},
		{"text", "[31mred", "[31mred"},
		{"", "in a note", "in a note"},
	}
	for _, theme := range []*theme.Theme{theme.Dark(), theme.Plain(), theme.Light().Mono()} {
		for _, p := range []*layout.Page{page(t, src, 30, theme, layout.Numbered), reader(t, src, 30, theme)} {
			if len(p.Codes) != len(want) {
				t.Fatalf("%s: %d blocks: %+v", theme.Name, len(p.Codes), p.Codes)
			}
			lines := strings.Split(plainLines(p), "\n")
			for i, w := range want {
				c := p.Codes[i]
				if c.Lang != w.lang || c.Text != w.text || c.Cut {
					t.Errorf("%s: block %d is %+v, want %q of %q", theme.Name, i, c, w.text, w.lang)
				}
				if !strings.Contains(lines[c.First], w.first) {
					t.Errorf("%s: block %d begins with %q", theme.Name, i, lines[c.First])
				}
				if i > 0 && c.First <= p.Codes[i-1].Last {
					t.Errorf("%s: block %d overlaps the one before", theme.Name, i)
				}
			}
			if c := p.Codes[0]; c.Last != c.First+3 || !strings.HasSuffix(lines[c.Last], "}") {
				t.Errorf("%s: block 0 is on lines %d to %d", theme.Name, c.First, c.Last)
			}
		}
	}
}

// TestCodeBounds checks that a huge block is cut between two characters, and what it is taken to
// cost.
func TestCodeBounds(t *testing.T) {
	src := "```\na" + strings.Repeat(strings.Repeat("é", 400)+"\n", 1500) + "```\n"
	doc := parser.Parse(src, 1)
	q := request("x", "", 80, theme.Plain())
	q.Doc = func() *markdown.Document { return doc }
	c := rendered(t, q).Codes[0]
	if !c.Cut || len(c.Text) > 1<<20 || len(c.Text) < 1<<20-3 || !strings.HasPrefix(doc.Blocks[0].Text, c.Text) {
		t.Errorf("%d bytes of %d, cut %v", len(c.Text), len(src), c.Cut)
	}
	if unsafe.StringData(c.Text) != unsafe.StringData(doc.Blocks[0].Text) {
		t.Error("the text is a copy")
	}
	p := page(t, src, 80, theme.Plain(), 0)
	without := *p
	without.Codes = nil
	if grew := p.Bytes() - without.Bytes(); grew < int64(len(c.Text)) {
		t.Errorf("the text counts as %d bytes", grew)
	}
}
