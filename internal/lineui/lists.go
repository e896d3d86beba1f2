package lineui

import (
	"cmp"
	"fmt"
	"slices"
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
	m.title, m.empty, m.posts = t.PostsHere.Of(len(s.index.Posts())), s.texts.NoPosts, true
	return m
}

// menuOf lists posts.
func (s *session) menuOf(posts []*blog.Post) *menu {
	return &menu{
		ask: s.texts.Plain.Prompt.Post, count: len(posts),
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
	s.index = s.opts.Index()
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
	m.title, m.found = s.texts.Plain.Found.Of(len(hits)), true
	described := m.label
	m.label = func(i int) string {
		return described(i) + " " + strings.ReplaceAll(hits[i].Line, search.CellMark, s.texts.Plain.Comma)
	}
	if top, ok := s.top().(*menu); ok && top.found {
		s.screens = s.screens[:len(s.screens)-1]
	}
	s.push(m)
}

// find asks the searcher. Soon after the program has begun, it waits a little for there to be
// something to search in.
func (s *session) find(words string) (hits []search.Hit, ready bool) {
	if s.opts.Searcher == nil {
		return nil, false
	}
	changed := s.opts.Searcher.Changed() // before the search, so that no change is missed
	ask := func() (hits []search.Hit, ready bool) {
		hits, ready, _ = s.opts.Searcher.Find(s.in.interrupted, words, maxHits) // who has left needs no answer
		return hits, ready
	}
	if hits, ready = ask(); ready {
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
	return ask()
}

// openTags lists the tags.
func (s *session) openTags() {
	s.index = s.opts.Index()
	t := s.texts.Plain
	tags := s.index.Groups(blog.ByTag)
	if len(tags) == 0 {
		s.say(t.NoTags)
		return
	}
	s.push(&menu{
		title: t.TagsHere.Of(len(tags)), ask: t.Prompt.Tag, count: len(tags),
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
	links := r.prose.numbered()
	links = links[:min(len(links), maxLinks)]
	if len(links) == 0 {
		s.say(s.texts.NoLinks)
		return
	}
	t, page := s.texts.Plain, r.prose.page
	s.push(&menu{
		title: t.LinksHere.Of(len(links)), ask: t.Prompt.Link, count: len(links),
		label: func(i int) string { return s.describeLink(page, &links[i].LinkMark) },
		open:  func(s *session, i int) { s.follow(r, &links[i].LinkMark) },
	})
}

// describeLink returns what a link is and where it leads.
func (s *session) describeLink(page *layout.Page, l *layout.LinkMark) string {
	to := s.destination(page, l)
	if l.Text == "" || l.Post == "" && sameAddress(l.Text, l.URL) {
		return to
	}
	return fmt.Sprintf(s.texts.Plain.Link, l.Text, to)
}

// destination returns where a link of a page leads, in words and with the titles of posts.
func (s *session) destination(page *layout.Page, l *layout.LinkMark) string {
	t := s.texts.Plain
	slug, _, _ := strings.Cut(l.Post, "#")
	mail, isMail := strings.CutPrefix(l.URL, "mailto:")
	switch to, ok := s.index.Lookup(slug); {
	case l.Post != "" && ok:
		return fmt.Sprintf(t.ToPost, to.In(s.languages...).Title)
	case l.Post != "":
		return fmt.Sprintf(t.ToPost, slug)
	case strings.HasPrefix(l.URL, "#"):
		return s.placeOn(page, l.URL)
	case l.File != "":
		return fmt.Sprintf(t.ToFile, l.File)
	case isMail:
		mail, _, _ = strings.Cut(mail, "?")
		return fmt.Sprintf(t.ToMail, mail)
	}
	return fmt.Sprintf(t.ToWeb, l.URL)
}

// placeOn returns what a page has at an address behind "#", in words.
func (s *session) placeOn(page *layout.Page, address string) string {
	if line, ok := page.HeadingLine(address); ok {
		i, found := slices.BinarySearchFunc(page.Headings, line, func(h layout.Mark, line int) int { return cmp.Compare(h.Line, line) })
		if found {
			return fmt.Sprintf(s.texts.Plain.ToHeading, page.Headings[i].Text)
		}
	}
	return s.texts.Plain.ToPlace
}

// follow goes where a link of a post leads, or says that it leads elsewhere.
func (s *session) follow(r *postScreen, l *layout.LinkMark) {
	if anchor, ok := strings.CutPrefix(l.URL, "#"); ok && l.Post == "" {
		s.closeMenu(r)
		s.followWithin(r, anchor)
		return
	}
	if l.Post == "" {
		s.say(s.elsewhere(l))
		return
	}
	slug, anchor, _ := strings.Cut(l.Post, "#")
	to, ok := s.index.Lookup(slug)
	if !ok {
		s.say(s.texts.PostGone)
		return
	}
	s.closeMenu(r)
	s.open(&postScreen{post: to.In(s.languages...), list: r.list, linked: true}, anchor)
}

// followWithin goes to a place in a post, from which q comes back.
func (s *session) followWithin(r *postScreen, anchor string) {
	if r.layOut(s) {
		if _, ok := r.prose.page.HeadingLine(anchor); !ok {
			s.say(fmt.Sprintf(s.texts.NoHeadingNamed, clip(anchor)))
			return
		}
	}
	s.open(&postScreen{post: r.post, list: r.list, linked: true}, anchor)
}

// elsewhere says where a link leads that leads to no post.
func (s *session) elsewhere(l *layout.LinkMark) string {
	t := &s.texts.Plain
	switch {
	case l.File != "":
		return fmt.Sprintf(t.InFiles, l.File)
	case !strings.Contains(l.URL, ":"):
		return fmt.Sprintf(t.Nothing, l.URL)
	}
	return fmt.Sprintf(t.Outside, s.destination(nil, l))
}

// closeMenu closes the list of a post's links or headings, if that is open.
func (s *session) closeMenu(r *postScreen) {
	if s.top() != screen(r) {
		s.screens = s.screens[:len(s.screens)-1]
	}
}

// openHeadings lists the headings of a post.
func (s *session) openHeadings(r *postScreen) {
	page := r.prose.page
	headings := page.Headings
	if len(headings) == 0 {
		s.say(s.texts.NoHeadings)
		return
	}
	t := s.texts.Plain
	s.push(&menu{
		title: t.HeadingsHere.Of(len(headings)), ask: t.Prompt.Heading, count: len(headings),
		label: func(i int) string { return headings[i].Text },
		open: func(s *session, i int) {
			s.closeMenu(r)
			at := page.PlaceAt(headings[i].Line)
			if !r.layOut(s) {
				s.say(s.texts.CannotShow)
				return
			}
			r.goTo(s, r.prose.partOf(r.prose.page.LineAt(at)), len(r.prose.parts))
		},
	})
}
