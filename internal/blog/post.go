package blog

import (
	"strings"
	"time"
)

// Image is a picture that stands for a whole post.
type Image struct {
	Src  string // address or path as the author wrote it; "" if there is none
	Line int    // of the file, of the key that names it
}

// Post is one post or page. It is immutable once it is in an [Index] and shared by all sessions:
// callers must not change it or its slices. All strings but those of [Post.Raw] and [Post.Body] are
// plain text without control characters.
type Post struct {
	Slug  string // its name in addresses and commands; unique in an Index but for translations; never empty
	Title string // plain text; never empty

	Date    time.Time // in the post's own zone; zero: undated
	Updated time.Time // zero: not said
	Appears time.Time // when it is published, where that is not its date; zero: at its date
	Expires time.Time // zero: never

	Authors    []string
	Tags       []string
	Categories []string

	Series      string
	SeriesOrder int // position in the series; 0: not said
	Weight      int // order among pages, small first; 0: not said

	Lang    string // BCP 47, "" if not said
	Summary string // written by the author, plain text; "" if none
	Excerpt string // derived from the body where Summary is ""
	Image   Image

	Words   int // words of the body; a CJK character counts as one
	Minutes int // reading time, at least 1

	Draft  bool // only in an Index that was loaded with Options.Drafts
	Hidden bool // hidden or unlisted: reachable by Lookup only
	Page   bool // a page beside the posts, such as "about"

	Featured bool // lists show it above the others

	Path       string    // slash path relative to the directory that was loaded
	Modified   time.Time // of the file, when this text was first seen; zero where the file system keeps no times
	Aliases    []string  // further addresses, as written
	Permalink  string    // its path on the web: as written, else by the site's pattern, else ""
	Canonical  string    // canonical_url as written
	RedirectTo string    // the address that a link post points to

	Translations []*Post // the same post in other languages

	ID string // hash of path and content: the same ID is the same text; 32 hexadecimal digits

	raw       string
	bodyStart int
	bodyLine  int
	converted *string // the body, where it is not the end of raw
}

// NewPost returns a post with nothing but its text: the decoded file, whose body starts at the byte
// bodyStart. Its maker sets the fields before the post gets into an Index.
func NewPost(raw string, bodyStart int) *Post {
	return &Post{raw: raw, bodyStart: bodyStart, bodyLine: 1 + strings.Count(raw[:bodyStart], "\n")}
}

// NewConvertedPost returns a post whose body is Markdown that was made of the author's file raw, which
// is written in another markup; a problem in it is told of the line bodyLine of the file.
func NewConvertedPost(raw, body string, bodyLine int) *Post {
	return &Post{raw: raw, bodyStart: len(raw), bodyLine: bodyLine, converted: &body}
}

// Raw returns the author's file with its front matter, decoded to UTF-8 and with LF line ends. It
// is not cleaned of control characters.
func (p *Post) Raw() string { return p.raw }

// Body returns Raw without the front matter, as Markdown.
func (p *Post) Body() string {
	if p.converted != nil {
		return *p.converted
	}
	return p.raw[p.bodyStart:]
}

// BodyLine returns the line of the file, counted from 1, on which Body starts.
func (p *Post) BodyLine() int { return p.bodyLine }

// Teaser returns the text that stands for a post in a list: the Summary, or else the Excerpt.
func (p *Post) Teaser() string {
	if p.Summary != "" {
		return p.Summary
	}
	return p.Excerpt
}

// In returns p or the one of its translations that is written in the first of langs that there is,
// and p where there is none. A language matches exactly ("pt-BR") or by its base ("pt"); langs are
// BCP 47, best first.
func (p *Post) In(langs ...string) *Post {
	if len(p.Translations) == 0 {
		return p
	}
	for _, lang := range langs {
		if q := p.translation(func(have string) bool { return strings.EqualFold(have, lang) }); q != nil {
			return q
		}
		if q := p.translation(func(have string) bool {
			return strings.EqualFold(BaseLang(have),
				BaseLang(lang))
		}); q != nil {
			return q
		}
	}
	return p
}

func (p *Post) translation(match func(lang string) bool) *Post {
	if match(p.Lang) {
		return p
	}
	for _, q := range p.Translations {
		if match(q.Lang) {
			return q
		}
	}
	return nil
}

// Visible reports whether p is to be seen at the given moment. Drafts is Options.Drafts, which also
// shows what is to come.
func (p *Post) Visible(now time.Time, drafts bool) bool {
	if !p.Expires.IsZero() && !now.Before(p.Expires) {
		return false
	}
	return drafts || !p.Draft && !p.AppearsAt().After(now)
}

// AppearsAt returns when the post is published: what its author says of that, else its date; zero
// where neither is said.
func (p *Post) AppearsAt() time.Time {
	if !p.Appears.IsZero() {
		return p.Appears
	}
	return p.Date
}

// compare orders posts as lists show them: newest first, undated last, then by title and path, so
// that the order is total.
func compare(a, b *Post) int {
	if c := b.Date.Compare(a.Date); c != 0 {
		return c
	}
	if c := strings.Compare(a.Title, b.Title); c != 0 {
		return c
	}
	return strings.Compare(a.Path, b.Path)
}

// comparePages orders pages by weight (those without one last), then title, then path.
func comparePages(a, b *Post) int {
	switch {
	case a.Weight == b.Weight:
	case a.Weight == 0:
		return 1
	case b.Weight == 0 || a.Weight < b.Weight:
		return -1
	default:
		return 1
	}
	if c := strings.Compare(a.Title, b.Title); c != 0 {
		return c
	}
	return strings.Compare(a.Path, b.Path)
}
