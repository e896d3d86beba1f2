package frontmatter

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// maxLead bounds what may stand above a header, in bytes: blank lines and comments, which licence
// tools put there.
const maxLead = 4 << 10

// leadLength returns the length of the blank lines and comments that text begins with, up to the
// start of the line behind them; 0 where the header must stand at once. A comment that is a header
// itself, as Nikola writes it, ends the lead.
func leadLength(text string) int {
	at := 0
	for at < len(text) && at < maxLead {
		line, n := plaintext.CutLine(text[at:])
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			at += n
			continue
		}
		end := commentEnd(text[at:], trimmed)
		if end == 0 {
			return at
		}
		at += end
	}
	return min(at, len(text))
}

// comments are the marks of comments that may stand above a header.
var comments = [...][2]string{
	{"<!--", "-->"}, {"{/*", "*/}"}, {"{#", "#}"}, {"{{/*", "*/}}"}, {"{%", "%}"}, {"/*", "*/"}, {"%%", "%%"},
}

// commentEnd returns the length of the comment that text begins with, to the end of its last line;
// 0 where there is none that ends a line.
func commentEnd(text, first string) int {
	for _, c := range comments {
		if !strings.HasPrefix(first, c[0]) || c[0] == "{%" && !strings.Contains(first, "comment") {
			continue
		}
		start := strings.Index(text, c[0]) + len(c[0])
		length := strings.Index(text[start:min(len(text), start+maxLead)], c[1])
		if length < 0 || nikolaLine(strings.TrimSpace(firstLineOf(text[start:start+length]))) {
			return 0
		}
		rest, n := plaintext.CutLine(text[start+length+len(c[1]):])
		if strings.TrimSpace(rest) != "" {
			return 0
		}
		return start + length + len(c[1]) + n
	}
	return 0
}

// firstLineOf returns the first line of text that is not blank.
func firstLineOf(text string) string {
	line, _ := plaintext.CutLine(strings.TrimLeft(text, " \t\n"))
	return line
}

// cutBehindLead finds a whole header behind blank lines, comments or a few blanks. Nothing but a
// closed one counts: a rule may stand there, too.
func cutBehindLead(text string) (Header, bool) {
	lead := leadLength(text)
	rest := text[lead:]
	indent := len(rest) - len(strings.TrimLeft(rest, " "))
	if lead == 0 && indent == 0 || indent > 3 || rest == "" {
		return Header{}, false
	}
	first, _ := plaintext.CutLine(rest[indent:])
	switch fence := strings.TrimRight(first, " \t"); {
	case fence == "+++", strings.HasPrefix(fence, "---"), fence == ";;;", fence == "{", strings.HasPrefix(fence, `{"`):
	default:
		return Header{}, false
	}
	h := cutHeader(rest[indent:])
	if h.Form == FormNone {
		return Header{}, false
	}
	root, err := h.parse(&Budget{Depth: leadDepth, Nodes: leadNodes})
	if h.Form != formScript && (err != nil || root.Kind != Table || !hasKnownKey(&root)) {
		return Header{}, false
	}
	h.line += strings.Count(text[:lead], "\n")
	h.Body += lead + indent
	return h, true
}

// What is read of a header behind a lead to learn whether it is one.
const (
	leadDepth = 32
	leadNodes = 10_000
)

// hasKnownKey reports whether a table has a key by which a header is told from a text.
func hasKnownKey(v *Value) bool {
	for i := range v.Fields {
		if knownKeys[v.Fields[i].Key] {
			return true
		}
	}
	return false
}
