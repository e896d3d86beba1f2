package orgmode_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/orgmode"
)

// No text takes long, whatever it repeats.
func TestHostile(t *testing.T) {
	for _, unit := range []string{
		"*a", "* ", "*a* ", "[[", "[[a]", "[fn:1]", "[fn:", "- a\n", "|a", "|a\n", "=a ", "~", "$a", "\\(", "\\begin{a}", "{{{", "<2", "#+a: b\n",
		"* a\n", "#+begin_quote\n", ":A:\n", "[fn:1] a\n\n", "a_b", "^{", "src_a{", "@@html:", "a :: b\n", "- a :: b\n", "[1/2]", "+ ", "/a/b", "http://a ", "  - a\n", "\n", "- [ ] ", "!", "#+begin_src\n", "_{", "call_",
	} {
		for _, each := range []int{1, 80, 8000, 200_000} { // in a line
			line := strings.Repeat(unit, max(1, each/len(unit)))
			for _, end := range []string{"\n", "\n\n"} {
				text := strings.Repeat(line+end, max(1, 120_000/(len(line)+len(end))))
				start := time.Now()
				_, _ = orgmode.Markdown(text)
				if took := time.Since(start); took > 4*time.Second {
					t.Fatalf("lines of %d bytes of %q that end in %q take %v", len(line), unit, end, took)
				}
			}
		}
	}
	var deep strings.Builder
	for i := range 2000 {
		deep.WriteString(strings.Repeat(" ", i) + "- a\n")
	}
	start := time.Now()
	_, _ = orgmode.Markdown(deep.String())
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("deep lists take %v", took)
	}
}
