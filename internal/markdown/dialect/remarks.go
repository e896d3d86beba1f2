package dialect

import (
	"regexp"
	"strings"
)

// templateRemark is a remark of Liquid, of Jinja and of Hugo's templates, which no engine publishes.
var templateRemark = regexp.MustCompile(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{\{-?\s*/\*.*?\*/\s*-?\}\}`)

// WithoutRemarks returns the text of a post without what its author wrote for themselves: remarks of
// Obsidian between two "%%" and those of templates. Code stays as it is, and so do the numbers of
// lines.
func WithoutRemarks(src string) string {
	if !strings.Contains(src, "%%") && !strings.Contains(src, "comment") && !strings.Contains(src, "/*") {
		return src
	}
	var b strings.Builder
	text := 0 // where the text begins that is not yet written
	flush := func(end int) {
		b.WriteString(withoutRemarks(src[text:end]))
		text = end
	}
	for at := 0; at < len(src); {
		line, next := LineAt(src, at)
		trimmed := strings.TrimLeft(line, " >")
		if !strings.HasPrefix(trimmed, "```") && !strings.HasPrefix(trimmed, "~~~") {
			at = next
			continue
		}
		flush(at)
		fence := trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, trimmed[:1]))]
		for at = next; at < len(src); at = next {
			line, next = LineAt(src, at)
			if inner := strings.TrimSpace(strings.TrimLeft(line, " >")); strings.HasPrefix(inner, fence) &&
				strings.Trim(inner, fence[:1]) == "" {
				at = next
				break
			}
		}
		b.WriteString(src[text:at])
		text = at
	}
	flush(len(src))
	return b.String()
}

// withoutRemarks is WithoutRemarks for text between blocks of code.
func withoutRemarks(s string) string {
	s = templateRemark.ReplaceAllStringFunc(s, emptyLines)
	if !strings.Contains(s, "%%") {
		return s
	}
	var b strings.Builder
	done, ticks, last := 0, 0, strings.LastIndex(s, "%%")
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			ticks = 0
		case s[i] == '`':
			ticks++
		case i+1 < last && ticks%2 == 0 && beginsRemark(s, i):
			n := strings.Index(s[i+2:], "%%") + i + 4
			b.WriteString(s[done:i])
			b.WriteString(emptyLines(s[i:n]))
			done, i = n, n-1
		}
	}
	b.WriteString(s[done:])
	return b.String()
}

// beginsRemark reports whether a remark of Obsidian begins at i. "100%%" begins none.
func beginsRemark(s string, i int) bool {
	return strings.HasPrefix(s[i:], "%%") && !strings.HasPrefix(s[i:], "%%%") && (i == 0 || !wordByte(s[i-1]) && s[i-1] != '%')
}

// emptyLines keeps the line ends of a text and nothing else.
func emptyLines(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }
