package lineui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// lines feeds an editor and returns its lines, the unfinished one last, and its echo.
func lines(input string) (all []string, echo string, gone bool) {
	var b strings.Builder
	e := editor{echo: func(s string) { b.WriteString(s) }}
	for i := range len(input) {
		switch e.feed(input[i]) {
		case entered:
			all = append(all, e.take())
			b.WriteString("\r\n")
		case left:
			return append(all, e.take()), b.String(), true
		case typed:
		}
	}
	return append(all, e.take()), b.String(), false
}

func TestEditor(t *testing.T) {
	long := strings.Repeat("x", 500)
	for _, c := range []struct{ input, lines, echo string }{
		{"abc\r", "abc|", "abc\r\n"},
		{"abc\n", "abc|", "abc\r\n"},
		{"a\r\nb\r\n", "a|b|", "a\r\nb\r\n"},
		{"\r\r\n\n", "|||", "\r\n\r\n\r\n"},
		{"abx\x7fc\r", "abc|", "abx\b \bc\r\n"},
		{"\x7f\x08\r", "|", "\r\n"},
		{"日x\x7f\x7f", "", "日x\b \b\b\b  \b\b"},
		{"e\u0301\x7f", "", "e\u0301\b \b"},
		{"ab日\x08c", "abc", "ab日\b\b  \b\bc"},
		{"two words \x17x", "two x", "two words " + strings.Repeat("\b \b", 6) + "x"},
		{"abc\x15d", "d", "abc" + strings.Repeat("\b \b", 3) + "d"},
		{"a\x1b[Ab\x1b[1;5Cc\x1bOPd\x1b]0;title\x07e\x1b]52;c;x\x1b\\f\x1bxg", "abcdefg", "abcdefg"},
		{"\x1b]never ends\ra", "|a", "\r\na"},
		{"\x1b\x1b[Aa", "a", "a"},
		{"a\x00\x01\tb\x1c", "a b", "a b"},
		{"\xffa\xc3\r\xa9b", "a|b", "a\r\nb"},
		{"\u202ea\u0085b\u009b31m", "ab31m", "ab31m"},
		{"│", "│", " "},
		{long, long[:200], long[:200]},
		{long + "\x7fy", long[:199] + "y", long[:200] + "\b \by"},
	} {
		all, echo, _ := lines(c.input)
		if got := strings.Join(all, "|"); got != c.lines || echo != c.echo {
			t.Errorf("%q: lines %q, want %q; echo %q, want %q", c.input, got, c.lines, echo, c.echo)
		}
	}
	for _, input := range []string{"\x03", "ab\x04", "\x1b[\x03", "\x1b]\x03"} {
		if _, _, gone := lines(input); !gone {
			t.Errorf("%q does not leave", input)
		}
	}
}

// FuzzEditor types anything: lines are bounded, clean text, and the echo draws nothing.
func FuzzEditor(f *testing.F) {
	f.Add("abc\x7f\r\x1b[A日本\x15\n\x03")
	f.Add("\x1b]0;x\x07\xff\xc3e\u0301\x7f")
	f.Fuzz(func(t *testing.T, input string) {
		all, echo, _ := lines(input)
		for _, line := range all {
			if utf8.RuneCountInString(line) > maxTyped || plaintext.Clean(line) != line || strings.ContainsAny(line, "\n\t") {
				t.Errorf("line %q", line)
			}
		}
		rest := strings.NewReplacer("\r\n", "", "\b", "").Replace(echo)
		if plaintext.Clean(rest) != rest || withoutBoxes(rest) != rest || strings.ContainsAny(rest, "\r\n\t") {
			t.Errorf("echo %q", echo)
		}
	})
}
