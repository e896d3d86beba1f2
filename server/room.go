package server

import (
	"net/netip"
	"sync"
)

// room is what one screen takes of the cells that all screens may have together.
type room struct {
	server *Server
	from   netip.Prefix

	mu    sync.Mutex
	cells int
	left  bool
}

// enter takes room for the screen of a session; false if there is not enough.
func (s *Server) enter(sess *session, cells int) (*room, bool) {
	r := &room{server: s, from: sess.visit.place()}
	return r, s.admit(sess) && r.resize(cells)
}

// resize takes room for another size of the screen; false, and the room stays as it is, if there is not enough.
func (r *room) resize(cells int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left {
		return false
	}
	if !r.server.cells.take(r.from, int64(cells-r.cells)) {
		return false
	}
	r.cells = cells
	return true
}

// leave gives the room back.
func (r *room) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.server.cells.give(r.from, int64(r.cells))
	r.cells, r.left = 0, true
}
