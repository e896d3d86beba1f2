package parser_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// TestParseHead: the beginning of a long text is the same blocks as those of the whole text.
func TestParseHead(t *testing.T) {
	para := "Some words with [a link][far], *emphasis* and a note.[^n]\n\n"
	code := "```go\nfunc main() {}\n\nText in code\n\n```\n\n"
	list := "- one\n\n  more of it\n\n- two\n\n"
	defs := "[far]: https://example.com/far\n[^n]: The note.\n"
	for name, src := range map[string]string{
		"text": strings.Repeat(para, 200) + defs,
		"code": strings.Repeat(para+code, 100) + defs,
		"list": strings.Repeat(list+para, 100) + defs,
		"late": strings.Repeat(para, 20) + "~~~\n" + strings.Repeat("x\n\nA\n", 100) + "~~~\n\n" + strings.Repeat(para, 50) + defs,
	} {
		whole := parser.Parse(src, 7)
		head := parser.ParseHead(src, 7, 1200)
		if head == nil {
			t.Errorf("%s: no head", name)
			continue
		}
		n := len(head.Blocks)
		if n == 0 || n >= len(whole.Blocks) {
			t.Errorf("%s: %d blocks of %d", name, n, len(whole.Blocks))
			continue
		}
		for i := range head.Blocks {
			if got, want := dump(head.Blocks[i:i+1]), dump(whole.Blocks[i:i+1]); got != want {
				t.Errorf("%s: block %d is\n%s\nwant\n%s", name, i, got, want)
				break
			}
		}
	}
}

// TestNoHead: where there is no good place to stop nothing is cut.
func TestNoHead(t *testing.T) {
	for name, src := range map[string]string{
		"short":        "A short text.\n",
		"one line":     strings.Repeat("word ", 10_000),
		"endless code": "```\n" + strings.Repeat("Text\n\n", 10_000),
		"one list":     strings.Repeat("- item\n\n  more\n\n", 5000),
		"empty":        "",
	} {
		if head := parser.ParseHead(src, 1, 1000); head != nil {
			t.Errorf("%s: %d blocks", name, len(head.Blocks))
		}
	}
}
