package check

import (
	"context"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/source"
)

// Report is what was read, and what was found.
type Report struct {
	Problems      []problem.Problem // sorted
	Links, Images int               // that were looked at
}

// Options are what is checked beside the texts.
type Options struct {
	// Source has the files of the Index; if it is not nil, the headers of the pictures that posts show
	// are read, too.
	Source source.Source
}

// All reads the texts of all posts, hidden ones and translations too, and reports the problems that
// their authors may want to mend: the [Index.Problems] of x, images that are missing or have no
// text, that cannot be shown in a terminal, or that say where they were taken or with which camera;
// links and anchors that lead nowhere within the blog, and code that is never closed. It makes
// no network requests: other addresses are not followed. It uses all processors; when ctx ends it
// returns the problems found so far.
//
// Links to what a site generator makes without a file, such as lists of tags and feeds, are no
// problem, nor are those to other places of the web site than where posts lie.
func All(ctx context.Context, x *blog.Index, o Options) Report {
	c := checker{all: x.All(), index: x, texts: make([]checkedText, len(x.All()))}
	if o.Source != nil {
		if fsys, closeSource, err := o.Source(); err == nil { // else there are no posts, either
			c.pictures.fsys = fsys
			defer func() { _ = closeSource() }() // it was only read
		}
	}
	c.each(ctx, c.read)
	c.where = make(map[*blog.Post]int, len(c.all))
	for i, p := range c.all {
		c.where[p] = i
	}
	out := Report{Problems: slices.Clone(x.Problems())}
	for i := range c.texts {
		c.anchors(i)
		c.suggest(i)
		out.Problems = append(out.Problems, c.texts[i].notes.All...)
		out.Links += c.texts[i].links
		out.Images += c.texts[i].images
	}
	problem.Sort(out.Problems)
	out.Problems = slices.Compact(out.Problems)
	return out
}

// checker is a run of Check.
type checker struct {
	index *blog.Index
	all   []*blog.Post  // of the Index
	texts []checkedText // by the position of the post in all
	where map[*blog.Post]int

	suggested int // destinations that others were looked for
	pictures  looker
}

// checkedText is the result of reading one text.
type checkedText struct {
	notes   problem.List
	anchors map[string]bool // that it has
	wanted  []wantedAnchor  // that it links to
	dead    []dead          // destinations that are not there

	links, images int
	silent        []markdown.LinkRef // images without alternative text
	looked        map[string]bool    // pictures that were looked at
}

// wantedAnchor is a link to an anchor, which can be followed when all texts are read.
type wantedAnchor struct {
	line int
	post *blog.Post
	name string
}

// each calls f for the positions of all posts, several at a time.
func (c *checker) each(ctx context.Context, f func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(c.texts)) {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(c.texts) {
					return
				}
				if err := safego.Catch(func() { f(i) }); err != nil {
					c.texts[i].notes.Fail(1, "the text cannot be checked: %v", err)
				}
			}
		})
	}
	wait.Wait()
}

// read parses the text of a post and looks at its links.
func (c *checker) read(i int) {
	p := c.all[i]
	text := &c.texts[i]
	text.notes.Path = p.Path
	doc := parser.Parse(p.Body(), p.BodyLine(), parser.SyntaxOf(p.Path))
	text.anchors = doc.Anchors()
	for _, problem := range doc.Problems {
		text.notes.Fail(problem.Line, "%s", problem.Message)
	}
	for _, ref := range doc.Links() {
		if ref.Image {
			text.image(c, p, ref)
		} else {
			text.link(c.index, p, ref)
		}
	}
	text.withoutWords()
	if src := p.Image.Src; src != "" && !isTemplate(src) {
		if t, _ := c.index.Follow(p, src); t.File != "" {
			text.picture(&c.pictures, src, t.File, p.Image.Line)
		}
		if !hasCover(c.index, p, src) { // its theme may look for it elsewhere
			text.note(dead{dest: src, image: true}, problem.Warning, p.Image.Line, "the image %q is not there")
		}
	}
}

func (t *checkedText) image(c *checker, p *blog.Post, ref markdown.LinkRef) {
	t.images++
	if strings.TrimSpace(ref.Text) == "" {
		t.silent = append(t.silent, ref)
	}
	if isTemplate(ref.URL) {
		return
	}
	if target, _ := c.index.Follow(p, ref.URL); target.File != "" {
		t.picture(&c.pictures, ref.URL, target.File, ref.Line)
	}
	if !hasImage(c.index, p, ref.URL) {
		t.note(dead{dest: ref.URL, image: true}, problem.Error, ref.Line, "the image %q is missing")
	}
}

// withoutWords reports the images without alternative text: one line for each post, lest they hide
// what is worse.
func (t *checkedText) withoutWords() {
	if len(t.silent) == 0 {
		return
	}
	first := t.silent[0]
	for _, ref := range t.silent {
		if ref.Line < first.Line {
			first = ref
		}
	}
	if len(t.silent) == 1 {
		t.notes.Warn(first.Line, "the image %q has no alternative text", plaintext.Clip(first.URL, 120))
		return
	}
	t.notes.Warn(first.Line, "%d images have no alternative text, the first is %q", len(t.silent),
		plaintext.Clip(first.URL, 120))
}

// hasCover reports whether the picture of a whole post exists. What has no ending of a picture is a
// name that its engine makes one of. Themes keep them in directories of their own.
func hasCover(x *blog.Index, p *blog.Post, src string) bool {
	file, _, _ := strings.Cut(src, "?")
	return !blog.IsPicture(path.Ext(file)) || hasImage(x, p, src) || hasImage(x, p, path.Base(src))
}

// hasImage reports whether an image exists, or is on another site.
func hasImage(x *blog.Index, p *blog.Post, src string) bool {
	t, alive := x.Follow(p, src)
	return alive && (t.File != "" || t.Post != nil || t.URL == strings.TrimSpace(src))
}

func (t *checkedText) link(x *blog.Index, p *blog.Post, ref markdown.LinkRef) {
	if isTemplate(ref.URL) {
		return
	}
	t.links++
	target, alive := x.Follow(p, ref.URL)
	switch {
	case !alive:
		t.note(dead{dest: ref.URL}, problem.Error, ref.Line, "the link %q leads nowhere")
	case target.Post != nil && target.Anchor != "":
		t.wanted = append(t.wanted, wantedAnchor{ref.Line, target.Post, target.Anchor})
	}
}

// isTemplate reports whether an address is made when the site is generated, so that nothing can be
// said of it.
func isTemplate(s string) bool {
	return strings.Contains(s, "{{") || strings.Contains(s, "{%") || strings.Contains(s, "${")
}

// anchors follows the links of a text to anchors.
func (c *checker) anchors(i int) {
	text := &c.texts[i]
	for _, w := range text.wanted {
		at, ok := c.where[w.post]
		// nil: there was no time to read it
		if !ok || c.texts[at].anchors == nil || hasAnchor(c.texts[at].anchors, w.name) {
			continue
		}
		if at == i {
			text.notes.Fail(w.line, "the anchor %q is not there", "#"+plaintext.Clip(w.name, 120))
		} else {
			text.notes.Fail(w.line, "the anchor %q is not in %s", "#"+plaintext.Clip(w.name, 120), w.post.Path)
		}
	}
}

// hasAnchor reports whether a text has an anchor, by whatever rule its engine makes the names of
// headings: they differ in marks, hyphens and leading digits. Anchors of themes and footnotes
// always exist.
func hasAnchor(anchors map[string]bool, name string) bool {
	if anchors[name] || themeAnchors[name] || strings.HasPrefix(name, "fn") {
		return true
	}
	// "raw" and "endraw" are tags of a template around code in the heading
	want := looseAnchor(strings.ReplaceAll(strings.ReplaceAll("-"+name+"-", "-endraw-", "-"), "-raw-", "-"))
	if want == "" {
		return false
	}
	for have := range anchors {
		have = looseAnchor(have)
		if have == want || len(have) >= longAnchor && strings.HasPrefix(want, have) && len(want) <= len(have)+longEmoji {
			return true
		}
	}
	return false
}

// Some engines put the name of an emoji at the end of a heading into its anchor.
const (
	longAnchor = 10
	longEmoji  = 12
)

// themeAnchors are anchors that pages have around the text.
var themeAnchors = map[string]bool{
	"top": true, "toc": true, "table-of-contents": true, "tableofcontents": true, "comments": true, "comment": true, "respond": true,
	"disqus_thread": true, "footer": true, "header": true, "content": true, "main": true, "footnotes": true, "more": true,
}

func looseAnchor(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return -1
		}
		return r
	}, plaintext.Fold(s))
	return strings.TrimLeft(s, "0123456789")
}
