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
	maxHits  = 50
	maxLinks = 500
	patience = 5 * time.Second // for the first index of a search
)

// listPosts is the list of all posts and pages, the newest first.
func (s *session) listPosts() *menu {
	posts := append(append([]*blog.Post(nil), s.index.Posts()...), s.index.Pages()...)
	t := s.texts.Plain
	m := s.menuOf(posts)
	m.title, m.empty, m.ask, m.more = t.PostsHere.Of(len(s.index.Posts())), s.texts.NoPosts, t.List, t.ListMore
	return m
}

// menuOf lists posts.
func (s *session) menuOf(posts []*blog.Post) *menu {
	return &menu{
		ask: s.texts.Plain.Menu, count: len(posts),
		label: func(i int) string { return s.describe(posts[i].In(s.languages...)) },
		open:  func(s *session, i int) { s.read(posts[i].In(s.languages...), posts, "") },
		words: func(s *session, line string) bool { s.search(line); return true },
	}
}

// describe returns the line of a post in a list.
func (s *session) describe(p *blog.Post) string {
	t := s.texts
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
func (s *session) search(words string) {
	hits, ready := s.find(words)
	switch {
	case s.opts.Searcher == nil:
		s.say(s.texts.NoSearch)
		return
	case !ready:
		s.say(s.texts.Plain.Indexing)
		return
	case len(hits) == 0:
		s.say(fmt.Sprintf(s.texts.Plain.FoundNothing, clip(words)))
		return
	}
	posts := make([]*blog.Post, len(hits))
	for i := range hits {
		posts[i] = hits[i].Post
	}
	m := s.menuOf(posts)
	m.title = s.texts.Plain.Found.Of(len(hits))
	described := m.label
	m.label = func(i int) string { return described(i) + " " + hits[i].Line }
	s.home()
	s.push(m)
}

// find asks the searcher. Soon after the program has begun, it waits a little for there to be
// something to search in.
func (s *session) find(words string) (hits []search.Hit, ready bool) {
	if s.opts.Searcher == nil {
		return nil, false
	}
	changed := s.opts.Searcher.Changed() // before the search, so that no change is missed
	if hits, ready = s.opts.Searcher.Search(words, maxHits); ready {
		return hits, true
	}
	soon := time.NewTimer(patience)
	defer soon.Stop()
	s.env.Await(func() {
		select {
		case <-changed:
		case <-soon.C:
		case <-s.in.interrupted.Done():
		}
	})
	return s.opts.Searcher.Search(words, maxHits)
}

// openTags lists the tags.
func (s *session) openTags() {
	s.home()
	t := s.texts.Plain
	tags := s.index.Groups(blog.ByTag)
	if len(tags) == 0 {
		s.say(t.NoTags)
		return
	}
	s.push(&menu{
		title: t.TagsHere.Of(len(tags)), ask: t.Tags, count: len(tags),
		label: func(i int) string {
			return tags[i].Name + t.Comma + s.texts.Posts.Of(len(tags[i].Posts)) + t.Stop
		},
		open: func(s *session, i int) {
			m := s.menuOf(tags[i].Posts)
			m.title = fmt.Sprintf(t.TagPosts, tags[i].Name)
			s.push(m)
		},
	})
}

// openLinks lists the links of a post.
func (s *session) openLinks(r *postScreen) {
	links := r.prose.links()
	links = links[:min(len(links), maxLinks)]
	if len(links) == 0 {
		s.say(s.texts.NoLinks)
		return
	}
	t := s.texts.Plain
	s.push(&menu{
		title: t.LinksHere.Of(len(links)), ask: t.Links, count: len(links),
		label: func(i int) string { return s.describeLink(&links[i]) },
		open:  func(s *session, i int) { s.follow(r, &links[i]) },
	})
}

// describeLink returns what a link is and where it leads.
func (s *session) describeLink(l *layout.LinkMark) string {
	t := s.texts.Plain
	slug, _, _ := strings.Cut(l.Post, "#")
	switch to, ok := s.index.Lookup(slug); {
	case l.Post != "" && ok:
		return fmt.Sprintf(t.ToPost, l.Text, to.In(s.languages...).Title)
	case l.Post != "":
		return fmt.Sprintf(t.ToPost, l.Text, slug)
	case strings.HasPrefix(l.URL, "#"):
		return fmt.Sprintf(t.ToPlace, l.Text)
	}
	return fmt.Sprintf(t.ToWeb, l.Text, l.URL)
}

// follow goes where a link leads, or says that it leads elsewhere.
func (s *session) follow(r *postScreen, l *layout.LinkMark) {
	if anchor, ok := strings.CutPrefix(l.URL, "#"); ok && l.Post == "" {
		s.screens = s.screens[:len(s.screens)-1]
		r.jump(s, anchor)
		return
	}
	if l.Post == "" {
		s.say(fmt.Sprintf(s.texts.Plain.Outside, l.URL))
		return
	}
	slug, anchor, _ := strings.Cut(l.Post, "#")
	to, ok := s.index.Lookup(slug)
	if !ok {
		s.say(s.texts.PostGone)
		return
	}
	s.screens = s.screens[:len(s.screens)-2] // the list of links, and the post that it is of
	s.read(to.In(s.languages...), r.list, anchor)
}

// openHeadings lists the headings of a post.
func (s *session) openHeadings(r *postScreen) {
	headings := r.prose.page.Headings
	if len(headings) == 0 {
		s.say(s.texts.NoHeadings)
		return
	}
	t := s.texts.Plain
	s.push(&menu{
		title: t.HeadingsHere.Of(len(headings)), ask: t.Headings, count: len(headings),
		label: func(i int) string { return headings[i].Text },
		open: func(s *session, i int) {
			s.screens = s.screens[:len(s.screens)-1]
			r.goTo(s, r.prose.lineOf(headings[i].Line))
		},
	})
}
