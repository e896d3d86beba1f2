package lineui

import (
	"fmt"
	"slices"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// postScreen shows a post, page by page.
type postScreen struct {
	post     *blog.Post
	list     []*blog.Post // the list that it was opened from
	prose    *prose
	width    int
	top, end int // the lines of the page that was shown last
}

// read opens a post, at a heading if one is given.
func (s *session) read(p *blog.Post, order []*blog.Post, heading string) {
	r := &postScreen{post: p, list: order}
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return
	}
	s.screens = append(s.screens, r)
	if heading != "" {
		r.jump(s, heading)
		return
	}
	r.show(s)
}

// layOut lays the post out for the current window. The page stays where it was.
func (r *postScreen) layOut(s *session) bool {
	width, _ := s.size()
	if r.prose != nil && width == r.width {
		return true
	}
	page, err := s.opts.Renderer.Render(s.in.interrupted, s.layoutRequest(r.post, width))
	if err != nil {
		return false
	}
	laid := newProse(s.look.Head(s.texts, s.index, r.post, width), page)
	if r.prose != nil {
		r.top, r.end = r.prose.lineIn(r.top, laid), r.prose.lineIn(r.end, laid)
	}
	r.prose, r.width = laid, width
	return true
}

// rows returns how many lines of text a page has: the window without the prompt.
func (r *postScreen) rows(s *session) int {
	width, height := s.size()
	if height <= 0 {
		return defaultLines
	}
	prompt := layout.Wrap(s.look.Method, fmt.Sprintf(s.texts.Plain.End, 100, 100), width, maxWrapped)
	return max(minLines, height-len(prompt)-inputHeight)
}

// goTo shows the page that begins at a line.
func (r *postScreen) goTo(s *session, top int) {
	r.top = max(0, min(top, len(r.prose.lines)-1))
	r.show(s)
}

// show shows the page in the current window.
func (r *postScreen) show(s *session) {
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return
	}
	r.end = min(r.top+r.rows(s), len(r.prose.lines))
	shown := r.prose.lines[r.top:r.end]
	for len(shown) > 0 && shown[0] == "" {
		shown = shown[1:]
	}
	for i, line := range shown {
		if line != "" || i+1 < len(shown) {
			s.out.line(line)
		}
	}
	s.out.line("")
}

// pageNumber returns the number of the page, and of all pages, counted from how they were turned.
func (r *postScreen) pageNumber(s *session) (page, all int) {
	rows := r.rows(s)
	page = (r.top+rows-1)/rows + 1
	return page, page + (len(r.prose.lines)-r.end+rows-1)/rows
}

func (r *postScreen) prompt(s *session) string {
	page, all := r.pageNumber(s)
	if r.end >= len(r.prose.lines) {
		return fmt.Sprintf(s.texts.Plain.End, page, all)
	}
	return fmt.Sprintf(s.texts.Plain.Page, page, all)
}

func (r *postScreen) pick(*session, string) bool { return false }

func (r *postScreen) help(s *session) string { return s.texts.Plain.HelpPost }

func (r *postScreen) answer(s *session, line string) bool {
	if !r.layOut(s) {
		s.say(s.texts.CannotShow)
		return true
	}
	switch line {
	case "", "m":
		if r.end >= len(r.prose.lines) {
			s.say(s.texts.Plain.AtEnd)
		} else {
			r.goTo(s, r.end)
		}
	case "b":
		if r.top == 0 {
			s.say(s.texts.Plain.Beginning)
		} else {
			r.goTo(s, r.top-r.rows(s))
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
		return false
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
	r.goTo(s, r.prose.lineOf(line))
}

// openNeighbor opens the post that is step posts further down the list.
func (r *postScreen) openNeighbor(s *session, step int) {
	at := slices.IndexFunc(r.list, func(p *blog.Post) bool {
		return p.Path == r.post.Path || p.In(s.languages...).Path == r.post.Path
	})
	if at < 0 {
		r.list = s.index.Posts()
		at = slices.IndexFunc(r.list, func(p *blog.Post) bool { return p.In(s.languages...).Path == r.post.Path })
	}
	switch next := at + step; {
	case at < 0 || next >= len(r.list):
		s.say(s.texts.LastPost)
	case next < 0:
		s.say(s.texts.FirstPost)
	default:
		s.screens = s.screens[:len(s.screens)-1]
		s.read(r.list[next].In(s.languages...), r.list, "")
	}
}
