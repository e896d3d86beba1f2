package parser_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown/parser"
)

func TestTitleLine(t *testing.T) {
	for src, want := range map[string]string{
		"Vec<T> or Box<dyn Error>?":             "Vec<T> or Box<dyn Error>?",
		"What <summary> is for":                 "What <summary> is for",
		"<b> is not <strong>":                   "<b> is not <strong>",
		"</div> at the end":                     "</div> at the end",
		"__name__, _private and snake_case":     "__name__, _private and snake_case",
		"*args, **kwargs and 2**3":              "*args, **kwargs and 2**3",
		"a<b && c>d":                            "a<b && c>d",
		"x <- 3; y -> 4":                        "x <- 3; y -> 4",
		`C:\Users\me`:                           `C:\Users\me`,
		"$HOME and $PATH":                       "$HOME and $PATH",
		"a ~ b ~ c and ~~/.config":              "a ~ b ~ c and ~~/.config",
		"{{ page.title }} and {% raw %}":        "{{ page.title }} and {% raw %}",
		":q! and :wq:":                          ":q! and :wq:",
		"array[0](x) [draft] a[i][j]":           "array[0](x) [draft] a[i][j]",
		"I <3 tea":                              "I <3 tea",
		"<em>Deep</em> <STRONG>water</strong>":  "Deep water",
		"H<sub>2</sub>O &amp; CO&#8322;":        "H2O & CO₂",
		"AT&T, &c. and &nosuch;":                "AT&T, &c. and &nosuch;",
		"Two<br>lines<br/>long":                 "Two lines long",
		"The `<details>` tag and ``a`b``":       "The <details> tag and a`b",
		"one ` sign":                            "one ` sign",
		"Back to [the start](/start/) again":    "Back to the start again",
		"[A (b)](/c_(d)) e":                     "A (b) e",
		"A **very** long way":                   "A very long way",
		"<span class=\"x\">A</span> <!-- b -->": "A",
		"<a href='/x'>A</a> line":               "A line",
		"tab\there\n  and  there":               "tab here and there",
		"\x1b[31mred\u202e":                     "[31mred",
	} {
		if got := parser.TitleLine(src, 200); got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
	parser.TitleLine(strings.Repeat("<b>", 1<<20), 1000)
}

func TestHeadingTitle(t *testing.T) {
	for src, want := range map[string]string{
		"# a *b*\n\nc": "a b", "\n\na\n=\n\nb": "a", "<h1>a</h1>\n\nb": "a", "![x](y)\n\n# a\n": "a", "<!-- x -->\n# a": "a",
		"import A from 'a'\n\n# b": "b",
		"a\n\n# b":                 "", "## a\n\n# b": "", "a": "", "```\n# a\n```": "", "#hashtag": "", "- a\n\n# b": "", "> a\n\n# b": "",
		strings.Repeat("long ", 300) + "\nprose\n\n# b": "", "": "",
	} {
		if got := parser.HeadingTitle(src); got != want {
			t.Errorf("the title of %q is %q, want %q", src, got, want)
		}
	}
}
