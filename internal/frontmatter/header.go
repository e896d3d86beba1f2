package frontmatter

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Form is one of the ways in which front matter is written.
type Form uint8

// The forms of front matter.
const (
	FormNone   Form = iota
	formYAML        // key: value, between fences or above one
	formTOML        // key = value
	formJSON        // an object
	formBare        // a JSON object without its braces
	formPairs       // Key: value lines up to a blank line
	FormNikola      // .. key: value lines
	formLogseq      // key:: value lines
	formJulia       // @def key = value lines, of Franklin
	formOrg         // #+key: value lines
	formLektor      // fields between lines of dashes, the text among them
	formEDN         // a map of Clojure
	formScript      // between fences that name a language which is not read
)

// Header is the front matter of a file, cut out but not read.
type Header struct {
	Form Form
	src  string
	line int  // line of the file on which src starts
	Body int  // offset at which the body starts
	Open bool // an opening fence that nothing closes: Form is FormNone

	// Doubtful is what may have been meant as front matter but was not understood. It must not be
	// taken for what the author says of the post; it can only hold it back.
	Doubtful Value

	confidence confidence
}

// confidence is the likelihood that a text is front matter although it cannot be read as such.
type confidence uint8

const (
	unlikely confidence = iota // it only looks like it: it is text
	// between three dashes: a text may start with a rule too, so it needs a key that can be told.
	likely
	sure // nothing else looks like that
)

// cutHeader finds the front matter of a decoded file. Without front matter the body is all of the
// text.
func cutHeader(text string) Header {
	if h, ok := cutBehindLead(text); ok {
		return h
	}
	first, next := plaintext.CutLine(text)
	fence := strings.TrimRight(first, " \t")
	switch {
	case fence == "":
		return Header{}
	case fence == "+++":
		return fenced(text, next, formTOML, "+++", "")
	case strings.HasPrefix(fence, "- "):
		return cutLogseq(text)
	case fence[0] == '-':
		return cutDashes(text, fence, next)
	case fence[0] == ';' && strings.Trim(fence, ";") == "" && len(fence) >= 3:
		return fenced(text, next, formBare, fence, "")
	case fence[0] == '{':
		if h := cutEDN(text); h.Form != FormNone || h.Open {
			return h
		}
		return cutJSON(text)
	case fence[0] == '"':
		return cutBare(text)
	case strings.HasPrefix(text, "<!--"), nikolaLine(fence):
		return cutNikola(text)
	case strings.HasPrefix(fence, "@def "):
		return cutFranklin(text)
	}
	if h := cutLogseq(text); h.Form != FormNone {
		return h
	}
	return cutPairs(text)
}

// cutDashes reads what starts with a line of dashes, with or without the name of a language. Of one
// that may be a rule nothing is said if it does not close.
func cutDashes(text, fence string, next int) Header {
	h, rule := betweenDashes(text, fence, next)
	h.Open = h.Open && !rule
	return h
}

// betweenDashes cuts at the line that closes a line of dashes, and reports whether that may be a
// rule instead.
func betweenDashes(text, fence string, next int) (h Header, rule bool) {
	name := strings.TrimLeft(fence, "-")
	dashes := fence[:len(fence)-len(name)]
	switch {
	case len(dashes) < 3 || name != "" && len(dashes) > 3:
		return Header{}, false
	case name == "" && len(dashes) > 3: // Hexo allows any length
		h = fenced(text, next, formYAML, dashes, "")
		h.confidence = unlikely
		return h, true
	}
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "":
		h = fenced(text, next, formYAML, dashes, "...")
		h.confidence = likely
		return h, false
	case "yaml", "yml":
		return fenced(text, next, formYAML, dashes, "..."), false
	case "toml":
		return fenced(text, next, formTOML, dashes, ""), false
	case "json":
		return fenced(text, next, formJSON, dashes, ""), false
	}
	if name = strings.TrimSpace(name); strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") != "" {
		return Header{}, false
	}
	return fenced(text, next, formScript, dashes, ""), true
}

// fenced cuts at the first line from start on that is end or other, blanks behind it aside.
func fenced(text string, start int, f Form, end, other string) Header {
	for at := start; at < len(text); {
		line, n := plaintext.CutLine(text[at:])
		if closes(line, end) || other != "" && closes(line, other) {
			return Header{Form: f, src: text[start:at], line: 2, Body: at + n, confidence: sure}
		}
		at += n
	}
	return Header{Open: true}
}

func closes(line, fence string) bool {
	return strings.HasPrefix(line, fence) && strings.TrimRight(line[len(fence):], " \t") == ""
}

// cutJSON cuts an object that starts at byte 0, as Hugo writes it. Other things start with a brace
// too, templates above all: only a brace that is followed by a quote or a brace, blanks aside, is
// an object.
func cutJSON(text string) Header {
	inside := strings.TrimLeft(text[1:], " \t\n")
	if inside == "" || inside[0] != '"' && inside[0] != '}' {
		return Header{}
	}
	end, ok := jsonEnd(text)
	if !ok {
		return Header{Open: true}
	}
	rest, n := plaintext.CutLine(text[end:])
	if strings.TrimSpace(rest) != "" {
		return Header{}
	}
	return Header{Form: formJSON, src: text[:end], line: 1, Body: end + n, confidence: sure}
}

// jsonEnd returns the offset behind the object that text starts with.
func jsonEnd(text string) (int, bool) {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1, true
			}
		}
	}
	return 0, false
}

// cutBare cuts Hexo's JSON without braces, which a line of semicolons closes. A text that starts
// with a quotation mark is no such thing.
func cutBare(text string) Header {
	first, _ := plaintext.CutLine(text)
	if _, after, ok := strings.Cut(first[1:], `"`); !ok || !strings.HasPrefix(strings.TrimSpace(after), ":") {
		return Header{}
	}
	h := fenced(text, 0, formBare, ";;;", "")
	if h.Form != FormNone {
		h.line = 1
	}
	return h
}

// cutPairs cuts Key: value lines. They are closed by a blank line (Pelican, MultiMarkdown), or by a
// lone fence of dashes, and are YAML then (old Hexo). Prose may start with "Note: ..." as well, so
// the keys must be those of a post.
func cutPairs(text string) Header {
	known, title := 0, false
	for at := 0; at < len(text); {
		line, n := plaintext.CutLine(text[at:])
		switch {
		case at > 0 && closes(line, "---"):
			return pairsHeader(text, at, at+n, formYAML, known, title)
		case strings.TrimSpace(line) == "":
			return pairsHeader(text, at, at+n, formPairs, known, title)
		}
		key, _, ok := cutPair(line)
		switch {
		case ok:
			field := FoldKey(key)
			if knownKeys[field] {
				known++
			}
			title = title || field == "title" || field == "date"
		case at == 0 || line[0] != ' ' && line[0] != '\t' && line[0] != '-':
			return Header{}
		}
		at += n
	}
	return pairsHeader(text, len(text), len(text), formPairs, known, title)
}

func pairsHeader(text string, end, body int, f Form, known int, title bool) Header {
	if known < 2 && !title {
		return Header{}
	}
	return Header{Form: f, src: text[:end], line: 1, Body: body}
}

// knownKeys are the folded keys by which Key: value lines are told from prose.
var knownKeys = map[string]bool{
	"title": true, "date": true, "author": true, "authors": true, "tags": true, "category": true, "categories": true,
	"slug": true, "summary": true, "description": true, "modified": true, "status": true, "lang": true, "layout": true,
	"keywords": true, "permalink": true, "draft": true, "published": true, "updated": true, "subtitle": true,
}

// cutPair splits a "key: value" line. The key is letters, digits, blanks, dots, '-' and '_', starts
// with a letter in column 0 and has at most 40 bytes.
func cutPair(line string) (key, val string, ok bool) {
	key, val, ok = strings.Cut(line, ":")
	if !ok || key == "" || len(key) > 40 || val != "" && val[0] != ' ' && val[0] != '\t' {
		return "", "", false
	}
	for i, r := range key {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789-_. ", r)) {
			return "", "", false
		}
	}
	return strings.TrimRight(key, " "), strings.TrimSpace(val), true
}
