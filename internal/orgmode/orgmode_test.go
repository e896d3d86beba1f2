package orgmode_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/orgmode"
)

func TestMarkdown(t *testing.T) {
	for name, c := range map[string]struct{ org, want string }{
		"headlines":   {"* One\nText\n** Two\n", "## One\n\nText\n\n### Two\n"},
		"emphasis":    {"*b* /i/ =v= ~c~ +s+ a*b", "**b** *i* `v` `c` ~~s~~ a\\*b\n"},
		"links":       {"[[https://a.example][A b]] [[./x.org][x]] [[file:p.png]] https://b.example/c", "[A b](<https://a.example>) [x](<./x.org>) ![](<p.png>) [https://b.example/c](<https://b.example/c>)\n"},
		"code":        {"#+begin_src go :results none\nfunc a() {}\n#+end_src\n", "```go\nfunc a() {}\n```\n"},
		"not code":    {"#+begin_src go :exports none\nfunc a() {}\n#+end_src\nx", "x\n"},
		"example":     {"#+begin_example\n*a*\n#+end_example\n: fixed\n", "```\n*a*\n```\n\n```\nfixed\n```\n"},
		"quote":       {"#+begin_quote\nA\n\nB\n#+end_quote", "> A\n>\n> B\n"},
		"note":        {"#+begin_note\nA\n#+end_note", "> [!NOTE]\n> A\n"},
		"list":        {"- a\n- [X] b\n  - c\n1. x\n2. y", "- a\n- [x] b\n  - c\n\n1. x\n2. y\n"},
		"terms":       {"- Hive :: a box\n", "Hive\n: a box\n"},
		"table":       {"| a | b |\n|---+---|\n| 1 | x*y |\n", "| a | b |\n| --- | --- |\n| 1 | x\\*y |\n"},
		"footnote":    {"A[fn:1] b\n\n[fn:1] The note.\n", "A[^1] b\n\n[^1]: The note.\n"},
		"kept back":   {"A\n* COMMENT B\nx\n* C :noexport:\ny\n* D\n# remark\n:PROPERTIES:\n:ID: 1\n:END:\nz\n", "A\n\n## D\n\nz\n"},
		"caption":     {"#+caption: A hive\n[[./hive.png]]\n", "![](<./hive.png>)\n\n*A hive*\n"},
		"no includes": {"#+include: \"/etc/passwd\"\nA", "A\n"},
		"line starts": {"# remark\nA\n>b\n1) x", "A\n\\>b\n\n1. x\n"},
		"rule":        {"a\n-----\nb", "a\n\n* * *\n\nb\n"},
		"html":        {"#+begin_export html\n<b>x</b>\n#+end_export\n#+begin_export latex\ny\n#+end_export", "<b>x</b>\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := orgmode.Markdown(c.org)
			got = strings.TrimSpace(got) + "\n"
			if err != nil || got != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	if _, err := orgmode.Markdown(strings.Repeat("a", orgmode.MaxBytes+1)); err == nil {
		t.Error("read")
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, src := range []string{"* a\n- b\n  - c\n", "#+begin_src\nx\n#+end_src", "| a |\n|--|", "[[a][b]] *x /y/*", "[fn:1] a[fn:1]", "- a :: b", ":D:\nx\n:END:"} {
		f.Add(src)
	}
	f.Fuzz(func(_ *testing.T, src string) {
		_, _ = orgmode.Markdown(src)
	})
}
