package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// unescape takes the backslashes off punctuation and decodes entities, once. An entity that decodes
// to a control character becomes U+FFFD. A text without either is returned as it is.
func unescape(s string) string {
	return resolve(s, true)
}

// decodeEntities decodes entities only, as HTML wants it.
func decodeEntities(s string) string {
	return resolve(s, false)
}

func resolve(s string, backslashes bool) string {
	i := strings.IndexByte(s, '&')
	if backslashes {
		i = strings.IndexAny(s, `\&`)
	}
	if i < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	b = append(b, s[:i]...)
	for i < len(s) {
		switch c := s[i]; {
		case backslashes && c == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			b = append(b, s[i+1])
			i += 2
		case c == '&':
			decoded, n := entity(s[i:])
			if n == 0 {
				b = append(b, c)
				i++
				break
			}
			b = append(b, decoded...)
			i += n
		default:
			b = append(b, c)
			i++
		}
	}
	return string(b)
}

// entity decodes the entity at the beginning of s, and returns how many bytes it takes; 0 if it is
// none.
func entity(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if name[0] != '#' {
		found, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return "", 0
		}
		return safeRune(string(found.Characters)), end + 1
	}
	digits, base := name[1:], 10
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > 7 {
		return "", 0
	}
	r := rune(n)
	if n == 0 || n > utf8.MaxRune || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return safeRune(string(r)), end + 1
}

// safeRune is what may be shown of a decoded entity: white space is a blank, and a control
// character is U+FFFD.
func safeRune(s string) string {
	switch s {
	case "\n", "\t":
		return " "
	}
	if plaintext.FirstUnclean(s) >= 0 {
		return string(utf8.RuneError)
	}
	return s
}
