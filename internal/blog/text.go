package blog

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/markdown"
)

// fold makes two spellings of one name equal: lower case, and accents composed with their letters (NFC).
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return norm.NFC.String(strings.ToLower(s))
		}
	}
	return strings.ToLower(s) // returns s itself where there is nothing to do
}

// clip cuts s to at most limit bytes, between characters.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// oneLine cleans s of control characters, makes one blank of each run of white space, and cuts it to limit bytes. The
// result does not share memory with s, so that a title does not keep a whole file.
func oneLine(s string, limit int) string {
	s = markdown.Clean(clip(s, 4*limit))
	return strings.Clone(clip(strings.Join(strings.Fields(s), " "), limit))
}

// cleanPath is Clean of the path of a file, for messages of one line: what breaks a line shows as U+FFFD.
func cleanPath(file string) string {
	file = markdown.Clean(file)
	if !strings.ContainsAny(file, "\n\t") {
		return file
	}
	return strings.NewReplacer("\n", "\ufffd", "\t", "\ufffd").Replace(file)
}

// cutLine returns the first line of s without its line end, and the offset of the next line.
func cutLine(s string) (line string, next int) {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i], i + 1
	}
	return s, len(s)
}
