package views

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/html"
)

// groupList is a list of groups, with the words by which other engines know it.
type groupList struct {
	kind         blog.Kind
	word         string
	others       []string
	inNavigation bool
	title        func(*catalog.Texts) string
}

var groupLists = []groupList{
	{blog.ByTag, "tags", []string{"tag", "topics", "topic"}, true, func(t *catalog.Texts) string { return t.Tags }},
	{blog.ByCategory, "categories", []string{"category"}, false, func(t *catalog.Texts) string { return t.Categories }},
	{blog.BySeries, "series", nil, true, func(t *catalog.Texts) string { return t.Series }},
	{blog.ByAuthor, "authors", []string{"author"}, false, func(t *catalog.Texts) string { return t.Authors }},
	{blog.ByYear, "years", []string{"year", "archive", "archives"}, true, func(t *catalog.Texts) string { return t.Years }},
}

// groupListAt returns the list of groups at the first part of an address; nil if there is none.
func (b *Blog) groupListAt(first string) *groupList {
	for i := range groupLists {
		g := &groupLists[i]
		if first == b.lists[g.word] || first == g.word {
			return g
		}
		for _, other := range g.others {
			if first == other {
				return g
			}
		}
	}
	return nil
}

// groupPath returns the path of the page of a group, "" if it has none.
func (b *Blog) groupPath(kind blog.Kind, name string) string {
	g, ok := b.x.Group(kind, name)
	if !ok {
		return ""
	}
	name = strings.Join(strings.Fields(strings.ToLower(html.Clean(g.Name))), "-")
	if again, ok := b.x.Group(kind, name); !ok || again.Name != g.Name {
		name = html.Clean(g.Name)
	}
	if kind == blog.ByYear && b.posts[name] == nil {
		return "/" + name + "/"
	}
	for i := range groupLists {
		if groupLists[i].kind == kind {
			path := "/" + b.lists[groupLists[i].word] + "/" + strings.Trim(name, "/") + "/"
			if !isSound(path) || b.posts[b.x.AddressKey(path)] != nil {
				return ""
			}
			return path
		}
	}
	return ""
}

// groupHref returns the address of the page of a group, "" if it has none.
func (b *Blog) groupHref(kind blog.Kind, name string) string {
	if path := b.groupPath(kind, name); path != "" {
		return b.escape(path)
	}
	return ""
}

// findList finds a list of posts or of groups, one of its pages, or its feed.
func (b *Blog) findList(local string) (Answer, bool) {
	parts := strings.Split(strings.Trim(local, "/"), "/")
	if a, ok := b.jekyllFeed(parts); ok {
		return a, true
	}
	number := 1
	if n := len(parts); n >= 2 && parts[n-2] == "page" {
		read, err := strconv.Atoi(strings.TrimSuffix(parts[n-1], ".html"))
		if err != nil || read < 1 || len(parts[n-1]) > 6 {
			return Answer{}, false
		}
		number, parts = read, parts[:n-2]
	}
	if len(parts) == 0 {
		return b.spelled(local, pagePath("/", number), b.home(number))
	}
	parts, format := cutFeed(parts)
	if len(parts) == 0 {
		return Answer{}, false
	}
	first := strings.ToLower(strings.TrimSuffix(parts[0], ".html"))
	if year, ok := b.x.Group(blog.ByYear, first); ok && len(parts) == 1 {
		return b.findGroup(local, blog.ByYear, year, number, format)
	}
	list := b.groupListAt(first)
	switch {
	case list == nil:
		return Answer{}, false
	case len(parts) > 1:
		group, ok := b.x.Group(list.kind, strings.TrimSuffix(strings.Join(parts[1:], "/"), ".html"))
		if !ok {
			return Answer{}, false
		}
		return b.findGroup(local, list.kind, group, number, format)
	case format != "" || number > 1 || len(b.x.Groups(list.kind)) == 0:
		return Answer{}, false
	}
	return b.spelled(local, "/"+b.lists[list.word]+"/", b.groupIndex(list))
}

// findGroup returns a page of a group, or its feed.
func (b *Blog) findGroup(local string, kind blog.Kind, g blog.Group, number int, format string) (Answer, bool) {
	path := b.groupPath(kind, g.Name)
	if path == "" || (number-1)*perPage >= len(g.Posts) {
		return Answer{}, false
	}
	if format != "" {
		return b.feedAnswer(format, &feedGroup{path: path, group: g}), true
	}
	return b.spelled(local, pagePath(path, number), b.group(kind, path, g, number))
}

// spelled returns an answer, or a redirect to its address where that is written in another way.
func (b *Blog) spelled(local, path string, a Answer) (Answer, bool) {
	if a.Status != 200 {
		return a, false
	}
	if local != path {
		return redirect(308, b.escape(path)), true
	}
	return a, true
}

// groupIndex returns the page that lists all groups of a kind.
func (b *Blog) groupIndex(list *groupList) Answer {
	path := "/" + b.lists[list.word] + "/"
	return Answer{
		Status: 200, Type: typeHTML, Key: "list " + path, Modified: b.newest,
		Body: func() []byte {
			title := list.title(b.text)
			return b.render(head{title: title, canonical: b.absolute(b.escape(path)), here: list.word}, func(p *page) {
				p.Element("h1", title)
				p.Raw("\n<ul class=\"groups\">\n")
				for _, g := range b.x.Groups(list.kind) {
					p.Raw("<li>")
					p.linkOrText(b.groupHref(list.kind, g.Name), g.Name)
					p.Raw(" ")
					p.Element("span", strconv.Itoa(len(g.Posts)), "class", "quiet")
					p.Raw("</li>\n")
				}
				p.Raw("</ul>\n")
			})
		},
	}
}

// group returns a page of the posts of a group.
func (b *Blog) group(kind blog.Kind, path string, g blog.Group, number int) Answer {
	at := pagePath(path, number)
	return Answer{
		Status: 200, Type: typeHTML, Key: "list " + at, Modified: b.newest,
		Body: func() []byte {
			title := html.Clean(g.Name)
			if kind == blog.ByTag {
				title = "#" + title
			}
			h := head{
				title: title, canonical: b.absolute(b.escape(at)), feed: strings.TrimSuffix(path, "/") + "/feed",
				feedTitle: title + " · " + b.blogTitle(),
			}
			return b.render(h, func(p *page) {
				p.Element("h1", title)
				p.Raw("\n")
				p.Element("p", b.text.Posts.Of(len(g.Posts)), "class", "quiet")
				p.Raw("\n")
				p.paged(path, g.Posts, number, kind != blog.BySeries && kind != blog.ByYear)
			})
		},
	}
}
