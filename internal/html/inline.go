package html

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

func (h *writer) inlines(in []markdown.Inline) {
	for i := range in {
		h.inline(&in[i])
	}
}

func (h *writer) inline(n *markdown.Inline) {
	switch n.Kind {
	case markdown.Text:
		h.Text(n.Text)
	case markdown.Emphasis:
		h.element("em", n.Children)
	case markdown.Strong:
		h.element("strong", n.Children)
	case markdown.Strike:
		h.element("del", n.Children)
	case markdown.Super:
		h.element("sup", n.Children)
	case markdown.Sub:
		h.element("sub", n.Children)
	case markdown.Key:
		h.element("kbd", n.Children)
	case markdown.Mark:
		h.element("mark", n.Children)
	case markdown.Insert:
		h.element("ins", n.Children)
	case markdown.CodeSpan, markdown.MathSpan:
		class := ""
		if h.pages && n.Kind == markdown.MathSpan {
			class = "language-math"
		}
		h.Open("code", "class", class)
		h.Text(n.Text)
		h.Raw("</code>")
	case markdown.Link:
		h.link(n)
	case markdown.Image:
		h.image(n)
	case markdown.SoftBreak:
		h.Raw("\n")
	case markdown.HardBreak:
		h.Raw("<br>\n")
	case markdown.NoteRef:
		h.noteRef(n)
	case markdown.Anchor:
		h.Open("span", "id", h.id(n.Text))
		h.Raw("</span>")
	}
}

func (h *writer) element(name string, in []markdown.Inline) {
	h.Raw("<", name, ">")
	h.inlines(in)
	h.Raw("</", name, ">")
}

// link writes a link, or only its text if it leads nowhere.
func (h *writer) link(n *markdown.Inline) {
	address := ""
	if !h.linked {
		address = h.Link(n.URL)
	}
	if address == "" {
		h.inlines(n.Children)
		return
	}
	h.Open("a", "href", address, "title", n.Title)
	h.linked = true
	if len(n.Children) > 0 {
		h.inlines(n.Children)
	} else {
		h.Text(address)
	}
	h.linked = false
	h.Raw("</a>")
}

// image writes a picture. Of one that cannot be shown it writes the description, as a link to it if
// possible.
func (h *writer) image(n *markdown.Inline) {
	if p, ok := h.picture(n.URL); ok {
		h.img(n, p)
		return
	}
	address := h.Link(n.URL)
	shown := strings.TrimSpace(n.Text)
	if shown == "" {
		shown = fileName(address)
	}
	linked := address != "" && !h.linked
	if linked {
		h.Open("a", "href", address, "title", n.Title)
	}
	h.Text(shown)
	if linked {
		h.Raw("</a>")
	}
}

// picture finds a picture that can be shown.
func (h *writer) picture(dest string) (Picture, bool) {
	if h.Picture != nil {
		return h.Picture(dest)
	}
	address := h.Link(dest)
	return Picture{Src: address}, isWeb(address)
}

// isWeb reports whether a browser can fetch an address.
func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// img writes a picture that can be shown. One whose size is known takes its place before it comes.
func (h *writer) img(n *markdown.Inline, p Picture) {
	h.Raw("<img")
	h.Attribute("src", p.Src)
	h.Attribute("alt", n.Text)
	if n.Title != "" {
		h.Attribute("title", n.Title)
	}
	if h.pages {
		if p.Width > 0 && p.Height > 0 {
			h.Attribute("width", strconv.Itoa(p.Width))
			h.Attribute("height", strconv.Itoa(p.Height))
		}
		h.Attribute("loading", "lazy")
	}
	h.Raw(">")
}

// fileName returns the last part of an address, decoded; "" if there is none.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return ""
	}
	return path.Base(u.Path)
}

// noteRef writes the number of a note as a link to it.
func (h *writer) noteRef(n *markdown.Inline) {
	if n.Number < 1 || n.Number > len(h.notes) {
		return
	}
	id := ""
	if !h.mentioned[n.Number-1] {
		h.mentioned[n.Number-1] = true
		id = refID(n.Number)
	}
	h.Open("sup", "id", h.id(id))
	if h.linked {
		h.Raw(strconv.Itoa(n.Number))
	} else {
		h.Open("a", "href", Anchored(h.Page, h.notes[n.Number-1].ID))
		h.Raw(strconv.Itoa(n.Number), "</a>")
	}
	h.Raw("</sup>")
}
