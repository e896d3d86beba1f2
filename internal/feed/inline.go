package feed

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

func (h *html) inlines(in []markdown.Inline) {
	for i := range in {
		h.inline(&in[i])
	}
}

func (h *html) inline(n *markdown.Inline) {
	switch n.Kind {
	case markdown.Text:
		h.text(n.Text)
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
		h.raw("<code>")
		h.text(n.Text)
		h.raw("</code>")
	case markdown.Link:
		h.link(n)
	case markdown.Image:
		h.image(n)
	case markdown.SoftBreak:
		h.raw("\n")
	case markdown.HardBreak:
		h.raw("<br>\n")
	case markdown.NoteRef:
		h.noteRef(n)
	case markdown.Anchor:
		h.open("span", "id", n.Text)
		h.raw("</span>")
	}
}

func (h *html) element(name string, in []markdown.Inline) {
	h.raw("<", name, ">")
	h.inlines(in)
	h.raw("</", name, ">")
}

// link writes a link, or only its text if it leads nowhere.
func (h *html) link(n *markdown.Inline) {
	address := ""
	if !h.linked {
		address = h.resolve(n.URL)
	}
	if address == "" {
		h.inlines(n.Children)
		return
	}
	h.open("a", "href", address, "title", n.Title)
	h.linked = true
	if len(n.Children) > 0 {
		h.inlines(n.Children)
	} else {
		h.text(address)
	}
	h.linked = false
	h.raw("</a>")
}

// image writes an image that is on the web. Of any other it writes the description, as a link to
// the image if possible.
func (h *html) image(n *markdown.Inline) {
	address := h.resolve(n.URL)
	if u, ok := parseAddress(address); ok && isWeb(u) {
		h.raw(`<img src="`)
		h.text(address)
		h.raw(`" alt="`)
		h.text(n.Text)
		h.raw(`"`)
		if n.Title != "" {
			h.raw(` title="`)
			h.text(n.Title)
			h.raw(`"`)
		}
		h.raw(">")
		return
	}
	shown := strings.TrimSpace(n.Text)
	if shown == "" {
		shown = fileName(address)
	}
	linked := address != "" && !h.linked
	if linked {
		h.open("a", "href", address, "title", n.Title)
	}
	h.text(shown)
	if linked {
		h.raw("</a>")
	}
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
func (h *html) noteRef(n *markdown.Inline) {
	if n.Number < 1 || n.Number > len(h.notes) {
		return
	}
	id := ""
	if !h.mentioned[n.Number-1] {
		h.mentioned[n.Number-1] = true
		id = refID(n.Number)
	}
	h.open("sup", "id", id)
	if h.linked {
		h.raw(strconv.Itoa(n.Number))
	} else {
		h.open("a", "href", within(h.page, h.notes[n.Number-1].ID))
		h.raw(strconv.Itoa(n.Number), "</a>")
	}
	h.raw("</sup>")
}
