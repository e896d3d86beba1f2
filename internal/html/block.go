package html

import (
	"strconv"

	"github.com/alecthomas/chroma/v2"

	"github.com/sshblog/sshblog/internal/markdown"
)

// heading writes a heading. On a page it is a link to itself, which readers copy, unless there are
// links in it.
func (h *writer) heading(b *markdown.Block) {
	name := "h" + strconv.Itoa(min(max(b.Level+h.below, 1), 6))
	if !h.pages || b.ID == "" || len(b.Inlines) == 0 || !linkless(b.Inlines) {
		h.line(name, b.Inlines, "id", h.id(b.ID))
		return
	}
	h.Open(name, "id", h.id(b.ID))
	h.Open("a", "class", "anchor", "href", Anchored(h.Page, b.ID))
	h.inlines(b.Inlines)
	h.Raw("</a></", name, ">\n")
}

// linkless reports whether inlines can be the text of a link.
func linkless(in []markdown.Inline) bool {
	for i := range in {
		switch in[i].Kind {
		case markdown.Link, markdown.Image, markdown.NoteRef:
			return false
		}
		if !linkless(in[i].Children) {
			return false
		}
	}
	return true
}

// codeBlock writes a block of code, below the name of its file if it has one.
func (h *writer) codeBlock(b *markdown.Block) {
	if b.Caption == "" {
		h.verbatim(b.Text, b.Lang)
		return
	}
	h.Raw("<figure>\n<figcaption>")
	h.Text(b.Caption)
	h.Raw("</figcaption>\n")
	h.verbatim(b.Text, b.Lang)
	h.Raw("</figure>\n")
}

// verbatim writes text as it is. On a page it has the classes of chroma, can be scrolled by keys, and
// shows its language.
func (h *writer) verbatim(text, lang string) {
	class := ""
	if lang != "" {
		class = "language-" + lang
	}
	if !h.pages {
		h.Raw("<pre>")
	} else {
		h.Open("pre", "tabindex", "0", "data-lang", shownLang(lang))
	}
	h.Open("code", "class", class)
	if !h.pages || !h.code.Tokens(text, lang, h.token) {
		h.Text(text)
	}
	h.Raw("</code></pre>\n")
}

// shownLang returns the language that stands beside code, "" for text.
func shownLang(lang string) string {
	switch lang {
	case "text", "txt", "plain", "plaintext", "none", "nohighlight", "math":
		return ""
	}
	return lang
}

// token writes a token of code.
func (h *writer) token(text string, kind chroma.TokenType) {
	class := tokenClass(kind)
	if class == "" {
		h.Text(text)
		return
	}
	h.Element("span", text, "class", class)
}

// tokenClass returns the class that chroma has for a kind of token, "" for text.
func tokenClass(kind chroma.TokenType) string {
	for _, k := range [...]chroma.TokenType{kind, kind.SubCategory(), kind.Category()} {
		if class, ok := chroma.StandardTypes[k]; ok && k >= chroma.Error {
			return class
		}
	}
	return ""
}

// alertKinds are the alerts that the style sheet knows.
var alertKinds = map[string]bool{"note": true, "tip": true, "important": true, "warning": true, "caution": true}

// alert writes an alert: in a feed as a quotation, as feed readers drop the looks of elements for
// asides.
func (h *writer) alert(b *markdown.Block) {
	name, label := "blockquote", "<p><strong>"
	if h.pages {
		name, label = "aside", `<p class="label"><strong>`
		class := "alert"
		if alertKinds[b.Lang] {
			class += " " + b.Lang
		}
		h.Open(name, "class", class)
	} else {
		h.Open(name)
	}
	h.Raw("\n")
	if len(b.Inlines) > 0 {
		h.Raw(label)
		h.inlines(b.Inlines)
		h.Raw("</strong></p>\n")
	}
	h.blocks(b.Blocks)
	h.Raw("</", name, ">\n")
}
