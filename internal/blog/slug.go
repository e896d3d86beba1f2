package blog

import (
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/sshblog/sshblog/internal/markdown"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// maxSlug bounds a slug, in bytes; the names of files are no longer than 255.
const maxSlug = 200

// slugify makes a slug of a name: NFC, every run of blanks and of characters that mean something in an address or to
// a shell becomes one '-'. Letters of all languages and their case stay. The result may be empty.
func slugify(name string) string {
	name = norm.NFC.String(markdown.Clean(clip(name, 2*maxSlug)))
	var b strings.Builder
	gap := false
	for _, r := range name {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar || strings.ContainsRune("/\\#?%&;|<>\"'`$!*(){}[]^~:,=@-", r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return strings.Trim(clip(b.String(), maxSlug), "-.")
}

// place is what the path of a file says about it.
type place struct {
	dir    string // of the file; of a bundle (post/index.md) the one that holds the bundle
	name   string // file name without extension; of a bundle the name of its folder
	stem   string // name without date and language
	suffix string // a language at the end of the name that is one if others think so too: "de" of post.de.md
	date   string // YYYY-MM-DD before the name, "" if there is none

	bundle   bool // the file is index.md
	inPosts  bool // in a _posts or _drafts folder
	inDrafts bool
}

// key is the same for a file and its translations.
func (at *place) key() string { return at.dir + "/" + at.name }

// placeOf reads the slash path of a post file.
func placeOf(file string) place {
	dir, base := path.Split(file)
	at := place{dir: path.Clean(dir)}
	name := base[:len(base)-len(path.Ext(base))]
	name, at.suffix = cutLang(name)
	if strings.EqualFold(name, "index") || strings.EqualFold(name, "_index") {
		at.bundle = true
		if at.dir != "." {
			dir, folder := path.Split(at.dir)
			at.dir, name = path.Clean(dir), folder
		}
	}
	at.name = name
	at.date, at.stem = cutDate(name)
	for part := range strings.SplitSeq(at.dir, "/") {
		at.inDrafts = at.inDrafts || part == "_drafts"
		at.inPosts = at.inPosts || at.inDrafts || strings.HasPrefix(part, "_posts")
	}
	return at
}

// cutDate splits "2021-12-10-name". The name of a file that is nothing but a date stays.
func cutDate(name string) (date, rest string) {
	year, w := digits(name)
	if w != 4 || year == 0 || len(name) < 8 || name[4] != '-' {
		return "", name
	}
	_, mw := digits(name[5:])
	at := 5 + mw
	if mw == 0 || mw > 2 || at >= len(name) || name[at] != '-' {
		return "", name
	}
	_, dw := digits(name[at+1:])
	at += 1 + dw
	if dw == 0 || dw > 2 {
		return "", name
	}
	if _, ok := parseDate(name[:at], time.UTC); !ok {
		return "", name
	}
	rest = strings.TrimLeft(name[at:], "-_ ")
	if rest == "" || rest == name[at:] {
		if rest != "" {
			return "", name // 2021-12-10th.md: not a date before a name
		}
		rest = name
	}
	return name[:at], rest
}

// cutLang splits "post.de" and "post.pt-br".
func cutLang(name string) (rest, lang string) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 {
		return name, ""
	}
	if lang = name[i+1:]; !isLang(lang) {
		return name, ""
	}
	return name[:i], lang
}

// isLang tells whether s is a language of two letters, or one with a region or script.
func isLang(s string) bool {
	base := baseLang(s)
	if len(base) != 2 || len(s) > 12 {
		return false
	}
	if _, err := language.ParseBase(base); err != nil {
		return false
	}
	_, err := language.Parse(s)
	return err == nil
}

// ambiguousLang are languages whose code at the end of a file name is more often something else (intro.to.md, vue.io.md,
// main.cs.md): they count where another file or the site says that they are languages.
var ambiguousLang = map[string]bool{
	"io": true, "to": true, "is": true, "ai": true, "cs": true, "ts": true, "sh": true, "ml": true, "tv": true,
	"am": true, "my": true, "ps": true, "so": true, "as": true, "or": true, "an": true, "in": true, "it": true,
}

// baseLang returns "pt" of "pt-BR".
func baseLang(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		return lang[:i]
	}
	return lang
}

// canonicalLang writes a language as BCP 47 does; "" if it is none.
func canonicalLang(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 35 {
		return ""
	}
	if len(s) == 2 && s[0] >= 'a' && s[0] <= 'z' && s[1] >= 'a' && s[1] <= 'z' {
		return strings.Clone(s)
	}
	tag, err := language.Parse(strings.ReplaceAll(s, "_", "-"))
	if err != nil {
		return ""
	}
	return tag.String()
}

// permalinkSlug returns the name at the end of a permalink, "" where it is a pattern, a style or ends in nothing.
func permalinkSlug(permalink string) string {
	if isPattern(permalink) {
		return ""
	}
	trimmed := strings.Trim(addressPath(permalink), "/")
	trimmed = strings.TrimSuffix(trimmed, "/index.html")
	name := path.Base(trimmed)
	for _, ext := range []string{".html", ".htm", ".md", ".php", ".aspx"} {
		name = strings.TrimSuffix(name, ext)
	}
	if name == "." || name == "index" {
		return ""
	}
	return slugify(unescape(name))
}

// isPattern tells a permalink with placeholders, or one of Jekyll's named styles, from an address.
func isPattern(permalink string) bool {
	switch permalink {
	case "date", "pretty", "ordinal", "weekdate", "none", "ugly":
		return true
	}
	return strings.ContainsAny(addressPath(permalink), ":{")
}

// addressPath returns an address without scheme, host, query and fragment.
func addressPath(address string) string {
	if _, rest, ok := strings.Cut(address, "://"); ok {
		_, rest, _ = strings.Cut(rest, "/")
		address = "/" + rest
	}
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	return address
}

// dateInPath finds YYYY/MM/DD in a permalink.
func dateInPath(permalink string, loc *time.Location) (time.Time, bool) {
	parts := strings.Split(addressPath(permalink), "/")
	for i := 0; i+2 < len(parts); i++ {
		if len(parts[i]) == 4 && len(parts[i+1]) <= 2 && len(parts[i+2]) <= 2 {
			if t, ok := parseDate(strings.Join(parts[i:i+3], "-"), loc); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// titleOf makes a title of a slug: "getting-started" becomes "Getting started".
func titleOf(slug string) string {
	words := strings.Join(strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
	if words == "" {
		return slug
	}
	for i, r := range words {
		if i == 0 {
			return string(unicode.ToUpper(r)) + words[len(string(r)):]
		}
	}
	return words
}
