package plaintext

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes two spellings of one name equal: lower case, and accents composed with their letters
// (NFC).
func Fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return norm.NFC.String(strings.ToLower(s))
		}
	}
	return strings.ToLower(s) // returns s itself where there is nothing to do
}

// Clip cuts s to at most limit bytes, between characters.
func Clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// OneLine cleans s of control characters, makes one blank of each run of white space, and cuts it
// to limit bytes. The result does not share memory with s, so that a title does not keep a whole
// file.
func OneLine(s string, limit int) string {
	s = Clean(Clip(s, 4*limit))
	return strings.Clone(Clip(strings.Join(strings.Fields(s), " "), limit))
}

// CleanPath is Clean of the path of a file, for messages of one line: what breaks a line shows as
// U+FFFD.
func CleanPath(file string) string {
	file = Clean(file)
	if !strings.ContainsAny(file, "\n\t") {
		return file
	}
	return strings.NewReplacer("\n", "\ufffd", "\t", "\ufffd").Replace(file)
}

// CutLine returns the first line of s without its line end, and the offset of the next line.
func CutLine(s string) (line string, next int) {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i], i + 1
	}
	return s, len(s)
}
