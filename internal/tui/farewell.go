package tui

import (
	"fmt"
	"strings"
)

// Farewell returns a line for the reader's own screen after the session: that the server restarts
// if that is why it ends, the post and the section that they left, and the command line that leads
// back there. It is empty if they read no post or the author wants none, unless the server
// restarts.
func (m *Model) Farewell() string {
	place, address := m.whereabouts()
	if !m.restarts && (place == "" || m.opts.NoFarewell) {
		return ""
	}
	h := m.host()
	var said []string
	if m.letGo {
		said = append(said, h.Texts.RestartsNow)
	}
	const most = 60 // cells of the place
	if place != "" {
		said = append(said, fmt.Sprintf(h.Texts.YouLeft, h.Fit(place, most)))
	}
	if m.leadsBack() {
		said = append(said, fmt.Sprintf(h.Texts.BackBy, m.opts.Command(address)))
	}
	return strings.Join(said, " ")
}
