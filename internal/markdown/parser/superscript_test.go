package parser_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// TestScripts checks what is raised and lowered, and what is not.
func TestScripts(t *testing.T) {
	for src, want := range map[string]markdown.InlineKind{
		"x^2^":               markdown.Super,
		"10^-3^ m":           markdown.Super,
		"the 2^nd^ of May":   markdown.Super,
		"H~2~O":              markdown.Sub,
		"(a+b)^n+1^":         markdown.Super,
		"~~struck~~":         markdown.Strike,
		"a ~struck~ word":    markdown.Strike,
		"`x^2^`":             markdown.CodeSpan,
		"$x^2^$":             markdown.MathSpan,
		"a^b":                markdown.Text,
		"2^10 and 2^20":      markdown.Text,
		"a~b and c~d":        markdown.Text,
		"see[^1]\n\n[^1]: n": markdown.NoteRef,
		"é^ç^":               markdown.Super,
	} {
		found := false
		kinds := map[markdown.InlineKind]bool{}
		for _, n := range parser.Parse(src, 1).Blocks[0].Inlines {
			kinds[n.Kind] = true
			found = found || n.Kind == want
		}
		if !found || want != markdown.Super && kinds[markdown.Super] || want != markdown.Sub && kinds[markdown.Sub] {
			t.Errorf("%q has inlines of the kinds %v, want %v", src, kinds, want)
		}
	}
}
