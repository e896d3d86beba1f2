package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// token is a piece of HTML: a tag, or the text up to the next one.
type token struct {
	kind  tokenKind
	name  string // of a tag, in lower case
	attrs string // source of a tag's attributes
	text  string // as it is in the source
	size  int    // bytes it takes
}

type tokenKind uint8

const (
	textToken tokenKind = iota
	openToken
	closeToken
	commentToken // also declarations and what else says nothing to a reader
)

// nextToken reads the token at the beginning of s, which is not empty. It never looks at a byte of
// s twice but for a tag that turns out to be text.
func nextToken(s string) token {
	if s[0] != '<' || len(s) < 2 {
		return textUpToTag(s)
	}
	switch c := s[1]; {
	case c == '!' || c == '?':
		return commentAt(s)
	case c == '/' && len(s) > 2 && dialect.IsLetter(s[2]):
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return token{kind: commentToken, size: len(s)}
		}
		return token{kind: closeToken, name: tagName(s[2:end]), size: end + 1}
	case dialect.IsLetter(c):
		return openTagAt(s)
	}
	return textUpToTag(s)
}

// textUpToTag is the text up to what may be a tag.
func textUpToTag(s string) token {
	end := strings.IndexByte(s[1:], '<') + 1
	if end <= 0 {
		end = len(s)
	}
	return token{kind: textToken, text: s[:end], size: end}
}

// commentAt reads a comment, a processing instruction or a declaration.
func commentAt(s string) token {
	for _, pair := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}} {
		if !strings.HasPrefix(s, pair[0]) {
			continue
		}
		end := strings.Index(s[len(pair[0]):], pair[1])
		if end < 0 {
			return token{kind: commentToken, size: len(s)}
		}
		return token{kind: commentToken, size: len(pair[0]) + end + len(pair[1])}
	}
	return textUpToTag(s)
}

// openTagAt reads a tag that begins something; its values may hold a ">" in quotes.
func openTagAt(s string) token {
	name := tagName(s[1:])
	quote := byte(0)
	for i := 1 + len(name); i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return token{kind: openToken, name: strings.ToLower(name), attrs: s[1+len(name) : i], size: i + 1}
		}
	}
	if end := strings.IndexByte(s, '>'); end > 0 { // a quote that never ends
		return token{
			kind: openToken, name: strings.ToLower(name), attrs: s[1+len(name) : max(end, 1+len(name))],
			size: end + 1,
		}
	}
	return textUpToTag(s)
}

// tagName reads the name at the beginning of s.
func tagName(s string) string {
	i := 0
	for i < len(s) && (dialect.IsLetter(s[i]) || s[i] >= '0' && s[i] <= '9' || s[i] == '-' || s[i] == ':' ||
		s[i] == '.') {
		i++
	}
	return strings.ToLower(s[:i])
}

// attr returns an attribute of a tag, decoded and without white space around it.
func (t *token) attr(name string) string {
	s := t.attrs
	for s != "" {
		s = strings.TrimLeft(s, " \t\n/")
		end := strings.IndexAny(s, "= \t\n/")
		if end < 0 {
			end = len(s)
		}
		key := s[:end]
		s = strings.TrimLeft(s[end:], " \t\n")
		value := ""
		if strings.HasPrefix(s, "=") {
			value, s = attrValue(strings.TrimLeft(s[1:], " \t\n"))
		}
		if strings.EqualFold(key, name) {
			if value == "" {
				return ""
			}
			return plaintext.Clean(strings.TrimSpace(decodeEntities(value)))
		}
	}
	return ""
}

// has reports whether a tag has an attribute.
func (t *token) has(name string) bool {
	for _, word := range strings.Fields(t.attrs) {
		word, _, _ = strings.Cut(word, "=")
		if strings.EqualFold(strings.TrimRight(word, "/"), name) {
			return true
		}
	}
	return false
}

// attrValue reads a value, in quotes or not, and returns the rest of s.
func attrValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	if s[0] == '"' || s[0] == '\'' {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end], s[end+2:]
		}
		return s[1:], ""
	}
	end := strings.IndexAny(s, " \t\n")
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:]
}
