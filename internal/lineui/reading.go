package lineui

import (
	"fmt"
	"slices"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// reading is a post that is being read, page by page.
type reading struct {
	post     *blog.Post
	order    []*blog.Post // the list that it was opened from
	prose    *prose
	width    int
	top, end int // the lines of the page that was read last
}

// read opens a post, at a heading if one is given.
func (v *visit) read(p *blog.Post, order []*blog.Post, heading string) {
	r := &reading{post: p, order: order}
	if !r.lay(v) {
		v.say(v.texts.CannotShow)
		return
	}
	v.places = append(v.places, r)
	if heading != "" {
		r.jump(v, heading)
		return
	}
	r.show(v)
}

// lay lays the post out for the window as it is now. What was read stays where it was.
func (r *reading) lay(v *visit) bool {
	width, _ := v.size()
	if r.prose != nil && width == r.width {
		return true
	}
	page, err := v.opts.Renderer.Render(v.in.gone, v.request(r.post, width))
	if err != nil {
		return false
	}
	laid := newProse(v.look.Head(v.texts, v.index, r.post, width), page)
	if r.prose != nil {
		r.top, r.end = r.prose.moved(r.top, laid), r.prose.moved(r.end, laid)
	}
	r.prose, r.width = laid, width
	return true
}

// rows is how many lines of text a page has: the window without what the prompt takes.
func (r *reading) rows(v *visit) int {
	width, height := v.size()
	if height <= 0 {
		return plainLines
	}
	prompt := layout.Wrap(fmt.Sprintf(v.texts.Plain.End, 100, 100), width, mostOfLine)
	return max(leastLines, height-len(prompt)-inputHeight)
}

// turn reads the page that begins at a line.
func (r *reading) turn(v *visit, top int) {
	r.top = max(0, min(top, len(r.prose.lines)-1))
	r.show(v)
}

// show reads the page again, as the window is now.
func (r *reading) show(v *visit) {
	if !r.lay(v) {
		v.say(v.texts.CannotShow)
		return
	}
	r.end = min(r.top+r.rows(v), len(r.prose.lines))
	shown := r.prose.lines[r.top:r.end]
	for len(shown) > 0 && shown[0] == "" {
		shown = shown[1:]
	}
	for i, line := range shown {
		if line != "" || i+1 < len(shown) {
			v.out.line(line)
		}
	}
	v.out.line("")
}

// pages is the number of the page, and how many there are from the way that they were turned.
func (r *reading) pages(v *visit) (page, all int) {
	rows := r.rows(v)
	page = (r.top+rows-1)/rows + 1
	return page, page + (len(r.prose.lines)-r.end+rows-1)/rows
}

func (r *reading) prompt(v *visit) string {
	page, all := r.pages(v)
	if r.end >= len(r.prose.lines) {
		return fmt.Sprintf(v.texts.Plain.End, page, all)
	}
	return fmt.Sprintf(v.texts.Plain.Page, page, all)
}

func (r *reading) pick(*visit, string) bool { return false }

func (r *reading) help(v *visit) string { return v.texts.Plain.HelpPost }

func (r *reading) answer(v *visit, line string) bool {
	if !r.lay(v) {
		v.say(v.texts.CannotShow)
		return true
	}
	switch line {
	case "", "m":
		if r.end >= len(r.prose.lines) {
			v.say(v.texts.Plain.AtEnd)
		} else {
			r.turn(v, r.end)
		}
	case "b":
		if r.top == 0 {
			v.say(v.texts.Plain.Beginning)
		} else {
			r.turn(v, r.top-r.rows(v))
		}
	case "n":
		r.beside(v, 1)
	case "p":
		r.beside(v, -1)
	case "l":
		v.openLinks(r)
	case "t":
		v.openHeadings(r)
	default:
		return false
	}
	return true
}

// jump reads on from a heading, or from another place that has a name.
func (r *reading) jump(v *visit, anchor string) {
	line, ok := r.prose.page.HeadingLine(anchor)
	if !ok {
		v.say(fmt.Sprintf(v.texts.NoHeadingNamed, short(anchor)))
		r.show(v)
		return
	}
	r.turn(v, r.prose.lineOf(line))
}

// beside opens the post so many places further down the list.
func (r *reading) beside(v *visit, step int) {
	at := slices.IndexFunc(r.order, func(p *blog.Post) bool {
		return p.Path == r.post.Path || p.In(v.languages...).Path == r.post.Path
	})
	if at < 0 {
		r.order = v.index.Posts()
		at = slices.IndexFunc(r.order, func(p *blog.Post) bool { return p.In(v.languages...).Path == r.post.Path })
	}
	switch next := at + step; {
	case at < 0 || next >= len(r.order):
		v.say(v.texts.LastPost)
	case next < 0:
		v.say(v.texts.FirstPost)
	default:
		v.places = v.places[:len(v.places)-1]
		v.read(r.order[next].In(v.languages...), r.order, "")
	}
}
