package dialect

import (
	"strings"
)

// AlertKinds are the sorts of remark that have a look of their own, under all the names that
// engines give them.
var AlertKinds = map[string]string{
	"note": "note", "info": "note", "abstract": "note", "summary": "note", "tldr": "note", "todo": "note",
	"quote": "note",
	"cite":  "note", "seealso": "note", "remark": "note", "notes": "note", "information": "note", "primary": "note",
	"tip": "tip", "hint": "tip", "success": "tip", "check": "tip", "done": "tip", "example": "tip",
	"important": "important", "question": "important", "help": "important", "faq": "important",
	"warning": "warning", "warn": "warning", "attention": "warning",
	"caution": "caution", "danger": "caution", "error": "caution", "bug": "caution", "failure": "caution",
	"alert": "caution",
	"fail":  "caution", "missing": "caution", "critical": "caution",
}

// LineAt returns the line at an offset with its end, and the offset of the next.
func LineAt(src string, at int) (string, int) {
	if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
		return src[at : at+n+1], at + n + 1
	}
	return src[at:], len(src)
}

// around returns what stands on the line before and behind a part of src. Of a long line it is not
// all, but enough to see that there is something.
func around(src string, from, to int) (before, after string) {
	const enough = 1 << 10
	before = src[max(0, from-enough):from]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _ = LineAt(src[to:min(len(src), to+enough)], 0)
	return before, after
}

// fenceEnd returns where the code ends whose fence is at an offset, which begins a line; the offset
// if there is no fence.
func fenceEnd(src string, at int) int {
	marker := strings.TrimLeft(src[at:min(len(src), at+200)], " \t>")
	if len(marker) < 3 || (marker[0] != '`' && marker[0] != '~') {
		return at
	}
	size := CountByte([]byte(marker), marker[0])
	first, _ := LineAt(src, at)
	if size < 3 || marker[0] == '`' && strings.IndexByte(marker[size:min(len(marker), len(first))], '`') >= 0 {
		return at
	}
	for next := at + len(first); next < len(src); {
		line, end := LineAt(src, next)
		closing := strings.Trim(line, " \t>\n")
		if len(closing) >= size && closing[0] == marker[0] && strings.Trim(closing, closing[:1]) == "" {
			return end
		}
		next = end
	}
	return len(src)
}

// blankAt reports whether the line at an offset is empty.
func blankAt(src string, at int) bool {
	line, _ := LineAt(src, at)
	return strings.TrimSpace(line) == ""
}

// spanEnd returns where the code in a line ends that begins at an offset; behind its backticks if it never ends.
func spanEnd(src string, at int) int {
	open := at
	for open < len(src) && src[open] == '`' {
		open++
	}
	window := src[open:min(len(src), open+2000)]
	if blank := strings.Index(window, "\n\n"); blank >= 0 {
		window = window[:blank]
	}
	for i := 0; i < len(window); i++ {
		if window[i] == '`' {
			n := CountByte([]byte(window[i:min(len(window), i+100)]), '`')
			if n == open-at {
				return open + i + n
			}
			i += n
		}
	}
	return open
}

// IsLetter reports whether c is a letter of ASCII.
func IsLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// CountByte counts how often s begins with c.
func CountByte(s []byte, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// Unquote returns the value at the beginning of s: what is in quotes, else up to a blank, a comma
// or a brace.
func Unquote(s string) string {
	if s == "" {
		return ""
	}
	if s[0] == '"' || s[0] == '\'' {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end]
		}
		s = s[1:]
	}
	if end := strings.IndexAny(s, " ,}\t"); end >= 0 {
		return s[:end]
	}
	return s
}

// Attribute returns the value of the first name in "name=value name="a value"", "" if it is not
// there.
func Attribute(s string, names ...string) string {
	if strings.IndexByte(s, '=') < 0 {
		return ""
	}
	for _, name := range names {
		for rest := s; ; {
			i := strings.Index(rest, name)
			if i < 0 {
				break
			}
			start := i == 0 || strings.ContainsRune(" ,{\t", rune(rest[i-1]))
			rest = rest[i+len(name):]
			if value := strings.TrimLeft(rest, " "); start && strings.HasPrefix(value, "=") {
				return Unquote(strings.TrimLeft(value[1:], " "))
			}
		}
	}
	return ""
}
