package post

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// endMatter is the part below a post that says where to go from here.
type endMatter struct {
	lines  []string
	links  []layout.LinkMark // in lines of the end matter
	groups map[int]groupRef  // of the links that lead to a group, by their index
}

// maxRelated is the maximum number of related posts.
const maxRelated = 3

// groupRef names a group of posts.
type groupRef struct {
	kind blog.Kind
	name string
}

// maxFetched is how many pictures of a post the end matter says how to fetch.
const maxFetched = 3

// endMatter returns the end matter of a post: its neighbours in the series, the next and the
// previous post, related posts, its author and tags, and how to fetch its pictures.
func (p *Screen) endMatter(h screen.Host, width int) endMatter {
	f := endMatter{lines: []string{""}}
	f.addSeries(h, p.Post, width)
	f.addNeighbours(h, p.Post, width)
	if len(p.related) > 0 {
		f.section(h.Styles)
		f.lines = append(f.lines, h.Styles.Muted.On(h.Fit(h.Texts.Related, width)))
		for _, other := range p.related {
			f.add(h, "  ", other, width)
		}
	}
	f.addGroups(h, p.Post, width)
	f.addPictures(h, p.opener.options.Fetch, p.page, width)
	return f
}

// addGroups adds a line with the authors and the tags of a post, each a link to its posts.
func (f *endMatter) addGroups(h screen.Host, p *blog.Post, width int) {
	var refs []groupRef
	for _, name := range p.Authors {
		refs = append(refs, groupRef{blog.ByAuthor, name})
	}
	for _, name := range p.Tags {
		refs = append(refs, groupRef{blog.ByTag, name})
	}
	line, used := "", 0
	for _, ref := range refs {
		text := screen.Clip(ref.name)
		if ref.kind == blog.ByTag {
			text = "#" + text
		}
		text = h.Fit(text, width)
		if used > 0 && used+2+h.Cells(text) > width {
			f.lines, line, used = append(f.lines, line), "", 0
		}
		if line == "" && len(f.groups) == 0 {
			f.section(h.Styles)
		}
		if used > 0 {
			line, used = line+"  ", used+2
		}
		if _, ok := h.Index.Group(ref.kind, ref.name); ok {
			if f.groups == nil {
				f.groups = map[int]groupRef{}
			}
			f.groups[len(f.links)] = ref
			f.links = append(f.links, layout.LinkMark{
				LinkPart: layout.LinkPart{Line: len(f.lines), Col: used, Width: h.Cells(text)}, URL: "#" + ref.name,
			})
			line += h.Styles.Link.On(text)
		} else {
			line += h.Styles.Muted.On(text)
		}
		used += h.Cells(text)
	}
	if line != "" {
		f.lines = append(f.lines, line)
	}
}

// addPictures adds how to fetch the pictures of a post, as far as they are files of the blog.
func (f *endMatter) addPictures(h screen.Host, fetch func(path string) string, page *layout.Page, width int) {
	if page == nil || fetch == nil {
		return
	}
	var commands []string
	for _, image := range page.Images {
		command := ""
		if image.File != "" {
			command = fetch(image.File)
		}
		if command != "" && !slices.Contains(commands, command) {
			commands = append(commands, command)
		}
	}
	for i, command := range commands {
		if i == 0 {
			f.section(h.Styles)
			f.lines = append(f.lines, h.Styles.Muted.On(h.Fit(h.Texts.FetchPictures.Of(len(commands)), width)))
		}
		if i == maxFetched {
			f.lines = append(f.lines, h.Styles.Muted.On("  …"))
			break
		}
		f.lines = append(f.lines, "  "+h.Fit(screen.Clip(command), width-2))
	}
}

// followTarget follows a link of the text or of the end matter, by its index.
func (p *Screen) followTarget(h screen.Host, i int) tea.Cmd {
	if p.page != nil {
		if ref, ok := p.end.groups[i-len(p.page.Links)]; ok && i >= len(p.page.Links) {
			h.Browse(ref.kind, ref.name)
			return nil
		}
	}
	return p.follow(h, p.target(i))
}

// section starts a part of the end matter.
func (f *endMatter) section(s *screen.Styles) {
	if len(f.lines) == 1 {
		f.lines = append(f.lines, s.Mark.On("───"))
		return
	}
	f.lines = append(f.lines, "")
}

// add adds a post, after a label.
func (f *endMatter) add(h screen.Host, label string, p *blog.Post, width int) {
	used := h.Cells(label)
	title := h.Fit(p.In(h.Languages...).Title, width-used)
	f.links = append(f.links, layout.LinkMark{
		LinkPart: layout.LinkPart{Line: len(f.lines), Col: used, Width: h.Cells(title)}, Post: p.Slug,
	})
	f.lines = append(f.lines, label+h.Styles.Link.On(title))
}

// addSeries adds the parts of a series before and after a post.
func (f *endMatter) addSeries(h screen.Host, p *blog.Post, width int) {
	series, at := h.Index.SeriesOf(p)
	if at < 0 {
		return
	}
	f.section(h.Styles)
	place := fmt.Sprintf(h.Texts.Part, series.Name, at+1, len(series.Posts))
	if h.Cells(place) > width { // the name can be cut, the numbers cannot
		rest := h.Cells(place) - h.Cells(series.Name)
		place = fmt.Sprintf(h.Texts.Part, h.Fit(series.Name, width-rest), at+1, len(series.Posts))
	}
	f.lines = append(f.lines, h.Styles.Muted.On(h.Fit(place, width)))
	words := max(h.Cells(h.Texts.PreviousPart), h.Cells(h.Texts.NextPart))
	for _, next := range []struct {
		at   int
		word string
	}{{at - 1, h.Texts.PreviousPart}, {at + 1, h.Texts.NextPart}} {
		if next.at < 0 || next.at >= len(series.Posts) {
			continue
		}
		label := next.word + screen.Blanks(words-h.Cells(next.word))
		if width < screen.Narrow {
			label = strconv.Itoa(next.at + 1)
		}
		f.add(h, "  "+h.Styles.Muted.On(label)+"  ", series.Posts[next.at], width)
	}
}

// addNeighbours adds the next and the previous post of the list or group that the post was opened
// from, each with the key that leads there.
func (f *endMatter) addNeighbours(h screen.Host, p *blog.Post, width int) {
	l := h.Listing()
	next, previous := l.Beside(h, p, 1), l.Beside(h, p, -1)
	if next == nil && previous == nil {
		return
	}
	f.section(h.Styles)
	k := &h.Keys
	words := max(h.Cells(k.Next.Short), h.Cells(k.Previous.Short))
	for _, to := range []struct {
		key  keymap.Binding
		post *blog.Post
	}{{k.Next, next}, {k.Previous, previous}} {
		if to.post == nil {
			continue
		}
		word := "  "
		if width >= screen.Narrow {
			word += h.Styles.Muted.On(to.key.Short) + screen.Blanks(words-h.Cells(to.key.Short)+2)
		}
		f.add(h, h.Styles.Key.On(to.key.Label)+word, to.post, width)
	}
}

// relatedMsg brings the posts that are related to an open one.
type relatedMsg struct {
	post  *Screen
	index *blog.Index
	found []*blog.Post
}

// findRelated asks for the related posts of a post, unless they are known. The first request after
// a change of the blog waits until all posts are compared, but the reader can read meanwhile.
func (p *Screen) findRelated(h screen.Host) tea.Cmd {
	related := p.opener.options.Related
	if p.relatedIn == h.Index || related == nil {
		return nil
	}
	p.relatedIn = h.Index
	x, post := h.Index, p.Post
	return func() tea.Msg { return relatedMsg{p, x, related.Of(x).To(post, maxRelated)} }
}

// Deliver adds the related posts of a post. The end matter grows below what the reader sees.
func (msg relatedMsg) Deliver(h screen.Host) tea.Cmd {
	p := msg.post
	if p.page == nil || p.relatedIn != msg.index {
		return nil // a newer request is under way
	}
	p.related = msg.found
	p.end = p.endMatter(h, p.page.Width)
	more := 0
	if p.sticks {
		more = p.length()
	}
	p.scroll(more, postRows(h.Display))
	return nil
}

// targets returns how many places in a post can be chosen and followed: the links of its text, and
// the posts in its end matter.
func (p *Screen) targets() int {
	if p.page == nil {
		return 0
	}
	return len(p.page.Links) + len(p.end.links)
}

// target returns one of them. Its lines are counted from the first line of the text.
func (p *Screen) target(i int) layout.LinkMark {
	if i < len(p.page.Links) {
		return p.page.Links[i]
	}
	l := p.end.links[i-len(p.page.Links)]
	l.Line += len(p.page.Lines)
	return l
}
