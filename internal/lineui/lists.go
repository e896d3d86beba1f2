package lineui

import (
	"fmt"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/search"
)

// Bounds of lists.
const (
	mostHits  = 50
	mostLinks = 500
	patience  = 5 * time.Second // for the first index of a search
)

// listPosts is the list of all posts and pages, the newest first.
func (v *visit) listPosts() *menu {
	posts := append(append([]*blog.Post(nil), v.index.Posts()...), v.index.Pages()...)
	t := v.texts.Plain
	m := v.menuOf(posts)
	m.title, m.empty, m.ask, m.more = t.PostsHere.Of(len(v.index.Posts())), v.texts.NoPosts, t.List, t.ListMore
	return m
}

// menuOf lists posts.
func (v *visit) menuOf(posts []*blog.Post) *menu {
	return &menu{
		ask: v.texts.Plain.Menu, count: len(posts),
		label: func(i int) string { return v.describe(posts[i].In(v.languages...)) },
		open:  func(v *visit, i int) { v.read(posts[i].In(v.languages...), posts, "") },
		words: func(v *visit, line string) bool { v.search(line); return true },
	}
}

// describe says of a post what a list says.
func (v *visit) describe(p *blog.Post) string {
	t := v.texts
	said := []string{p.Title}
	if p.Page {
		said = append(said, t.Page)
	}
	if !p.Date.IsZero() {
		said = append(said, t.Date(p.Date))
	}
	return strings.Join(append(said, t.Plain.Minutes.Of(p.Minutes)), t.Plain.Comma) + t.Plain.Stop
}

// search finds posts and lists them, in the place of an earlier search.
func (v *visit) search(words string) {
	hits, ready := v.find(words)
	switch {
	case v.opts.Searcher == nil:
		v.say(v.texts.NoSearch)
		return
	case !ready:
		v.say(v.texts.Plain.Indexing)
		return
	case len(hits) == 0:
		v.say(fmt.Sprintf(v.texts.Plain.FoundNothing, short(words)))
		return
	}
	posts := make([]*blog.Post, len(hits))
	for i := range hits {
		posts[i] = hits[i].Post
	}
	m := v.menuOf(posts)
	m.title = v.texts.Plain.Found.Of(len(hits))
	described := m.label
	m.label = func(i int) string { return described(i) + " " + hits[i].Line }
	v.home()
	v.enter(m)
}

// find asks the searcher. Soon after the program has begun, it waits a little for there to be
// something to search in.
func (v *visit) find(words string) (hits []search.Hit, ready bool) {
	if v.opts.Searcher == nil {
		return nil, false
	}
	changed := v.opts.Searcher.Changed() // before the search, so that no change is missed
	if hits, ready = v.opts.Searcher.Search(words, mostHits); ready {
		return hits, true
	}
	soon := time.NewTimer(patience)
	defer soon.Stop()
	select {
	case <-changed:
	case <-soon.C:
	case <-v.in.gone.Done():
	}
	return v.opts.Searcher.Search(words, mostHits)
}

// openTags lists the tags.
func (v *visit) openTags() {
	v.home()
	t := v.texts.Plain
	tags := v.index.Groups(blog.ByTag)
	if len(tags) == 0 {
		v.say(t.NoTags)
		return
	}
	v.enter(&menu{
		title: t.TagsHere.Of(len(tags)), ask: t.Tags, count: len(tags),
		label: func(i int) string {
			return tags[i].Name + t.Comma + v.texts.Posts.Of(len(tags[i].Posts)) + t.Stop
		},
		open: func(v *visit, i int) {
			m := v.menuOf(tags[i].Posts)
			m.title = fmt.Sprintf(t.TagPosts, tags[i].Name)
			v.enter(m)
		},
	})
}

// openLinks lists the links of a post.
func (v *visit) openLinks(r *reading) {
	links := r.prose.targets()
	links = links[:min(len(links), mostLinks)]
	if len(links) == 0 {
		v.say(v.texts.NoLinks)
		return
	}
	t := v.texts.Plain
	v.enter(&menu{
		title: t.LinksHere.Of(len(links)), ask: t.Links, count: len(links),
		label: func(i int) string { return v.describeLink(&links[i]) },
		open:  func(v *visit, i int) { v.follow(r, &links[i]) },
	})
}

// describeLink says what a link is and where it leads.
func (v *visit) describeLink(l *layout.LinkMark) string {
	t := v.texts.Plain
	slug, _, _ := strings.Cut(l.Post, "#")
	switch to, ok := v.index.Lookup(slug); {
	case l.Post != "" && ok:
		return fmt.Sprintf(t.ToPost, l.Text, to.In(v.languages...).Title)
	case l.Post != "":
		return fmt.Sprintf(t.ToPost, l.Text, slug)
	case strings.HasPrefix(l.URL, "#"):
		return fmt.Sprintf(t.ToPlace, l.Text)
	}
	return fmt.Sprintf(t.ToWeb, l.Text, l.URL)
}

// follow goes where a link leads, or says that it leads elsewhere.
func (v *visit) follow(r *reading, l *layout.LinkMark) {
	if anchor, ok := strings.CutPrefix(l.URL, "#"); ok && l.Post == "" {
		v.places = v.places[:len(v.places)-1]
		r.jump(v, anchor)
		return
	}
	if l.Post == "" {
		v.say(fmt.Sprintf(v.texts.Plain.Outside, l.URL))
		return
	}
	slug, anchor, _ := strings.Cut(l.Post, "#")
	to, ok := v.index.Lookup(slug)
	if !ok {
		v.say(v.texts.PostGone)
		return
	}
	v.places = v.places[:len(v.places)-2] // the list of links, and the post that it is of
	v.read(to.In(v.languages...), r.order, anchor)
}

// openHeadings lists the headings of a post.
func (v *visit) openHeadings(r *reading) {
	headings := r.prose.page.Headings
	if len(headings) == 0 {
		v.say(v.texts.NoHeadings)
		return
	}
	t := v.texts.Plain
	v.enter(&menu{
		title: t.HeadingsHere.Of(len(headings)), ask: t.Headings, count: len(headings),
		label: func(i int) string { return headings[i].Text },
		open: func(v *visit, i int) {
			v.places = v.places[:len(v.places)-1]
			r.turn(v, r.prose.lineOf(headings[i].Line))
		},
	})
}
