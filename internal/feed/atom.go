package feed

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// Atom writes x as an Atom feed (RFC 4287) in UTF-8. It fails only if w fails.
func Atom(w io.Writer, x *blog.Index, o Options) error {
	f := newFeed(x, o)
	out := &xmlWriter{bufio.NewWriter(w)}
	out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"",
		language(f.site.Lang), ">\n")
	out.element("id", f.feedID())
	out.element("title", f.title())
	if f.site.Description != "" {
		out.element("subtitle", f.site.Description)
	}
	out.element("updated", timestamp(f.lastChange()))
	out.element("link", "", "rel", "self", "type", "application/atom+xml", "href", f.self("atom"))
	out.element("link", "", "rel", "alternate", "href", f.home)
	out.person(f.author())
	out.element("generator", "sshblog", "version", f.version)
	for _, p := range f.posts {
		entry, err := f.entryOf(p, "atom", func() ([]byte, error) { return f.entry(p), nil })
		if err != nil {
			return err
		}
		_, _ = out.Write(entry) // Flush reports it
		if err := out.Flush(); err != nil {
			return err
		}
	}
	out.raw("</feed>\n")
	return out.Flush()
}

// entry returns the entry of a post.
func (f *feed) entry(p *blog.Post) []byte {
	var text bytes.Buffer
	out := &xmlWriter{bufio.NewWriter(&text)}
	out.raw("<entry", language(p.Lang), ">\n")
	out.element("id", f.id(p))
	out.element("title", p.Title)
	out.element("updated", timestamp(f.changed(p)))
	if !p.Date.IsZero() {
		out.element("published", timestamp(p.Date))
	}
	out.element("link", "", "rel", "alternate", "href", f.address(p))
	if to := f.elsewhere(p); to != "" {
		out.element("link", "", "rel", "related", "href", to)
	}
	for _, name := range authors(p) {
		out.person(name)
	}
	for _, name := range subjects(p) {
		out.element("category", "", "term", name)
	}
	if teaser := p.Teaser(); teaser != "" {
		out.element("summary", teaser)
	}
	out.element("content", f.content(p), "type", "html")
	out.raw("</entry>\n")
	_ = out.Flush() // a bytes.Buffer takes all
	return text.Bytes()
}

// content returns the text of a post as HTML that is safe to show.
func (f *feed) content(p *blog.Post) string {
	doc := parser.Parse(p.Body(), p.BodyLine(), parser.SyntaxOf(p.Path)).WithoutTitle(p.Title)
	return html.Body(doc, html.Options{
		Form: html.ForFeeds, Page: f.address(p), Link: func(dest string) string { return f.resolve(p, dest) },
	})
}

// elsewhere returns the address that a link post points to, "" for other posts.
func (f *feed) elsewhere(p *blog.Post) string {
	if p.RedirectTo == "" {
		return ""
	}
	return f.resolve(p, p.RedirectTo)
}

// language returns the attribute for a language, with a blank before it, or "" if there is none.
func language(lang string) string {
	if lang = html.Clean(lang); lang == "" {
		return ""
	}
	return ` xml:lang="` + xmlEscaper.Replace(lang) + `"`
}

// xmlWriter writes XML. It keeps the first error, which Flush returns.
type xmlWriter struct{ *bufio.Writer }

// xmlEscaper escapes text and the values of attributes.
var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// raw writes XML as it is.
func (w *xmlWriter) raw(parts ...string) {
	for _, s := range parts {
		_, _ = w.WriteString(s) // Flush reports it
	}
}

// text writes text, without characters that XML cannot contain.
func (w *xmlWriter) text(s string) {
	_, _ = xmlEscaper.WriteString(w, html.Clean(s)) // Flush reports it
}

// element writes an element that contains text, on a line of its own. Attributes are names and
// values in turn. Those without a value are left out.
func (w *xmlWriter) element(name, text string, attributes ...string) {
	w.raw("<", name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.raw(" ", attributes[i], `="`)
			w.text(attributes[i+1])
			w.raw(`"`)
		}
	}
	if text == "" {
		w.raw("/>\n")
		return
	}
	w.raw(">")
	w.text(text)
	w.raw("</", name, ">\n")
}

// person writes an author.
func (w *xmlWriter) person(name string) {
	w.raw("<author>\n")
	w.element("name", name)
	w.raw("</author>\n")
}
