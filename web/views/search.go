package views

import (
	"github.com/sshblog/sshblog/internal/html"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/search"
)

// Bounds of a search.
const (
	maxWords = 200 // bytes of what is looked for
	maxHits  = 50
)

// search returns the page with the form, and with what was found.
func (b *Blog) search(words string) Answer {
	words = plaintext.OneLine(html.Clean(words), maxWords)
	return Answer{
		Status: 200, Type: typeHTML, Private: true,
		Body: func() []byte {
			return b.render(head{title: b.text.Search, noIndex: true, here: "search"}, func(p *page) {
				p.searchForm(words)
				if words != "" {
					p.found(words)
				}
			})
		},
	}
}

// searchForm writes the form.
func (p *page) searchForm(words string) {
	b := p.b
	p.Element("h1", b.text.Search)
	p.Raw("\n")
	p.Open("form", "action", b.escape("/"+b.lists["search"]), "role", "search")
	p.Open("input", "type", "search", "name", "q", "value", words, "aria-label", b.text.Search, "maxlength", "200")
	p.Raw(" ")
	p.Element("button", b.text.Search)
	p.Raw("</form>\n")
	p.Element("p", b.text.SearchHint, "class", "quiet")
	p.Raw("\n")
}

// found writes the hits of a search.
func (p *page) found(words string) {
	b := p.b
	var hits []search.Hit
	ready := b.options.Find != nil
	if ready {
		hits, ready = b.options.Find(words, maxHits)
	}
	if !ready {
		p.Element("p", b.text.Indexing)
		return
	}
	var shown []search.Hit
	for _, h := range hits {
		if h.Post = b.x.Listed(h.Post); h.Post != nil && b.paths[h.Post] != "" {
			shown = append(shown, h)
		}
	}
	if len(shown) == 0 {
		p.Element("p", b.text.NoHits)
		return
	}
	p.Element("p", b.text.Hits.Of(len(shown)), "class", "quiet")
	p.Raw("\n<ul class=\"hits\">\n")
	for i := range shown {
		h := &shown[i]
		p.Raw("<li>")
		p.Element("a", html.Clean(h.Post.Title), "href", b.href(h.Post))
		p.Raw("<br>\n")
		p.marked(h)
		p.Raw("</li>\n")
	}
	p.Raw("</ul>\n")
}

// marked writes the line of a hit.
func (p *page) marked(h *search.Hit) {
	at := 0
	for _, m := range h.Matches {
		if m[0] < at || m[1] > len(h.Line) || m[0] >= m[1] {
			continue
		}
		p.Text(h.Line[at:m[0]])
		p.Element("mark", h.Line[m[0]:m[1]])
		at = m[1]
	}
	p.Text(h.Line[at:])
}
