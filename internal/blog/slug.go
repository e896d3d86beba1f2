package blog

import (
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// maxSlug bounds a slug, in bytes; the names of files are no longer than 255.
const maxSlug = 200

// Slugify makes a slug of a name: NFC, every run of blanks and of characters that mean something in
// an address or to a shell becomes one '-'. Letters of all languages and their case stay. The
// result may be empty.
func Slugify(name string) string {
	name = norm.NFC.String(plaintext.Clean(plaintext.Clip(name, 2*maxSlug)))
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
	return strings.Trim(plaintext.Clip(b.String(), maxSlug), "-.")
}

// PathInfo is the information in the path of a file.
type PathInfo struct {
	Dir    string // of the file; of a bundle (post/index.md) the one that holds the bundle
	Name   string // file name without extension; of a bundle the name of its folder
	Stem   string // name without date and language
	Suffix string // a language at the end of the name that is one if others think so too: "de" of post.de.md
	Date   string // YYYY-MM-DD before the name, "" if there is none

	Bundle   bool // the file is index.md
	InPosts  bool // in a _posts or _drafts folder
	InDrafts bool // in a _drafts folder

	InPrivate bool // in a folder whose name says that it is not public, see IsPrivateDir
}

// Key is the same for a file and its translations.
func (at *PathInfo) Key() string { return at.Dir + "/" + at.Name }

// ParsePath reads the slash path of a post file.
func ParsePath(file string) PathInfo {
	dir, base := path.Split(file)
	at := PathInfo{Dir: path.Clean(dir)}
	name := withoutEndings(base)
	name, at.Suffix = cutLang(name)
	name = withoutOrder(name)
	if date, rest := cutDate(name); date != "" && isIndex(rest, at.Dir) { // 2024-09-08-index.md
		at.Date, name = date, rest
	}
	if isIndex(name, at.Dir) {
		at.Bundle = true
		if at.Dir != "." {
			dir, folder := path.Split(at.Dir)
			at.Dir, name = path.Clean(dir), withoutOrder(folder)
		}
	}
	at.Name = name
	if date, stem := cutDate(name); at.Date == "" || date != "" {
		at.Date, at.Stem = date, stem
	} else {
		at.Stem = stem
	}
	for part := range strings.SplitSeq(at.Dir, "/") {
		at.InDrafts = at.InDrafts || part == "_drafts"
		at.InPrivate = at.InPrivate || part != "_drafts" && IsPrivateDir(part)
		at.InPosts = at.InPosts || at.InDrafts || strings.HasPrefix(part, "_posts")
	}
	return at
}

// isIndex reports whether a file of that name, without its endings, stands for its directory dir.
func isIndex(name, dir string) bool {
	switch strings.ToLower(name) {
	case "index", "_index":
		return true
	case "item", "post", "default": // Grav's, in a directory for each page
		return strings.Contains("/"+dir+"/", "/user/pages/")
	}
	return false
}

// withoutEndings returns the name of a file without its ending, nor that of its output, which
// Middleman puts before it: name.html.md. Lektor's contents.lr, contents+de.lr in other languages,
// is an index.
func withoutEndings(base string) string {
	ext := path.Ext(base)
	name := base[:len(base)-len(ext)]
	if strings.EqualFold(ext, ".lr") {
		if rest, ok := strings.CutPrefix(name, "contents"); ok {
			return strings.TrimRight("index"+strings.Replace(rest, "+", ".", 1), ".")
		}
	}
	if inner := path.Ext(name); inner != name && (strings.EqualFold(inner, ".html") || strings.EqualFold(inner, ".htm")) {
		return name[:len(name)-len(inner)]
	}
	return name
}

// withoutOrder takes off the number by which Grav and Nuxt order pages: 01.name.
func withoutOrder(name string) string {
	digits := len(name) - len(strings.TrimLeft(name, "0123456789"))
	if digits == 0 || digits > 3 || digits+1 >= len(name) || name[digits] != '.' {
		return name
	}
	if r, _ := utf8.DecodeRuneInString(name[digits+1:]); !unicode.IsLetter(r) {
		return name
	}
	return name[digits+1:]
}

// cutDate splits "2021-12-10-name". The name of a file that is nothing but a date stays.
func cutDate(name string) (date, rest string) {
	if len(name) == len("2024_03_02") && name[4] == '_' && name[7] == '_' { // a journal of Logseq
		if date, _ = cutDate(strings.ReplaceAll(name, "_", "-")); date != "" {
			return date, name
		}
	}
	year, w := dates.Digits(name)
	if w != 4 || year == 0 || len(name) < 8 || name[4] != '-' {
		return "", name
	}
	_, mw := dates.Digits(name[5:])
	at := 5 + mw
	if mw == 0 || mw > 2 || at >= len(name) || name[at] != '-' {
		return "", name
	}
	_, dw := dates.Digits(name[at+1:])
	at += 1 + dw
	if dw == 0 || dw > 2 {
		return "", name
	}
	if _, ok := dates.Parse(name[:at], time.UTC); !ok {
		return "", name
	}
	rest = strings.TrimLeft(name[at:], "-_. ")
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

// isLang reports whether s is a language of two letters, or one with a region or script.
func isLang(s string) bool {
	base := BaseLang(s)
	if len(base) != 2 || len(s) > 12 {
		return false
	}
	if _, err := language.ParseBase(base); err != nil {
		return false
	}
	_, err := language.Parse(s)
	return err == nil
}

// DirLang returns the language, as BCP 47 writes it, that a directory or a file of that name holds; ""
// if it is none.
func DirLang(name string) string {
	if len(name) != 2 && (len(name) < 5 || len(name) > 7 || name[2] != '-' && name[2] != '_') || !isLang(name) {
		return ""
	}
	return CanonicalLang(name)
}

// IsAmbiguousLang reports whether a language's code at the end of a file name is more often
// something else (intro.to.md, vue.io.md, main.cs.md). It counts as a language only where another
// file or the site says so.
func IsAmbiguousLang(lang string) bool { return ambiguousLangs[lang] }

var ambiguousLangs = map[string]bool{
	"io": true, "to": true, "is": true, "ai": true, "cs": true, "ts": true, "sh": true, "ml": true, "tv": true,
	"am": true, "my": true, "ps": true, "so": true, "as": true, "or": true, "an": true, "in": true, "it": true,
}

// BaseLang returns "pt" of "pt-BR".
func BaseLang(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		return lang[:i]
	}
	return lang
}

// CanonicalLang writes a language as BCP 47 does; "" if it is none.
func CanonicalLang(s string) string {
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

// PermalinkSlug returns the name at the end of a permalink, "" where it is a pattern, a style or ends in nothing.
func PermalinkSlug(permalink string) string {
	if IsPattern(permalink) {
		return ""
	}
	trimmed := strings.Trim(AddressPath(permalink), "/")
	trimmed = strings.TrimSuffix(trimmed, "/index.html")
	name := path.Base(trimmed)
	for _, ext := range []string{".html", ".htm", ".md", ".php", ".aspx"} {
		name = strings.TrimSuffix(name, ext)
	}
	if name == "." || name == "index" {
		return ""
	}
	return Slugify(unescape(name))
}

// IsPattern tells a permalink with placeholders, or one of Jekyll's named styles, from an address.
func IsPattern(permalink string) bool {
	switch permalink {
	case "date", "pretty", "ordinal", "weekdate", "none", "ugly":
		return true
	}
	return strings.ContainsAny(AddressPath(permalink), ":{")
}

// AddressPath returns an address without scheme, host, query and fragment.
func AddressPath(address string) string {
	if _, rest, ok := strings.Cut(address, "://"); ok {
		_, rest, _ = strings.Cut(rest, "/")
		address = "/" + rest
	}
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	return address
}

// DateInPath finds YYYY/MM/DD in a permalink.
func DateInPath(permalink string, loc *time.Location) (time.Time, bool) {
	parts := strings.Split(AddressPath(permalink), "/")
	for i := 0; i+2 < len(parts); i++ {
		if len(parts[i]) == 4 && len(parts[i+1]) <= 2 && len(parts[i+2]) <= 2 {
			if t, ok := dates.Parse(strings.Join(parts[i:i+3], "-"), loc); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// TitleOfSlug makes a title of a slug: "getting-started" becomes "Getting started".
func TitleOfSlug(slug string) string {
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
