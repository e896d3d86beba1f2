package parser

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark-emoji/definition"

	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// emojis are the names that GitHub knows.
var emojis = sync.OnceValue(func() definition.Emojis { return definition.Github() })

// withEmojis replaces names of emoji like :tada: by the emoji. A text without any is returned as it
// is.
func withEmojis(s string) string {
	i := strings.IndexByte(s, ':')
	if i < 0 {
		return s
	}
	var b strings.Builder
	done := 0
	for i < len(s) {
		end := emojiName(s[i:])
		if end == 0 {
			next := strings.IndexByte(s[i+1:], ':')
			if next < 0 {
				break
			}
			i += 1 + next
			continue
		}
		if insideWord(s, done, i, end) { // 10:100:1000 is no emoji
			i += end
		} else if e, ok := emojis().Get(s[i+1 : i+end]); ok && e.IsUnicode() {
			b.WriteString(s[done:i])
			b.WriteString(string(e.Unicode))
			i += end + 1
			done = i
		} else if isIcon(s[i+1 : i+end]) {
			b.WriteString(s[done:i])
			i += end + 1
			for i < len(s) && s[i] == ' ' {
				i++
			}
			done = i
		} else {
			i += end
		}
		if i < len(s) && s[i] != ':' {
			next := strings.IndexByte(s[i:], ':')
			if next < 0 {
				break
			}
			i += next
		}
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// isIcon reports whether a name is that of an icon of MkDocs, which no font of a terminal has.
func isIcon(name string) bool {
	set, _, ok := strings.Cut(name, "-")
	return ok && (set == "material" || set == "fontawesome" || set == "octicons" || set == "simple")
}

// emojiName returns where the colon is that ends the name at the beginning of s, which is a colon
// too; 0 if there is none.
func emojiName(s string) int {
	for i := 1; i < len(s) && i < 40; i++ {
		switch c := s[i]; {
		case c == ':':
			if i == 1 {
				return 0
			}
			return i
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_', c == '+', c == '-':
		default:
			return 0
		}
	}
	return 0
}

// insideWord reports whether a letter or a digit touches the name between the colons at i and end
// behind it. Another emoji, which ends at done, may.
func insideWord(s string, done, i, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+end+1:])
	word := func(r rune) bool {
		return r != utf8.RuneError && !grammar.IsWide(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
	}
	return i > done && word(before) || i == done && done == 0 && i > 0 && word(before) || word(after)
}
