package parser

import (
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// TitleLine returns a title or a name, as front matter has it, as plain text on one line. It is
// text and no Markdown: "List<T>", "__init__" and "a<b" are what their author talks about. Only
// what no title means as it stands is made plain: pairs of the tags that go into a line, entities,
// code spans, strong text in asterisks, and links.
func TitleLine(s string, limit int) string {
	s = plaintext.Clean(strings.Join(strings.Fields(plaintext.Clip(s, 4*limit)), " "))
	if strings.ContainsAny(s, "<&`*[") {
		s = strings.Join(strings.Fields(plainTitle(s)), " ")
	}
	return plaintext.OneLine(s, limit)
}

// lineTags are the tags besides those of tagLooks that stand in pairs within a line.
var lineTags = map[string]bool{
	"span": true, "small": true, "big": true, "abbr": true, "font": true, "q": true, "time": true, "bdi": true,
	"nobr": true, "center": true,
}

// singleTags are the tags of a line that have no end, with what they become.
var singleTags = map[string]string{"br": " ", "wbr": ""}

// titleTags bounds the tags of one title that are looked at.
const titleTags = 100

// plainTitle makes one pass over a title that has a sign which may be markup.
func plainTitle(s string) string {
	s = withoutStrong(s)
	ends := map[string]int{} // how many end tags of a name were seen an open tag for
	var b strings.Builder
	for tags := 0; s != ""; {
		i := strings.IndexAny(s, "<&`[")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		text, size := "", 0
		switch s[0] {
		case '<':
			if tags++; tags <= titleTags {
				text, size = titleTag(s, ends)
			}
		case '&':
			text, size = entity(s)
		case '`':
			text, size = titleCode(s)
		case '[':
			if written := b.String(); written == "" || !wordAt(written[len(written)-1:]) { // else an index: a[i](x)
				text, size = titleLink(s)
			}
		}
		if size == 0 {
			text, size = s[:1], 1
		}
		b.WriteString(text)
		s = s[size:]
	}
	b.WriteString(s)
	return b.String()
}

// titleTag reads a tag that vanishes from a title; size is 0 where it is text.
func titleTag(s string, ends map[string]int) (text string, size int) {
	t := nextToken(s)
	if t.size > len(s) || t.size < 3 || s[t.size-1] != '>' {
		return "", 0
	}
	name := t.name
	switch t.kind {
	case commentToken:
		if strings.HasPrefix(s, "<!--") {
			return "", t.size
		}
	case openToken:
		if text, single := singleTags[name]; single {
			return text, t.size
		}
		_, look := tagLooks[name]
		if (look || lineTags[name]) && name != "var" && hasEnd(s[t.size:], name) {
			ends[name]++
			return "", t.size
		}
	case closeToken:
		if ends[name] > 0 {
			ends[name]--
			return "", t.size
		}
	}
	return "", 0
}

// hasEnd reports whether the end tag of a name is in s.
func hasEnd(s, name string) bool {
	for {
		i := strings.Index(s, "</")
		if i < 0 {
			return false
		}
		s = s[i+2:]
		if len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && strings.HasPrefix(strings.TrimLeft(s[len(name):], " "), ">") {
			return true
		}
	}
}

// titleCode reads a code span.
func titleCode(s string) (text string, size int) {
	n := len(s) - len(strings.TrimLeft(s, "`"))
	end := strings.Index(s[n:], s[:n])
	if end <= 0 {
		return s[:n], n
	}
	return strings.TrimSpace(s[n : n+end]), n + end + n
}

// titleLink reads "[text](address)"; size is 0 where brackets are only brackets.
func titleLink(s string) (text string, size int) {
	end := strings.Index(s, "](")
	if end < 2 || strings.ContainsAny(s[1:end], "[]") {
		return "", 0
	}
	depth := 0
	for i := end + 1; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return plainTitle(s[1:end]), i + 1
			}
		}
	}
	return "", 0
}

// withoutStrong takes pairs of two asterisks off words: "a **very** long way", but not "2**3 and
// **kwargs".
func withoutStrong(s string) string {
	const mark = "**"
	first := strings.Index(s, mark)
	if first < 0 || strings.IndexByte(s, '`') >= 0 {
		return s
	}
	var b strings.Builder
	for {
		open := strings.Index(s, mark)
		if open < 0 {
			break
		}
		inner := s[open+2:]
		end := strings.Index(inner, mark)
		if end <= 0 || open > 0 && s[open-1] != ' ' && s[open-1] != '(' || strings.Contains(inner[:end], "*") ||
			inner[0] == ' ' || inner[end-1] == ' ' || wordAt(inner[end+2:]) {
			b.WriteString(s[:open+2])
			s = inner
			continue
		}
		b.WriteString(s[:open] + inner[:end])
		s = inner[end+2:]
	}
	return b.String() + s
}

// wordAt reports whether s starts with a letter, a digit or another asterisk.
func wordAt(s string) bool {
	for _, r := range s {
		return r == '*' || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

// HeadingTitle returns the text of the heading of level 1 that a text begins with, "" if it begins
// with something else. Pictures may stand before it.
func HeadingTitle(src string) string {
	const near = 16 << 10
	head := piece(src, near)
	if !strings.Contains(head, "#") && !strings.Contains(head, "\n=") && !strings.Contains(head, "<h1") &&
		!strings.Contains(head, "<H1") {
		return ""
	}
	if len(head) > firstPiece && startsWithProse(head) {
		return ""
	}
	return Parse(head, 1).Title()
}

// startsWithProse reports whether a text plainly begins with a paragraph of more than one line, so
// that there is no need to parse it.
func startsWithProse(src string) bool {
	line, next := dialect.LineAt(src, 0)
	if c := line[0]; !dialect.IsLetter(c) || strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "export ") {
		return false
	}
	below, _ := dialect.LineAt(src, next)
	return !strings.HasPrefix(strings.TrimSpace(below), "=")
}
