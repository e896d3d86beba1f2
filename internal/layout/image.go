package layout

import (
	"net/url"
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/plaintext"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// image feeds an image: what it shows, else the name of its file, and its address, linked. An image
// that is a link shows that address, too.
func (d *drawer) image(w *wrap.Wrapper, n *markdown.Inline, l theme.StyleID, outer int32) {
	link := d.links.add(n.URL, strings.TrimSpace(n.Text), true)
	address := d.links.shown(link)
	text := words(n)
	if text == "" {
		text = fileName(d.links.address(link))
	}
	s := &d.theme.Elements[theme.ElImageText]
	look := d.derive(l, theme.ElImageText)
	if d.captioned {
		d.links.marks[link-1].Picture = len(d.pictures)
		d.text(w, text, look, link)
		d.leads(w, l, link, outer)
		return
	}
	d.before(w, theme.ElImageText, l, look, link)
	follows := address != "" && !strings.HasPrefix(address, "data:") && address != text
	label := theme.Format(text, *s)
	if !follows && outer == 0 { // a dash or a comma would lead to nothing
		label = strings.TrimSuffix(label, "—")
		if strings.HasSuffix(s.Format, ",") {
			label = strings.TrimSuffix(label, ",")
		}
		label = strings.TrimRight(label, " ")
	}
	d.text(w, label, look, link)
	w.Glue(theme.OneLine(s.Suffix), look, link)
	if follows {
		d.address(w, address, l, link)
	}
	d.leads(w, l, link, outer)
}

// leads feeds the address of the link that an image is, unless that leads to the image itself.
func (d *drawer) leads(w *wrap.Wrapper, l theme.StyleID, link, outer int32) {
	switch {
	case outer == 0:
	case d.links.mode == Announced:
		d.announce(w, outer, l)
	default:
		if to := d.links.shown(outer); to != "" && to != d.links.shown(link) {
			w.Text(theme.OneLine(d.theme.More.Signs.Leads), d.derive(l, theme.ElQuiet), 0)
			d.address(w, to, l, outer)
		}
	}
}

// address feeds the address of an image.
func (d *drawer) address(w *wrap.Wrapper, address string, l theme.StyleID, link int32) {
	s := &d.theme.Elements[theme.ElImage]
	look := d.derive(l, theme.ElImage)
	w.Text(" ", l, 0)
	d.before(w, theme.ElImage, l, look, link)
	d.text(w, address, look, link)
	w.Glue(theme.OneLine(s.Suffix), look, link)
}

// fileName is the last part of an address, readable.
func fileName(address string) string {
	if strings.HasPrefix(address, "data:") || address == "" {
		return "image"
	}
	address, _, _ = strings.Cut(address, "?")
	name := path.Base(strings.TrimRight(address, "/"))
	if plain, err := url.PathUnescape(name); err == nil {
		name = plaintext.Clean(strings.NewReplacer("\n", " ", "\t", " ").Replace(plain))
	}
	return name
}

// onlyImages reports whether a paragraph is nothing but images, two or more.
func onlyImages(in []markdown.Inline) bool {
	images := 0
	for i := range in {
		switch n := &in[i]; {
		case n.Kind == markdown.Image, n.Kind == markdown.Link && len(n.Children) == 1 &&
			n.Children[0].Kind == markdown.Image:
			images++
		case n.Kind == markdown.SoftBreak, n.Kind == markdown.HardBreak, n.Kind == markdown.Text &&
			strings.TrimSpace(n.Text) == "":
		default:
			return false
		}
	}
	return images > 1
}

// gallery draws images one below the other.
func (d *drawer) gallery(in []markdown.Inline, l theme.StyleID) {
	for i := range in {
		if in[i].Kind == markdown.Image || in[i].Kind == markdown.Link {
			d.pictured(in[i:i+1], l)
		}
	}
}
