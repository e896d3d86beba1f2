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

// foldKey makes the spellings of a front matter key equal: "Cover-Image", "cover_image" and "coverImage".
func foldKey(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c < 'a' || c > 'z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return r
	}, s)
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
	s = cleanText(clip(s, 4*limit))
	return strings.Clone(clip(strings.Join(strings.Fields(s), " "), limit))
}

// plainLine is oneLine of inline Markdown or HTML.
func plainLine(s string, limit int) string {
	return oneLine(markdown.PlainInline(strings.Join(strings.Fields(clip(s, 4*limit)), " ")), limit)
}

// cleanText is markdown.Clean, which most texts, being printable ASCII, do not need.
func cleanText(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return markdown.Clean(s)
		}
	}
	return s
}

// cleanPath is cleanText of the path of a file, for messages of one line: what breaks a line shows as U+FFFD.
func cleanPath(file string) string {
	file = cleanText(file)
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

// lineCounter turns offsets in src, asked for in rising order, into lines of the file.
type lineCounter struct {
	src  string
	at   int
	line int // of the file, at offset at
}

func (l *lineCounter) lineAt(offset int) int {
	if offset > l.at && offset <= len(l.src) {
		l.line += strings.Count(l.src[l.at:offset], "\n")
		l.at = offset
	}
	return l.line
}
