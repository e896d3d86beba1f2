package loader

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/orgmode"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
)

// entry is the content of one file when it was last read. It knows nothing of other files: whatever
// depends on them is decided when an Index is assembled, so that an entry is good until its file
// changes.
type entry struct {
	file       string // path to open
	mark       source.Mark
	settled    bool // the mark will differ when the file changes
	sum        [sha256.Size]byte
	unstable   bool // the file changed when it was looked at last
	incomplete bool // that was so when this was read
	awaiting   awaiting

	role     role
	post     *blog.Post // nil: nothing to show
	place    blog.PathInfo
	slugLine int             // where the slug is set; 1 where it comes from the name
	slugKey  string          // the slug, folded
	ownSlug  bool            // the slug is set in front matter
	twinID   string          // is the same for all translations of the post; "" where nothing is said
	titled   bool            // the title is set in front matter
	chosen   bool            // "dg-publish: true": where one post says so, others are private
	closes   bool            // nothing below its directory is published either
	postly   bool            // it says that it is a post, has a date that cannot be read, or broken front matter
	cascade  []site.Defaults // of an _index.md
	// an index.md without date and text: it describes its directory if other posts lie there
	sectionOnly bool
	problems    []problem.Problem
}

// readEntry reads a file. It always returns an entry, with problems and without a post where there
// is nothing to show. Where the content is that of old, it returns old with the new mark.
func (l *loader) readEntry(f postFile, old *entry) *entry {
	src, mark, err := source.ReadFile(l.fsys, f.path, l.options.Limits.FileBytes)
	now := time.Now()
	e := &entry{
		file: f.path, mark: mark, settled: mark.Settled(now), role: roleIgnored,
		unstable: errors.Is(err, source.ErrChanging),
	}
	if e.unstable && old != nil && old.post != nil { // half of a text must not take the place of a whole one
		if !old.unstable {
			l.options.Log.Warn("a post changes while it is read; what was read before stays", "path",
				plaintext.CleanPath(f.path), "line", 1)
		}
		old.unstable, old.settled = true, false
		return old
	}
	if err != nil && !e.unstable {
		n := problem.List{Path: plaintext.CleanPath(f.path)}
		if errors.Is(err, source.ErrTooLarge) {
			n.Warn(1, "skipped: larger than %s", plaintext.ByteSize(l.options.Limits.FileBytes))
		} else {
			n.Fail(1, "the file cannot be read: %s", source.Reason(l.fsys, f.path, err))
		}
		e.problems = n.All
		if old != nil && old.post == nil && len(old.problems) == 1 && old.problems[0] == e.problems[0] {
			old.mark, old.settled = e.mark, e.settled
			return old
		}
		return e
	}
	h := sha256.New()
	h.Write([]byte(f.path))
	h.Write([]byte{0})
	h.Write(src)
	h.Sum(e.sum[:0])
	if old != nil && old.sum == e.sum && !old.incomplete {
		old.mark, old.settled, old.unstable, old.awaiting = e.mark, e.settled, e.unstable, awaiting{}
		return old
	}
	d := frontmatter.Decode(src)
	if rest := l.awaitRest(e, old, d.Text, now); !rest.until.IsZero() {
		return rest.keep(e, old)
	}
	l.fill(e, d)
	if e.incomplete = e.unstable; e.incomplete {
		n := problem.List{Path: plaintext.CleanPath(e.file)}
		n.Warn(1, "%v; it is read again", source.ErrChanging)
		e.problems = append(e.problems, n.All...)
	}
	return e
}

// fill makes the post of an entry.
func (l *loader) fill(e *entry, d frontmatter.Decoded) {
	n := &problem.List{Path: plaintext.CleanPath(e.file)}
	defer func() { e.problems = n.All }()
	if d.BadLine > 0 {
		n.Warn(d.BadLine, "invalid %s was replaced", d.Encoding)
	}
	if n.Path != e.file {
		n.Warn(1, "the name of the file has control characters")
	}
	text, h, root := frontmatter.ReadFile(e.file, d.Text, l.options.Limits.header(), n)
	e.place = blog.ParsePath(e.file)
	if dir := path.Dir(e.file); e.place.Bundle && slices.Contains(l.site.Content, dir) && dir != "." { // the first page
		e.place.Dir, e.place.Name, e.place.Stem = dir, "index", "index"
	}
	if isDocument(path.Base(e.file), h.Form == frontmatter.FormNone, &root) {
		e.role = roleIgnored
		return
	}
	m := &meta{
		root: root, doubtful: h.Doubtful, prose: h.Form == frontmatter.FormNone && !h.Open,
		zone: l.site.Location, day: e.place.Date, nikola: h.Form == frontmatter.FormNikola || l.site.Engine == "nikola", List: n,
	}
	if e.isSection() {
		e.cascade = site.HugoCascade(root.Get("cascade"), path.Dir(e.file))
	} else {
		m.defaults = site.DefaultsFor(&l.site.Site, l.defaults, e.file, e.place)
	}
	p := newPost(e.file, text, h.Body, n)
	p.Path = n.Path
	p.ID = hex.EncodeToString(e.sum[:16])
	if e.mark.Mtime != 0 {
		p.Modified = time.Unix(0, e.mark.Mtime)
	}
	l.fillPost(e, p, m)
	e.post = p
}

// newPost returns a post with its text, without the remarks that its author made for themselves, so
// that no way to the post shows them; one in Org becomes Markdown. One that cannot become that is
// shown as it is written.
func newPost(file, text string, body int, n *problem.List) *blog.Post {
	if !strings.EqualFold(path.Ext(file), ".org") {
		if rest := dialect.WithoutRemarks(text[body:]); len(rest) < len(text)-body {
			text = text[:body] + rest
		}
		return blog.NewPost(text, body)
	}
	converted, err := orgmode.Markdown(text[body:])
	if err != nil {
		n.Fail(1, "the text is shown as it is written: %v", err)
		return blog.NewPost(text, body)
	}
	return blog.NewConvertedPost(text, converted, 1+strings.Count(text[:body], "\n"))
}

// fillPost sets all fields of a post that do not depend on others.
func (l *loader) fillPost(e *entry, p *blog.Post, m *meta) {
	permalink := m.one(permalinkKeys)
	l.fillNames(e, p, m, permalink)
	l.fillDates(e, p, m, permalink)
	if p.Authors = m.authors(&l.people); len(p.Authors) == 0 && l.site.Author != "" {
		p.Authors = []string{l.site.Author}
	}
	p.Tags = m.tags()
	p.Categories = cleanNames(append(directoryCategories(&l.site.Site, e.place),
		m.categories(splitsAtBlanks(&l.site.Site))...))
	p.Series, p.SeriesOrder = m.series()
	p.Weight = m.number(weightKeys)
	p.Featured = m.featured()
	p.Lang = m.lang()
	e.twinID = plaintext.Clip(m.one(twinKeys), blog.MaxName)
	if e.twinID == "" && (p.Lang != "" || e.place.Suffix != "") {
		e.twinID = plaintext.Clip(m.one(langTwinKeys), blog.MaxName)
	}
	p.Image = m.image()
	p.Aliases = m.addresses(aliasKeys)
	p.Canonical = plaintext.OneLine(m.one(canonicalKeys), blog.MaxAddress)
	p.RedirectTo = plaintext.OneLine(m.one(redirectToKeys), blog.MaxAddress)
	body := p.Body()
	seen := m.visibility(body, p.BodyLine())
	if v := m.find(frontmatter.Keys{"dgpublish"}, nil); v != nil {
		is, ok := v.Bool()
		e.chosen = is && ok
	}
	e.closes = seen.draft && e.place.Bundle && closesDirectory(e, m, l.site.Engine)
	p.Draft, p.Hidden, p.Appears, p.Expires = seen.draft || e.place.InDrafts, seen.hidden, seen.appears, seen.expires
	if tag := l.site.SecretTag(p.Tags, p.Categories); tag != "" && !p.Draft {
		p.Draft = true
		m.Warn(1, "the post is not served, because the site encrypts posts with the tag %q", tag)
	}
	if e.place.InPrivate && !seen.public && !p.Draft {
		p.Draft = true
		m.Warn(1, "the post is not served, because of the name of its directory; expected \"draft: false\" in the post otherwise")
	}
	if p.Summary = parser.PlainLine(m.text(summaryKeys, frontmatter.NotBoolean), blog.MaxSummary); p.Summary == "" {
		p.Excerpt = excerptOf(body)
	}
	words, cjk := countWords(body)
	p.Words, p.Minutes = words, readingMinutes(words, cjk)
	p.Permalink = site.PermalinkOf(&l.site.Site, p, e.place, permalink, e.ownSlug)

	e.postly = m.find(dateKeys, frontmatter.NotBoolean) != nil || saysPost(m) ||
		slices.ContainsFunc(m.All, func(p problem.Problem) bool { return p.Severity == problem.Error })
	e.role = roleOf(m, p, e.place, l.site.PagesDir)
	if e.role == rolePage && (e.place.Stem == "404" || e.place.Stem == "500") { // of a web server
		p.Hidden = true
	}
	if e.isSection() {
		e.role = roleSection
	} else if e.place.Bundle && p.Date.IsZero() && !e.place.InPosts && strings.TrimSpace(body) == "" {
		e.sectionOnly = e.role == rolePost
		if e.role == rolePage {
			e.role = roleSection
		}
	}
}

// isSection reports whether the file is an _index.md, which describes its directory.
func (e *entry) isSection() bool { return isSectionFile(e.file) }

// isSectionFile reports whether a path is that of an _index file.
func isSectionFile(file string) bool {
	base := file[strings.LastIndexByte(file, '/')+1:]
	return base[0] == '_' && strings.HasPrefix(strings.ToLower(base), "_index.")
}

// fillNames sets slug and title.
func (l *loader) fillNames(e *entry, p *blog.Post, m *meta, permalink string) {
	e.slugLine = 1
	if v := m.find(slugKeys, frontmatter.NotBoolean); v != nil {
		written := strings.TrimRight(blog.AddressPath(v.Join()), "/")
		if p.Slug = blog.Slugify(path.Base(written)); p.Slug != "" {
			e.slugLine, e.ownSlug = v.Line, true
		}
	}
	if p.Slug == "" && permalink != "" {
		if p.Slug = blog.PermalinkSlug(permalink); p.Slug != "" {
			e.slugLine, e.ownSlug = m.find(permalinkKeys, frontmatter.NotBoolean).Line, true
		}
	}
	p.Title = parser.TitleLine(m.text(titleKeys, nil), blog.MaxTitle)
	e.titled = p.Title != ""
	if p.Slug == "" && l.site.Naming.SlugOfTitle {
		p.Slug = blog.TitleSlug(p.Title)
	}
	if p.Slug == "" {
		p.Slug = nameSlug(e.place.Stem, e.sum)
	}
	e.slugKey = blog.FoldSlug(p.Slug)
	if p.Title == "" {
		p.Title = untitled(e, p)
	}
}

// nameSlug makes the slug of a file name. One of nothing but marks gets a slug from its content, as
// it must have one.
func nameSlug(name string, sum [sha256.Size]byte) string {
	if slug := blog.Slugify(name); slug != "" {
		return slug
	}
	return "post-" + hex.EncodeToString(sum[:4])
}

func (l *loader) fillDates(e *entry, p *blog.Post, m *meta, permalink string) {
	p.Date = m.date(dateKeys)
	if p.Date.IsZero() && e.place.Date != "" {
		p.Date, _ = dates.Parse(e.place.Date, m.zone)
	}
	if p.Date.IsZero() && permalink != "" {
		p.Date, _ = blog.DateInPath(permalink, m.zone)
	}
	if p.Date.IsZero() { // blog/2024/01/02/name.md
		p.Date, _ = blog.DateInPath("/"+path.Dir(e.file)+"/", m.zone)
	}
	if p.Updated = m.date(updatedKeys); p.Updated.IsZero() {
		p.Updated = m.updatedOf(dateKeys)
	}
}
