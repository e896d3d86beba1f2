package server

import "sync"

// room is what one screen takes of the cells that all screens may have together.
type room struct {
	server *Server

	mu    sync.Mutex
	cells int
	left  bool
}

// enter takes room for a screen; false if there is not enough.
func (s *Server) enter(cells int) (*room, bool) {
	r := &room{server: s}
	return r, !s.full() && r.resize(cells)
}

// resize takes room for another size of the screen; false, and the room stays as it is, if there is not enough.
func (r *room) resize(cells int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left {
		return false
	}
	more, most := int64(cells-r.cells), int64(r.server.limits.Cells)
	if now := r.server.cells.Add(more); more > 0 && most > 0 && now > most {
		r.server.cells.Add(-more)
		return false
	}
	r.cells = cells
	return true
}

// leave gives the room back.
func (r *room) leave() {
	r.resize(0)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left = true
}
