package search

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// maxUnit is the length of the longest unit, in bytes. Longer paragraphs are read in parts.
const maxUnit = 4 << 10

// unit is a part of a post that is matched and shown as a whole: a paragraph, an item, a heading, a
// line of code.
type unit struct {
	text string
	code bool
}

// units splits a text as its author wrote it. It is not a parser: to find the line to show, it need
// only be right for most texts, and it is a hundred times faster than building a tree.
type units struct {
	rest  string
	fence string // the fence that ends the current block of code
}

// next returns the next unit that is not empty.
func (u *units) next() (unit, bool) {
	for u.rest != "" {
		line, after := cutUnitLine(u.rest)
		trimmed := strings.TrimSpace(line)
		switch {
		case u.fence != "":
			u.rest = after
			if strings.HasPrefix(trimmed, u.fence) && strings.Trim(trimmed, u.fence[:1]) == "" {
				u.fence = ""
			} else if trimmed != "" {
				return unit{line, true}, true
			}
		case trimmed == "":
			u.rest = after
		case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
			u.rest, u.fence = after, trimmed[:3]
		default:
			return u.paragraph(), true
		}
	}
	return unit{}, false
}

// paragraph cuts off a line together with the lines that continue it.
func (u *units) paragraph() unit {
	line, rest := cutUnitLine(u.rest)
	n := len(u.rest) - len(rest)
	if strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t") {
		u.rest = rest
		return unit{line, true}
	}
	for alone := strings.HasPrefix(line, "#"); !alone && rest != ""; {
		line, after := cutUnitLine(rest)
		if startsUnit(strings.TrimSpace(line)) || n+len(line) > maxUnit {
			break
		}
		n += len(rest) - len(after)
		rest = after
	}
	text := cutText(u.rest, min(n, maxUnit))
	if text == "" { // no post contains such text, but invalid UTF-8 must not stop us
		text = u.rest[:min(n, maxUnit)]
	}
	u.rest = u.rest[len(text):]
	return unit{text, false}
}

// cutUnitLine returns the first line of s without its end, at most as long as a unit, and what comes
// after it.
func cutUnitLine(s string) (line, rest string) {
	part := cutText(s, maxUnit)
	if i := strings.IndexByte(part, '\n'); i >= 0 {
		return s[:i], s[i+1:]
	}
	if part == "" { // not a rune, which would have been cut off whole
		part = s
	}
	return part, s[len(part):]
}

// startsUnit reports whether a trimmed line starts a unit instead of continuing the line before it.
func startsUnit(line string) bool {
	if line == "" {
		return true
	}
	switch line[0] {
	case '#', '|':
		return true
	case '-', '*', '+':
		return len(line) > 1 && line[1] == ' '
	case '`', '~':
		return strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	return digits > 0 && digits < 4 && (strings.HasPrefix(line[digits:], ". ") || strings.HasPrefix(line[digits:], ") "))
}

// visible returns a unit without what readers do not see: the destinations of links, and tags.
func (u unit) visible() string {
	if u.code || !strings.Contains(u.text, "](") && !strings.Contains(u.text, "<") {
		return u.text
	}
	var b strings.Builder
	for s := u.text; s != ""; {
		i := strings.IndexAny(s, "]<")
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := 1
		switch {
		case strings.HasPrefix(s, "]("):
			if n := strings.IndexByte(s, ')'); n > 0 {
				end = n + 1
			}
		case s[0] == '<' && len(s) > 1 && (s[1] == '/' || s[1] == '!' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z') &&
			!strings.HasPrefix(s, "<http"):
			if n := strings.IndexByte(s, '>'); n > 0 {
				end = n + 1
			}
		}
		b.WriteByte(' ')
		s = s[end:]
	}
	return b.String()
}

// plain returns a unit as plain text on one line.
func (u unit) plain() string {
	if u.code {
		return joinFields(u.text)
	}
	s := strings.TrimSpace(u.text)
	for strings.HasPrefix(s, ">") {
		s = strings.TrimSpace(s[1:])
	}
	if strings.HasPrefix(s, "|") {
		s = plainRow(s)
	} else if s != "" && startsUnit(s) {
		s = strings.TrimLeft(s, "#-*+")
		if t := strings.TrimLeft(s, "0123456789"); t != s && t != "" && (t[0] == '.' || t[0] == ')') {
			s = t[1:]
		}
		s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(s), "[ ] "), "[x] ")
		s = strings.TrimRight(s, "# ")
	}
	return withoutEmptyCells(joinFields(parser.PlainInline(tagsApart(strings.ReplaceAll(s, "\n>", "\n")))))
}

// joinFields returns s cleaned, with each run of white space as one blank. It has no limit, unlike
// plaintext.OneLine: a unit is short enough.
func joinFields(s string) string { return strings.Join(strings.Fields(plaintext.Clean(s)), " ") }
