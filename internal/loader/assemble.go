package loader

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/pacer"
	"github.com/sshblog/sshblog/internal/problem"
)

// assembly makes an Index of entries. It decides everything that depends on more than one file.
// Entries and their posts are not changed: a post that differs from its file is a copy.
type assembly struct {
	site    *blog.Site
	entries []*entry
	now     time.Time
	drafts  bool

	langs map[string]bool // names of files whose ending another file or the site shows to be a language, see place.key
	dirs  map[string]bool // directories in which post files lie

	closed map[string]bool // directories below which nothing is published
	chosen bool            // only posts that say so are public

	// directories that are named by the language of what lies in them, see collectLangDirs
	langDirs   map[string]string
	commonLang string // that most posts have; "" if none has one
	parts      blog.Parts
	pause      pacer.Pacer
}

// candidate is a post on its way into the Index.
type candidate struct {
	*entry
	lang string
	page bool
	hide bool // a page that lists do not show
	slug string
	key  string // slug, folded

	twin     string // what all translations of the post have in common; "" if it is only their name
	twinLang string // the language that the name says
}

func (a *assembly) build(outside []problem.Problem, assets []string) *blog.Index {
	a.parts = blog.Parts{
		Site: *a.site, Assets: slices.Clone(assets),
		Slugs: make(map[string]*blog.Post, len(a.entries)), Problems: slices.Clone(outside),
	}
	x := &a.parts
	a.collectHints()
	a.closed, a.chosen = a.closedDirs(), a.choosesPosts()
	all := make([]candidate, 0, len(a.entries))
	for i, e := range a.entries {
		a.yield(i)
		x.Problems = append(x.Problems, e.problems...)
		if e.post == nil { // such as a README, which a post may link to
			x.Assets = append(x.Assets, e.file)
			continue
		}
		if e.role == roleSection || e.sectionOnly && a.dirs[path.Dir(e.file)] {
			a.section(e)
			continue
		}
		if a.withheld(e) {
			continue
		}
		if next := nextChange(e.post, a.now, a.drafts); !next.IsZero() &&
			(x.NextChange.IsZero() || next.Before(x.NextChange)) {
			x.NextChange = next
		}
		if e.post.Visible(a.now, a.drafts) {
			all = append(all, a.candidate(e))
		}
	}
	a.pagesBeside(all)
	a.slugs(all)
	x.Unpublished = a.unpublishedDirs()
	return blog.NewIndex(a.parts)
}

// choosesPosts reports whether the author marks each post that is public, as gardens of Obsidian's
// plugin do: no other is then.
func (a *assembly) choosesPosts() bool {
	return !a.drafts && slices.ContainsFunc(a.entries, func(e *entry) bool { return e.chosen })
}

// closedDirs returns the directories below which nothing is published.
func (a *assembly) closedDirs() map[string]bool {
	if a.drafts {
		return nil
	}
	var closed map[string]bool
	for _, e := range a.entries {
		if e.closes {
			if closed == nil {
				closed = map[string]bool{}
			}
			closed[path.Dir(e.file)] = true
		}
	}
	return closed
}

// withheld reports whether other files keep a post back.
func (a *assembly) withheld(e *entry) bool {
	return len(a.closed) > 0 && below(e.file, a.closed) || a.chosen && !e.chosen
}

// below reports whether a file lies below one of the directories.
func below(file string, dirs map[string]bool) bool {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if dirs[dir] {
			return true
		}
		if dir == "." {
			return false
		}
	}
}

// yield lets readers' keys in now and then. Looking at the clock takes longer than the rest of a
// step.
func (a *assembly) yield(step int) {
	const steps = 128
	if step%steps == 0 {
		a.pause.Yield()
	}
}

// collectHints collects facts that only all files together show.
func (a *assembly) collectHints() {
	a.langs, a.dirs = map[string]bool{}, map[string]bool{}
	a.collectLangDirs()
	var suffixed []*entry
	for _, e := range a.entries {
		if e.post == nil {
			continue
		}
		if e.place.Suffix != "" {
			suffixed = append(suffixed, e)
		}
		if e.role != roleSection {
			a.dirs[e.place.Dir] = true
		}
	}
	if len(suffixed) == 0 {
		return
	}
	stems := make(map[string]int, len(a.entries)) // how many files share a name but for their language
	for _, e := range a.entries {
		stems[e.place.Key()]++
	}
	for _, e := range suffixed {
		if stems[e.place.Key()] > 1 || slices.Contains(a.site.Languages, e.place.Suffix) {
			a.langs[e.place.Key()] = true
		}
	}
}

func (a *assembly) candidate(e *entry) candidate {
	c := candidate{entry: e, lang: e.post.Lang, page: e.role == rolePage}
	if c.lang == "" {
		c.lang = a.langOf(e)
	}
	return c
}

// langOf returns the language that the name of a file says, or a directory above it.
func (a *assembly) langOf(e *entry) string {
	if s := e.place.Suffix; s != "" && a.isSuffix(e) {
		return blog.CanonicalLang(s)
	}
	return a.dirLang(e.file)
}

// isSuffix reports whether the language code at the end of an entry's file name means a language.
func (a *assembly) isSuffix(e *entry) bool {
	s := e.place.Suffix
	return !blog.IsAmbiguousLang(s) || a.langs[e.place.Key()]
}

// section records the description of a directory. The one of the top directory also fills in what
// the site file leaves out.
func (a *assembly) section(e *entry) {
	dir := a.site.Within(path.Dir(e.post.Path))
	section := blog.Section{Dir: dir, Lang: e.post.Lang, Description: e.post.Summary}
	if section.Lang == "" {
		section.Lang = a.langOf(e)
	}
	if section.Title = e.post.Title; !e.titled {
		section.Title = strings.Trim(blog.TitleOfSlug(path.Base(dir)), ".")
	}
	a.parts.Sections = append(a.parts.Sections, section)
	if a.site.Within(e.place.Dir) != "." || e.place.Name != "_index" && e.place.Name != "index" {
		return
	}
	s := &a.parts.Site
	if s.Title == "" && e.post.Title != "" && e.titled {
		s.Title = e.post.Title
	}
	if s.Description == "" {
		s.Description = e.post.Summary
	}
}

// slugs gives each candidate its slug and puts it into the Index.
func (a *assembly) slugs(all []candidate) {
	heads := make(map[string]int, len(all)) // folded slug -> the first in all that has it
	groups := map[int][]int{}               // of those that more than one has, by the first
	for i := range all {
		a.yield(i)
		all[i].slug, all[i].key = a.slugOf(&all[i])
	}
	a.collectCommonLang(all)
	a.twins(all)
	a.collectCommonLang(all)
	for i := range all {
		a.yield(i)
		c := &all[i]
		head, taken := heads[c.key]
		switch {
		case !taken:
			heads[c.key] = i
		case groups[head] == nil:
			groups[head] = []int{head, i}
		default:
			groups[head] = append(groups[head], i)
		}
	}
	var repeated [][]candidate
	for i := range all {
		a.yield(i)
		switch group := groups[i]; {
		case group != nil:
			repeated = append(repeated, a.shared(all, group)...)
		case heads[all[i].key] == i:
			a.add(all[i], nil)
		}
	}
	numbers := map[string]int{}    // the last one given to a slug
	for _, set := range repeated { // only now is it known which slugs are free
		a.addRepeated(set, numbers)
	}
}

// slugOf returns the slug of a post, also folded. A suffix that was cut off as a language, and is
// none, is restored.
func (a *assembly) slugOf(c *candidate) (slug, key string) {
	if c.ownSlug || c.place.Suffix == "" || a.isSuffix(c.entry) {
		return c.post.Slug, c.slugKey
	}
	slug = nameSlug(c.place.Stem+"."+c.place.Suffix, c.sum)
	return slug, blog.FoldSlug(slug)
}

// precedence orders those that want one slug, the one that keeps it first. A new post must never
// take the address of an old one, whoever wrote a slug key and whoever did not: pages come first,
// which are taken to be older than any post, then dated posts by age, then undated ones. Between
// equals a slug that was written wins over one that was derived, then the path decides.
func precedence(p, q *candidate) int {
	rank := func(c *candidate) int {
		switch {
		case c.page:
			return 0
		case !c.post.Date.IsZero():
			return 1
		}
		return 2
	}
	written := func(c *candidate) int {
		if c.ownSlug {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(rank(p), rank(q)),
		p.post.Date.Compare(q.post.Date),
		cmp.Compare(written(p), written(q)),
		strings.Compare(p.post.Path, q.post.Path),
	)
}

// add puts a post into the Index, as it is where its file said all, else as the copy own or a new
// one.
func (a *assembly) add(c candidate, own *blog.Post) {
	p := c.post
	if own != nil {
		p = own
	} else if p.Slug != c.slug || p.Lang != c.lang || p.Page != c.page || c.hide {
		q := *p
		p, own = &q, &q
	}
	if own != nil {
		own.Slug, own.Lang, own.Page, own.Hidden = c.slug, c.lang, c.page, own.Hidden || c.hide
	}
	x := &a.parts
	x.All = append(x.All, p)
	if x.Slugs[c.key] != nil {
		return // a translation: in lists another language stands for it
	}
	x.Slugs[c.key] = p
	switch {
	case p.Hidden:
	case p.Page:
		x.Pages = append(x.Pages, p)
	default:
		x.Posts = append(x.Posts, p)
	}
}

func (a *assembly) warn(c candidate, format string, args ...any) {
	n := problem.List{Path: c.post.Path}
	n.Warn(c.slugLine, format, args...)
	a.parts.Problems = append(a.parts.Problems, n.All...)
}
