package blog

import (
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
)

// Index is an immutable snapshot of a blog at one moment. All methods are safe for concurrent use.
type Index struct {
	site        Site
	posts       []*Post
	pages       []*Post
	all         []*Post // also hidden ones and translations
	sections    []Section
	assets      []string // files that are no posts
	unpublished []string // directories whose posts are all drafts, hidden, or not there yet or any more
	problems    []problem.Problem
	next        time.Time
	slugs       map[string]*Post // by folded slug

	addresses func() *addresses // made when first asked for, which most sessions never do
	id        func() string
	groups    [kinds]func() *groups

	suggestOnce sync.Once
	suggest     []suggestion
}

// Parts are what an [Index] is made of. NewIndex owns them from then on.
type Parts struct {
	Site        Site
	Posts       []*Post          // that lists show, in any order
	Pages       []*Post          // that lists show, in any order
	All         []*Post          // also hidden ones and translations
	Slugs       map[string]*Post // of All by folded slug, see [Index.Lookup]; of translations the one that lists show
	Sections    []Section
	Assets      []string // files that are no posts
	Unpublished []string // directories whose posts are all drafts, hidden, or not there yet or any more; sorted
	Problems    []problem.Problem
	NextChange  time.Time // see [Index.NextChange]
}

// NewIndex makes an Index of its parts.
func NewIndex(p Parts) *Index {
	x := &Index{
		site: p.Site, posts: p.Posts, pages: p.Pages, all: p.All, slugs: p.Slugs, sections: p.Sections, assets: slices.Clip(p.Assets),
		unpublished: p.Unpublished, problems: p.Problems, next: p.NextChange,
	}
	x.addresses = sync.OnceValue(func() *addresses { return newAddresses(x) })
	x.id = sync.OnceValue(x.makeID)
	x.groups = lazyGroups(x)
	slices.SortFunc(x.posts, compare)
	slices.SortFunc(x.pages, comparePages)
	problem.Sort(x.problems)
	return x
}

// FoldSlug returns the key of a slug in [Parts.Slugs]: slugs that differ in case, or in how accents
// are composed, are equal.
func FoldSlug(slug string) string { return plaintext.Fold(slug) }

// Section is a directory of posts that an _index.md, or an index.md without a text, describes.
type Section struct {
	Dir         string // slash path relative to the content directory; "." is the top
	Lang        string // BCP 47, "" if not said
	Title       string // plain text; never empty but at the top
	Description string // plain text; "" if none
}

// Sections returns the directories that are described, in the order of their paths. Callers must
// not change the slice.
func (x *Index) Sections() []Section { return x.sections }

// Site returns the facts about the blog as a whole.
func (x *Index) Site() Site { return x.site }

// Posts returns the posts that lists show, newest first, undated ones last. Callers must not change
// the slice.
func (x *Index) Posts() []*Post { return x.posts }

// Pages returns the pages that lists show, by weight and title. Callers must not change the slice.
func (x *Index) Pages() []*Post { return x.pages }

// All returns every post and page that Lookup can find, also hidden ones and all translations, in
// no particular order. Callers must not change the slice.
func (x *Index) All() []*Post { return x.all }

// Assets returns the files that are no posts, such as pictures, as far as they are published: those
// in a directory of drafts are not, nor those in one whose posts are all hidden, to come, or
// expired. Paths are relative to the directory that was loaded; a file may have gone since.
func (x *Index) Assets() []string {
	var assets []string
	for _, file := range x.assets {
		if !x.isUnpublished(path.Dir(file)) {
			assets = append(assets, file)
		}
	}
	return assets
}

// isUnpublished reports whether a directory, or one above it, has nothing that is published.
func (x *Index) isUnpublished(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if _, found := slices.BinarySearch(x.unpublished, dir); found {
			return true
		}
	}
	return false
}

// Problems returns the problems of all files, sorted. Callers must not change the slice.
func (x *Index) Problems() []problem.Problem { return x.problems }

// NextChange returns the next moment at which a scheduled post appears or one expires; zero if
// none.
func (x *Index) NextChange() time.Time { return x.next }

// Lookup finds a post or page by its slug, an alias, its permalink, its path or its file name,
// hidden ones too. Case and the way accents are composed do not matter, nor do the site's own host,
// slashes around it, "index.html", ".html", or a fragment. Of a set of translations a slug finds
// the one that lists show.
func (x *Index) Lookup(ref string) (*Post, bool) {
	if p := x.slugs[plaintext.Fold(ref)]; p != nil {
		return p, true
	}
	if p := x.fileAsWritten(ref); p != nil {
		return p, true
	}
	key := refKey(ref, x.site.BaseURL)
	if key == "" {
		return nil, false
	}
	if p := x.slugs[key]; p != nil {
		return p, true
	}
	a := x.addresses()
	if p := a.find(key); p != nil {
		return p, true
	}
	if strings.Contains(key, "://") { // somebody else's
		return nil, false
	}
	if i := strings.LastIndexByte(key, '/'); i >= 0 { // a permalink by a pattern that is not known
		name := key[i+1:]
		if p, decided := a.namesake(key); p != nil || decided {
			return p, p != nil
		}
		if p := x.slugs[name]; p != nil {
			return p, true
		}
		p := a.find(name)
		return p, p != nil
	}
	return nil, false
}

// fileAsWritten finds the post whose path is ref with its signs: a name may have a '?', a '#' or a
// '%', which goes before what these mean in an address.
func (x *Index) fileAsWritten(ref string) *Post {
	if !strings.ContainsAny(ref, "?#%") || len(ref) > MaxAddress {
		return nil
	}
	return x.addresses().files[fileKey(plaintext.Fold(strings.TrimPrefix(ref, "./")))]
}

// CutHeading splits what a reader writes for a place in a post, "slug#heading". A '#' may also be
// part of the path of a post.
func (x *Index) CutHeading(ref string) (slug, heading string) {
	const most = 10 // signs that are looked at
	end := len(ref)
	for range most {
		if x.fileAsWritten(ref[:end]) != nil {
			return ref[:end], strings.TrimPrefix(ref[end:], "#")
		}
		if end = strings.LastIndexByte(ref[:end], '#'); end < 0 {
			break
		}
	}
	slug, heading, _ = strings.Cut(ref, "#")
	return slug, heading
}
