package blog

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// TitleSlug makes the slug of a title, as Pelican does: lower case, marks over letters and signs go,
// blanks become hyphens. It is "" for a title of nothing but signs.
func TitleSlug(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(plaintext.Clip(strings.ReplaceAll(title, "ß", "ss"), MaxTitle)) {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x370:
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_':
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r) || r == '-':
			b.WriteByte('-')
		}
	}
	return Slugify(b.String())
}

// URLized writes a title as a part of an address, as Hugo does: lower case, blanks become hyphens,
// and most signs go.
func URLized(title string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(plaintext.Clip(title, MaxTitle)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("._+~", r):
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r) || r == '-':
			if s := b.String(); s != "" && s[len(s)-1] != '-' {
				b.WriteByte('-')
			}
		}
	}
	return strings.Trim(b.String(), "-")
}
