package layout_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestExamples goes through the constructs of CommonMark and GFM, each with what authors make of it
// in practice: nothing breaks the contract, and every word of three letters or more is found on the
// page. In an example the words that are not for readers, such as addresses' parts and names of
// tags, begin with a capital Q.
func TestExamples(t *testing.T) {
	source, err := os.ReadFile("testdata/examples.txt")
	if err != nil {
		t.Fatal(err)
	}
	examples := strings.Split(string(source), "\n====\n")
	if len(examples) < 80 {
		t.Fatalf("there are only %d examples", len(examples))
	}
	words := regexp.MustCompile(`\p{L}{3,}`)
	names := regexp.MustCompile(`</?(?:[a-z]+)|&[a-z]+;`) // of tags and entities
	for _, src := range examples {
		src = strings.ReplaceAll(src, "→", "\t")
		for _, width := range []int{20, 40, 80} {
			p := page(t, src, width, theme.Plain(), layout.Hyperlinks)
			if fault := breach(p); fault != "" {
				t.Errorf("%q in %d cells: %s", src, width, fault)
			}
			shown := letters(plainLines(p))
			for _, word := range words.FindAllString(names.ReplaceAllString(src, ""), -1) {
				if r, _ := utf8.DecodeRuneInString(word); r != 'Q' && !strings.Contains(shown, word) {
					t.Errorf("%q in %d cells: %q is missing in %q", src, width, word, p.Lines)
				}
			}
		}
	}
}
