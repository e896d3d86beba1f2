package lineui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// postScreen shows a post, page by page.
type postScreen struct {
	post     *blog.Post
	list     []*blog.Post // the list that it was opened from
	prose    *prose       // nil while another screen is on top
	paging   *paging
	laid     laidFor
	top, end int // the parts of the page that was shown last
	resting  [2]place
	left     string // the address of the page while another screen is on top
	linked   bool   // it was opened by a link of the post below
}

// laidFor is what the parts of a post depend on.
type laidFor struct {
	width int
	index string
}

// read opens a post, at a heading if one is given.
func (s *session) read(p *blog.Post, order []*blog.Post, heading string) {
	s.open(&postScreen{post: p, list: order}, heading)
}

// open opens a screen of a post, at a heading if one is given.
func (s *session) open(r *postScreen, heading string) {
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return
	}
	s.add(r)
	if heading != "" {
		r.jump(s, heading)
		return
	}
	r.show(s)
}

// layOut lays the post out for the current window. The page stays where it was.
func (r *postScreen) layOut(s *session) bool {
	width, _ := s.size()
	want := laidFor{width, s.index.ID()}
	if r.prose == nil || r.laid.width != width {
		page, err := s.opts.Renderer.Render(s.in.interrupted, s.layoutRequest(r.post, width))
		if err != nil {
			return false
		}
		r.rest()
		r.prose = newProse(s.look.Head(s.texts, s.index, r.post, width), page)
		r.prose.locate(s, width)
		if r.laid != want && r.laid != (laidFor{}) {
			r.top, r.end = r.prose.find(r.resting[0]), r.prose.find(r.resting[1])
		}
		r.laid, r.paging = want, nil
	}
	if rows := r.rows(s); r.paging == nil || r.paging.rows != rows {
		r.paging = newPaging(r.prose, rows)
	}
	return true
}

// rest lets go of the text, but not of the place in it.
func (r *postScreen) rest() {
	if r.prose != nil {
		r.left = r.address()
		r.resting = [2]place{r.prose.placeOf(r.top), r.prose.placeOf(r.end)}
		r.prose, r.paging = nil, nil
	}
}

// rows returns how many lines of text a page has: the window without an empty line, the prompt and
// the line that is typed on.
func (r *postScreen) rows(s *session) int {
	_, height := s.size()
	if height <= 0 {
		return defaultLines
	}
	t := &s.texts.Plain.Prompt
	lines := 0 // of the longest prompt
	for _, c := range []clauses{
		{more: true, readLink: true, before: true, page: 100, pages: 100},
		{readLink: true, before: true, next: true, previous: true, page: 100, pages: 100},
	} {
		lines = max(lines, len(s.wrapped(r.sentence(s, c, t.BackToLink))))
	}
	return max(minLines, height-1-lines-inputHeight)
}

// goTo shows the page that begins with a part, up to a part at most.
func (r *postScreen) goTo(s *session, top, most int) {
	r.top = max(0, min(top, len(r.prose.parts)-1))
	r.showTo(s, most)
}

// show shows the page in the current window.
func (r *postScreen) show(s *session) {
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return
	}
	r.showTo(s, len(r.prose.parts))
}

// showTo shows the page, up to a part at most.
func (r *postScreen) showTo(s *session, most int) {
	p := r.prose
	r.end = min(r.paging.end(r.top), max(most, r.top+1))
	shown := p.parts[r.top:r.end]
	for len(shown) > 0 && shown[0].text == "" {
		shown = shown[1:]
	}
	for len(shown) > 0 && shown[len(shown)-1].text == "" {
		shown = shown[:len(shown)-1]
	}
	var line strings.Builder
	for i := range shown {
		line.WriteString(shown[i].text)
		if i+1 == len(shown) || !shown[i+1].joined {
			s.out.line(line.String())
			line.Reset()
		}
	}
	s.out.line("")
	links := r.onPage()
	for i := range links {
		s.say(links[i].says)
	}
	if len(links) > 0 {
		s.out.line("")
	}
}

// onPage lists the links that the page reads out and does not say where they lead.
func (r *postScreen) onPage() []spokenLink {
	var links []spokenLink
	listed := map[int]bool{}
	for _, l := range r.prose.linksFrom(r.top) {
		if l.part >= r.end {
			break
		}
		if l.listed() && !listed[l.Number] {
			listed[l.Number] = true
			links = append(links, l)
		}
	}
	return links
}

// clauses are what can be typed in a post.
type clauses struct {
	more, readLink, before, next, previous bool
	page, pages                            int
}

func (r *postScreen) prompt(s *session) string {
	if r.prose == nil {
		return r.sentence(s, clauses{}, s.wayBack())
	}
	c := clauses{more: r.end < len(r.prose.parts), before: r.top > 0, pages: len(r.paging.starts)}
	c.page = r.paging.number(r.top)
	if links := r.prose.linksFrom(r.top); len(links) > 0 && links[0].part < r.end {
		c.readLink = true
	}
	if !c.more {
		c.page = c.pages
		c.next, c.previous = r.neighbor(s, 1) != nil, r.neighbor(s, -1) != nil
	}
	return r.sentence(s, c, s.wayBack())
}

// sentence says what can be typed, where q leads, and the number of the page.
func (r *postScreen) sentence(s *session, c clauses, back string) string {
	t := &s.texts.Plain.Prompt
	var all []string
	for _, clause := range []struct {
		there bool
		text  string
	}{
		{c.more, t.More},
		{c.readLink, t.ReadLink},
		{c.next, t.Next},
		{c.previous, t.Previous},
		{c.before, t.PageBefore},
		{true, t.Help},
		{true, back},
	} {
		if clause.there {
			all = append(all, clause.text)
		}
	}
	said := s.typed(c.more, all)
	if !c.more {
		said = sentences(t.End, said)
	}
	if c.pages > 1 {
		said = sentences(said, strings.ReplaceAll(fmt.Sprintf(t.Page, c.page, c.pages), " ", noBreak))
	}
	return said
}

// pick follows the link of a number.
func (r *postScreen) pick(s *session, number string) bool {
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return true
	}
	links := r.prose.numbered()
	if len(links) == 0 {
		s.say(s.texts.NoLinks)
		return true
	}
	if n, ok := s.parseNumber(number, links[len(links)-1].Number); ok {
		i := slices.IndexFunc(links, func(l spokenLink) bool { return l.Number >= n })
		s.follow(r, &links[i].LinkMark)
	}
	return true
}

func (r *postScreen) help(s *session) string { return s.texts.Plain.HelpPost }

func (r *postScreen) answer(s *session, line string) bool {
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return true
	}
	switch line {
	case "", "m":
		if r.end >= len(r.prose.parts) {
			s.say(s.texts.Plain.AtEnd)
		} else {
			r.goTo(s, r.end, len(r.prose.parts))
		}
	case "b":
		switch {
		case r.top > 0:
			r.goTo(s, r.paging.before(r.top), r.top)
		case r.end >= len(r.prose.parts):
			s.say(s.texts.Plain.OnlyPage)
		default:
			s.say(s.texts.Plain.Beginning)
		}
	case "n":
		r.openNeighbor(s, 1)
	case "p":
		r.openNeighbor(s, -1)
	case "l":
		s.openLinks(r)
	case "t":
		s.openHeadings(r)
	default:
		number, ok := s.linkNumber(line)
		return ok && r.pick(s, number)
	}
	return true
}

// jump goes to a heading, or to another anchor.
func (r *postScreen) jump(s *session, anchor string) {
	line, ok := r.prose.page.HeadingLine(anchor)
	if !ok {
		s.say(fmt.Sprintf(s.texts.NoHeadingNamed, clip(anchor)))
		r.show(s)
		return
	}
	r.goTo(s, r.prose.partOf(line), len(r.prose.parts))
}

// neighbor returns the post that is step posts further down the list, nil if there is none.
func (r *postScreen) neighbor(s *session, step int) *blog.Post {
	at := slices.IndexFunc(r.list, func(p *blog.Post) bool {
		return p.Path == r.post.Path || p.In(s.languages...).Path == r.post.Path
	})
	if at < 0 {
		r.list = s.index.Posts()
		at = slices.IndexFunc(r.list, func(p *blog.Post) bool { return p.In(s.languages...).Path == r.post.Path })
	}
	if next := at + step; at >= 0 && next >= 0 && next < len(r.list) {
		return r.list[next]
	}
	return nil
}

// openNeighbor opens the post that is step posts further down the list, in the place of this one.
func (r *postScreen) openNeighbor(s *session, step int) {
	switch next := r.neighbor(s, step); {
	case next != nil:
		s.screens = s.screens[:len(s.screens)-1]
		s.open(&postScreen{post: next.In(s.languages...), list: r.list, linked: r.linked}, "")
	case step > 0:
		s.say(s.texts.LastPost)
	default:
		s.say(s.texts.FirstPost)
	}
}
