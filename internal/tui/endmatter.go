package tui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
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

// endMatter returns the end matter of a post: its neighbours in the series, the next and the previous
// post, related posts, its author and tags, and how to fetch its pictures.
func (p *postScreen) endMatter(h host, width int) endMatter {
	f := endMatter{lines: []string{""}}
	f.addSeries(h, p.post, width)
	f.addNeighbours(h, p.post, width)
	if len(p.related) > 0 {
		f.section(h.styles)
		f.lines = append(f.lines, h.styles.muted.on(h.fit(h.texts.Related, width)))
		for _, other := range p.related {
			f.add(h, "  ", other, width)
		}
	}
	f.addGroups(h, p.post, width)
	f.addPictures(h, p.opener.options.Fetch, p.page, width)
	return f
}

// addGroups adds a line with the authors and the tags of a post, each a link to its posts.
func (f *endMatter) addGroups(h host, p *blog.Post, width int) {
	var refs []groupRef
	for _, name := range p.Authors {
		refs = append(refs, groupRef{blog.ByAuthor, name})
	}
	for _, name := range p.Tags {
		refs = append(refs, groupRef{blog.ByTag, name})
	}
	line, used := "", 0
	for _, ref := range refs {
		text := clip(ref.name)
		if ref.kind == blog.ByTag {
			text = "#" + text
		}
		text = h.fit(text, width)
		if used > 0 && used+2+h.cells(text) > width {
			f.lines, line, used = append(f.lines, line), "", 0
		}
		if line == "" && len(f.groups) == 0 {
			f.section(h.styles)
		}
		if used > 0 {
			line, used = line+"  ", used+2
		}
		if _, ok := h.index.Group(ref.kind, ref.name); ok {
			if f.groups == nil {
				f.groups = map[int]groupRef{}
			}
			f.groups[len(f.links)] = ref
			f.links = append(f.links, layout.LinkMark{
				LinkPart: layout.LinkPart{Line: len(f.lines), Col: used, Width: h.cells(text)}, URL: "#" + ref.name,
			})
			line += h.styles.link.on(text)
		} else {
			line += h.styles.muted.on(text)
		}
		used += h.cells(text)
	}
	if line != "" {
		f.lines = append(f.lines, line)
	}
}

// addPictures adds how to fetch the pictures of a post, as far as they are files of the blog.
func (f *endMatter) addPictures(h host, fetch func(path string) string, page *layout.Page, width int) {
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
			f.section(h.styles)
			f.lines = append(f.lines, h.styles.muted.on(h.fit(h.texts.FetchPictures.Of(len(commands)), width)))
		}
		if i == maxFetched {
			f.lines = append(f.lines, h.styles.muted.on("  …"))
			break
		}
		f.lines = append(f.lines, "  "+h.fit(clip(command), width-2))
	}
}

// followTarget follows a link of the text or of the end matter, by its index.
func (p *postScreen) followTarget(h host, i int) tea.Cmd {
	if p.page != nil {
		if ref, ok := p.end.groups[i-len(p.page.Links)]; ok && i >= len(p.page.Links) {
			h.browse(ref.kind, ref.name)
			return nil
		}
	}
	return p.follow(h, p.target(i))
}

// section starts a part of the end matter.
func (f *endMatter) section(s *styles) {
	if len(f.lines) == 1 {
		f.lines = append(f.lines, s.mark.on("───"))
		return
	}
	f.lines = append(f.lines, "")
}

// add adds a post, after a label.
func (f *endMatter) add(h host, label string, p *blog.Post, width int) {
	used := h.cells(label)
	title := h.fit(p.In(h.languages...).Title, width-used)
	f.links = append(f.links, layout.LinkMark{
		LinkPart: layout.LinkPart{Line: len(f.lines), Col: used, Width: h.cells(title)}, Post: p.Slug,
	})
	f.lines = append(f.lines, label+h.styles.link.on(title))
}

// addSeries adds the parts of a series before and after a post.
func (f *endMatter) addSeries(h host, p *blog.Post, width int) {
	series, at := h.index.SeriesOf(p)
	if at < 0 {
		return
	}
	f.section(h.styles)
	place := fmt.Sprintf(h.texts.Part, series.Name, at+1, len(series.Posts))
	if h.cells(place) > width { // the name can be cut, the numbers cannot
		rest := h.cells(place) - h.cells(series.Name)
		place = fmt.Sprintf(h.texts.Part, h.fit(series.Name, width-rest), at+1, len(series.Posts))
	}
	f.lines = append(f.lines, h.styles.muted.on(h.fit(place, width)))
	words := max(h.cells(h.texts.PreviousPart), h.cells(h.texts.NextPart))
	for _, next := range []struct {
		at   int
		word string
	}{{at - 1, h.texts.PreviousPart}, {at + 1, h.texts.NextPart}} {
		if next.at < 0 || next.at >= len(series.Posts) {
			continue
		}
		label := next.word + blanks(words-h.cells(next.word))
		if width < narrow {
			label = strconv.Itoa(next.at + 1)
		}
		f.add(h, "  "+h.styles.muted.on(label)+"  ", series.Posts[next.at], width)
	}
}

// addNeighbours adds the next and the previous post of the list or group that the post was opened
// from, each with the key that leads there.
func (f *endMatter) addNeighbours(h host, p *blog.Post, width int) {
	l := h.listing()
	next, previous := l.beside(h, p, 1), l.beside(h, p, -1)
	if next == nil && previous == nil {
		return
	}
	f.section(h.styles)
	k := &h.keys
	words := max(h.cells(k.Next.Short), h.cells(k.Previous.Short))
	for _, to := range []struct {
		key  keymap.Binding
		post *blog.Post
	}{{k.Next, next}, {k.Previous, previous}} {
		if to.post == nil {
			continue
		}
		word := "  "
		if width >= narrow {
			word += h.styles.muted.on(to.key.Short) + blanks(words-h.cells(to.key.Short)+2)
		}
		f.add(h, h.styles.key.on(to.key.Label)+word, to.post, width)
	}
}

// relatedMsg brings the posts that are related to an open one.
type relatedMsg struct {
	post  *postScreen
	index *blog.Index
	found []*blog.Post
}

// findRelated asks for the related posts of a post, unless they are known. The first request after
// a change of the blog waits until all posts are compared, but the reader can read meanwhile.
func (p *postScreen) findRelated(h host) tea.Cmd {
	related := p.opener.options.Related
	if p.relatedIn == h.index || related == nil {
		return nil
	}
	p.relatedIn = h.index
	x, post := h.index, p.post
	return func() tea.Msg { return relatedMsg{p, x, related.Of(x).To(post, maxRelated)} }
}

// deliver adds the related posts of a post. The end matter grows below what the reader sees.
func (msg relatedMsg) deliver(h host) tea.Cmd {
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
	p.scroll(more, postRows(h.display))
	return nil
}

// targets returns how many places in a post can be chosen and followed: the links of its text, and
// the posts in its end matter.
func (p *postScreen) targets() int {
	if p.page == nil {
		return 0
	}
	return len(p.page.Links) + len(p.end.links)
}

// target returns one of them. Its lines are counted from the first line of the text.
func (p *postScreen) target(i int) layout.LinkMark {
	if i < len(p.page.Links) {
		return p.page.Links[i]
	}
	l := p.end.links[i-len(p.page.Links)]
	l.Line += len(p.page.Lines)
	return l
}
