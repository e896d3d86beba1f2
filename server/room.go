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

// enter takes room for the screen of a session, if it is granted.
func (s *Server) enter(sess *session, cells int) (*room, answer) {
	r := &room{server: s, from: sess.visit.place()}
	if a := s.admit(sess); a != granted {
		return r, a
	}
	return r, r.resize(cells)
}

// resize takes room for another size of the screen. If it is not granted the room stays as it is.
func (r *room) resize(cells int) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left {
		return full
	}
	a := r.server.cells.take(r.from, int64(cells-r.cells))
	if a == granted {
		r.cells = cells
	}
	return a
}

// leave gives the room back.
func (r *room) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.server.cells.give(r.from, int64(r.cells))
	r.cells, r.left = 0, true
}
