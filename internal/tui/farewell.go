package tui

import "fmt"

// Farewell returns a line for the reader's own screen after the session: the post and the section
// that they left, and the command line that leads back there. It is empty if they read no post, or if
// the author wants none.
func (m *Model) Farewell() string {
	p := m.reading()
	if p == nil || m.opts.NoFarewell {
		return ""
	}
	h := m.host()
	place, address := p.post.Title, p.post.Slug
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			heading := p.page.Headings[i]
			place, address = place+" › "+heading.Text, address+"#"+heading.ID
		}
	}
	const most = 60 // cells of the place
	said := fmt.Sprintf(h.texts.YouLeft, h.fit(place, most))
	if h.opts.Command == nil || !h.opts.Reachable {
		return said
	}
	return said + " " + fmt.Sprintf(h.texts.BackBy, h.opts.Command(address))
}
