package blog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/markdown"
)

// entry is what one file said when it was read last. It knows nothing of other files: what depends on them is decided when
// an Index is assembled, so that an entry is good until its file changes.
type entry struct {
	file    string // path to open
	mark    fileMark
	settled bool // the mark will differ when the file changes
	sum     [sha256.Size]byte
	torn    bool // the file changed when it was looked at last
	partial bool // that was so when this was read

	role     role
	post     *Post // nil: nothing to show
	place    place
	slugLine int      // where the slug is set; 1 where it comes from the name
	slugKey  string   // the slug, folded
	ownSlug  bool     // the slug is set in front matter
	titled   bool     // the title is set in front matter
	cascade  []preset // of an _index.md
	hollow   bool     // an index.md without date and text: it describes its directory if other posts lie there
	problems []Problem
}

// readEntry reads a file. It always returns an entry, with problems and without a post where there is nothing to show. Where
// the content is that of old, it returns old with the new mark.
func (l *loader) readEntry(f postFile, old *entry) *entry {
	src, mark, err := readFile(l.fsys, f.path, l.options.Limits.FileBytes)
	now := time.Now()
	e := &entry{file: f.path, mark: mark, settled: mark.settled(now), role: roleIgnored, torn: errors.Is(err, errChanging)}
	if e.torn && old != nil && old.post != nil { // half of a text must not take the place of a whole one
		if !old.torn {
			l.options.Log.Warn("a post changes while it is read; what was read before stays", "path", cleanPath(f.path), "line", 1)
		}
		old.torn, old.settled = true, false
		return old
	}
	if err != nil && !e.torn {
		n := notes{path: cleanPath(f.path)}
		if errors.Is(err, errTooLarge) {
			n.warn(1, "skipped: larger than %s", byteSize(l.options.Limits.FileBytes))
		} else {
			n.fail(1, "the file cannot be read: %v", plainError(err))
		}
		e.problems = n.list
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
	if old != nil && old.sum == e.sum && !old.partial {
		old.mark, old.settled, old.torn = e.mark, e.settled, e.torn
		return old
	}
	l.fill(e, src)
	if e.partial = e.torn; e.partial {
		n := notes{path: cleanPath(e.file)}
		n.warn(1, "%v; it is read again", errChanging)
		e.problems = append(e.problems, n.list...)
	}
	return e
}

// fill makes the post of an entry.
func (l *loader) fill(e *entry, src []byte) {
	n := &notes{path: cleanPath(e.file)}
	defer func() { e.problems = n.list }()
	d := decode(src)
	if d.badLine > 0 {
		n.warn(d.badLine, "invalid %s was replaced", d.encoding)
	}
	if n.path != e.file {
		n.warn(1, "the name of the file has control characters")
	}
	h, root := readFrontMatter(d.text, l.options.Limits.header(), n)
	e.place = placeOf(e.file)
	if e.ignored(h.form) {
		e.role = roleIgnored
		return
	}
	m := &meta{root: root, zone: l.site.Location, notes: n}
	if e.isSection() {
		e.cascade = hugoCascade(root.get("cascade"), path.Dir(e.file))
	} else {
		m.preset = presetsFor(&l.site.Site, l.presets, e.file, e.place)
	}
	p := NewPost(d.text, h.body)
	p.Path = n.path
	p.ID = hex.EncodeToString(e.sum[:16])
	if e.mark.mtime != 0 {
		p.Modified = time.Unix(0, e.mark.mtime)
	}
	l.fillPost(e, p, m)
	e.post = p
}

// documentNames are files that go with a repository; without front matter they are no posts.
var documentNames = map[string]bool{
	"readme": true, "license": true, "licence": true, "contributing": true, "changelog": true,
	"code_of_conduct": true, "security": true,
}

func (e *entry) ignored(f form) bool {
	base := path.Base(e.file)
	name, _, _ := strings.Cut(strings.ToLower(base), ".")
	return f == formNone && documentNames[name]
}

// fillPost sets all fields of a post that do not depend on others.
func (l *loader) fillPost(e *entry, p *Post, m *meta) {
	permalink := m.one(permalinkKeys)
	l.fillNames(e, p, m, permalink)
	l.fillDates(e, p, m, permalink)
	if p.Authors = m.authors(); len(p.Authors) == 0 && l.site.Author != "" {
		p.Authors = []string{l.site.Author}
	}
	p.Tags = m.tags()
	p.Categories = cleanNames(append(folderCategories(&l.site.Site, e.place), m.categories(spacedCategories(&l.site.Site))...))
	p.Series, p.SeriesOrder = m.series()
	p.Weight = m.number(weightKeys)
	p.Lang = m.lang()
	p.Image = m.image()
	p.Aliases = m.addresses(aliasKeys)
	p.Canonical = oneLine(m.one(canonicalKeys), maxAddress)
	p.RedirectTo = oneLine(m.one(redirectToKeys), maxAddress)
	p.Draft, p.Hidden = m.visibility()
	p.Draft = p.Draft || e.place.inDrafts
	body := p.Body()
	if p.Summary = plainLine(m.text(summaryKeys, notBoolean), maxSummary); p.Summary == "" {
		p.Excerpt = excerptOf(body)
	}
	words, cjk := countWords(body)
	p.Words, p.Minutes = words, readingMinutes(words, cjk)
	p.Permalink = permalinkOf(&l.site.Site, p, e.place, permalink)

	e.role = roleOf(m, p, e.place, l.site.pagesDir)
	if e.isSection() {
		e.role = roleSection
	} else if e.place.bundle && p.Date.IsZero() && !e.place.inPosts && strings.TrimSpace(body) == "" {
		e.hollow = e.role == rolePost
		if e.role == rolePage {
			e.role = roleSection
		}
	}
}

// isSection tells whether the file is an _index.md, which describes its directory.
func (e *entry) isSection() bool { return isSectionFile(e.file) }

func isSectionFile(file string) bool {
	base := file[strings.LastIndexByte(file, '/')+1:]
	return base[0] == '_' && strings.HasPrefix(strings.ToLower(base), "_index.")
}

// fillNames sets slug and title.
func (l *loader) fillNames(e *entry, p *Post, m *meta, permalink string) {
	e.slugLine = 1
	if v := m.find(slugKeys, notBoolean); v != nil {
		written := strings.TrimRight(addressPath(v.join()), "/")
		if p.Slug = slugify(path.Base(written)); p.Slug != "" {
			e.slugLine, e.ownSlug = v.line, true
		}
	}
	if p.Slug == "" && permalink != "" {
		if p.Slug = permalinkSlug(permalink); p.Slug != "" {
			e.slugLine, e.ownSlug = m.find(permalinkKeys, notBoolean).line, true
		}
	}
	if p.Slug == "" {
		p.Slug = nameSlug(e.place.stem, e.sum)
	}
	e.slugKey = FoldSlug(p.Slug)
	p.Title = plainLine(m.text(titleKeys, nil), maxTitle)
	e.titled = p.Title != ""
	if p.Title == "" {
		p.Title = oneLine(markdown.FirstHeading(p.Body()), maxTitle)
	}
	if p.Title == "" {
		p.Title = titleOf(p.Slug)
	}
}

// nameSlug makes the slug of a file name. One of nothing but marks gets a slug from its content, as it must have one.
func nameSlug(name string, sum [sha256.Size]byte) string {
	if slug := slugify(name); slug != "" {
		return slug
	}
	return "post-" + hex.EncodeToString(sum[:4])
}

func (l *loader) fillDates(e *entry, p *Post, m *meta, permalink string) {
	p.Date = m.date(dateKeys)
	if p.Date.IsZero() && e.place.date != "" {
		p.Date, _ = parseDate(e.place.date, m.zone)
	}
	if p.Date.IsZero() && permalink != "" {
		p.Date, _ = dateInPath(permalink, m.zone)
	}
	p.Updated = m.date(updatedKeys)
	p.Expires = m.date(expiresKeys)
}
