package orgmode_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/orgmode"
)

// No text takes much longer than the same amount of plain paragraphs, whatever it repeats.
func TestHostile(t *testing.T) {
	measure := func(text string) time.Duration {
		start := time.Now()
		_, _ = orgmode.Markdown(text)
		return time.Since(start)
	}
	usual := measure(strings.Repeat("plain words\n\n", 4000))
	limit := 20*usual + time.Second
	for _, unit := range []string{
		"*a", "* ", "*a* ", "[[", "[[a]", "[fn:1]", "[fn:", "- a\n", "|a", "|a\n", "=a ", "~", "$a", "\\(", "\\begin{a}", "{{{", "<2", "#+a: b\n",
		"* a\n", "#+begin_quote\n", ":A:\n", "[fn:1] a\n\n", "a_b", "^{", "src_a{", "@@html:", "a :: b\n", "- a :: b\n", "[1/2]", "+ ", "/a/b", "http://a ", "  - a\n", "\n", "- [ ] ", "!", "#+begin_src\n", "_{", "call_",
	} {
		for _, each := range []int{1, 80, 8000, 200_000} { // in a line
			line := strings.Repeat(unit, max(1, each/len(unit)))
			for _, end := range []string{"\n", "\n\n"} {
				took := measure(strings.Repeat(line+end, max(1, orgmode.MaxBytes/(len(line)+len(end)))))
				if took > limit {
					t.Fatalf("lines of %d bytes of %q that end in %q take %v, and plain paragraphs %v", len(line), unit, end, took, usual)
				}
			}
		}
	}
	var deep strings.Builder
	for i := range 500 {
		deep.WriteString(strings.Repeat(" ", i) + "- a\n")
	}
	if took := measure(deep.String()); took > limit {
		t.Errorf("deep lists take %v, and plain paragraphs %v", took, usual)
	}
}
