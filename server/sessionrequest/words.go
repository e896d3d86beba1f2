package sessionrequest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// slugPattern excludes what scripts have and slugs do not: blanks, quotes, shell operators and
// control characters.
var slugPattern = regexp.MustCompile(`^[^\x00-\x20"'` + "`" + `$&|;<>(){}\[\]\\*?!~^=\x7f]{1,256}$`)

// IsSlug reports whether a word could be the address of a post, with or without a #heading.
func IsSlug(word string) bool {
	return utf8.ValidString(word) && slugPattern.MatchString(word) && !strings.HasPrefix(word, "-") &&
		!strings.ContainsFunc(word, unicode.IsControl)
}

// SplitWords splits a command as a shell does, by quotes and backslashes only: nothing is expanded.
// It returns nil if a quote is left open.
func SplitWords(s string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	inWord, escaped := false, false
	for _, r := range s {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped, inWord = true, true
		case quote != 0:
			if r == quote {
				quote = 0
			} else {
				word.WriteRune(r)
			}
		case r == '"' || r == '\'':
			quote, inWord = r, true
		case unicode.IsSpace(r):
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 || escaped {
		return nil
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}
