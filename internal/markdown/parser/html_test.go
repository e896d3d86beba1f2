package parser

import (
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/markdown"
)

func TestItemLabels(t *testing.T) {
	for kind, want := range map[string]string{"a": "a z aa ab", "A": "A Z AA AB", "i": "i xxvi xxvii xxviii", "": "1 26 27 28"} {
		var got []string
		for _, n := range []int{1, 26, 27, 28} {
			got = append(got, itemLabel(n, kind))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %s, want %s", kind, s, want)
		}
	}
	if got := itemLabel(0, "a") + itemLabel(5000, "I"); got != "05000" {
		t.Errorf("numbers without a letter: %s", got)
	}
}

// What HTML leaves open costs no more than what it closes.
func TestUnendedTags(t *testing.T) {
	measure := func(unit string) time.Duration {
		start := time.Now()
		Parse(strings.Repeat(unit, 200_000/len(unit)), 1)
		return time.Since(start)
	}
	usual := measure("<p>a</p>\n")
	for _, unit := range []string{
		"<p hidden>a\n", "<video>a\n", "<div hidden>\n\na\n\n", "<span hidden>a ", "<audio>", "<td rowspan=99 colspan=99>", "![a](b)<div hidden>",
		"<ol reversed><li>", "<div markdown=1>", "a. b\n", "**a。**b", "链接https://a.b/c",
	} {
		if took := measure(unit); took > 50*usual+time.Second {
			t.Errorf("%q takes %v, and paragraphs %v", unit, took, usual)
		}
	}
}

func TestSyntax(t *testing.T) {
	const text = "A\n\n    <b>*c*</b>\n"
	if doc := Parse(text, 1, SyntaxOf("a.md")); doc.Blocks[1].Kind != markdown.Code {
		t.Errorf("Markdown: %+v", doc.Blocks)
	}
	if doc := Parse(text, 1, SyntaxOf("a.MDX")); doc.Blocks[1].Kind != markdown.Paragraph {
		t.Errorf("MDX: %+v", doc.Blocks)
	}
}
