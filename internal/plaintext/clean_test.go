package plaintext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// harms are what must never come out of Clean, in themselves and as entities, and what is made of
// them in sequences.
var harms = []string{
	"\x1b", "\u009b", "\x9b", "\x1b[31m", "\x1b]0;title\a", "\x1bP1$r\x1b\\", "\x00", "\a", "\b", "\r", "\x7f", "\u0085", "\u009c", "\u202a", "\u202e", "\u2066", "\u2069", "\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x9b",
	"&#27;", "&#x9b;", "&#x202E;", "&#0;", "&#8238;", "\\\x1b", "\ufffd", "\ufffe",
}

// keeps are what Clean leaves as it is.
var keeps = []string{
	"a", "Word", " ", "\n", "\t", "é", "e\u0301", "中文", "😀", "👨\u200d👩\u200d👧", "نیم\u200cفاصله", "\u200e", "\u200f", "*", "_b_", "`code`", "[text](http://example.org/)", "<b>", "</b>", "&amp;", "# ", "- ", "~~~\n", "{% x %}", "\u00a0", "\u00ad",
}

// FuzzClean cleans texts, any and such as a recipe mixes of harm and of what must stay: nothing
// harmful comes out, what is harmless comes out as it was, and once is enough. The plain text of a
// document is as clean, whatever its entities stand for.
func FuzzClean(f *testing.F) {
	f.Add(strings.Join(harms, "x"), []byte(nil))
	f.Add(strings.Join(keeps, ""), []byte(nil))
	for i := range harms {
		f.Add("", []byte{byte(i), 1, byte(2 * i), byte(i + 3), 200, 7})
	}
	f.Fuzz(func(t *testing.T, raw string, recipe []byte) {
		var mixed, kept strings.Builder
		mixed.WriteString(raw)
		for _, choice := range recipe {
			if i := int(choice) % (2 * len(keeps)); i < len(keeps) {
				mixed.WriteString(keeps[i])
				kept.WriteString(keeps[i])
			} else {
				mixed.WriteString(harms[int(choice)%len(harms)])
			}
		}
		s := mixed.String()
		if len(s) > 20_000 {
			return
		}
		got := plaintext.Clean(s)
		checkClean(t, "Clean", got)
		if again := plaintext.Clean(got); again != got {
			t.Errorf("%q: %q became %q", s, got, again)
		}
		if !strings.Contains(s, "\xff") && utf8.ValidString(s) && !subsequence(got, s) {
			t.Errorf("%q: %q was not in it", s, got)
		}
		if harmless := kept.String(); plaintext.Clean(harmless) != harmless {
			t.Errorf("%q: %q", harmless, plaintext.Clean(harmless))
		}
		if len(got) > 3*len(s) {
			t.Errorf("%d bytes of %d", len(got), len(s))
		}
		checkClean(t, "PlainInline", parser.PlainInline(s))
		checkClean(t, "FirstHeading", parser.HeadingTitle("# "+s))
		checkClean(t, "Text", parser.Parse(s, 1).Text())
	})
}

func checkClean(t *testing.T, what, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s: invalid UTF-8: %q", what, s)
	}
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Errorf("%s: %q in %q", what, r, s)
		}
	}
}

// subsequence reports whether part can be had by leaving out characters of whole.
func subsequence(part, whole string) bool {
	rest := []rune(part)
	for _, r := range whole {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
