package tui

// stack is the screens of a session: a listing at the bottom, and the screen that has the keys on top.
type stack struct{ screens []screen }

// all returns the screens from the bottom to the top.
func (s *stack) all() []screen { return s.screens }

// push puts a screen on top.
func (s *stack) push(top screen) { s.screens = append(s.screens, top) }

// upper returns the screen that has the keys.
func (s *stack) upper() screen { return s.screens[len(s.screens)-1] }

// below returns the screen under another one, or nil.
func (s *stack) below(above screen) screen {
	for i := len(s.screens) - 1; i > 0; i-- {
		if s.screens[i] == above {
			return s.screens[i-1]
		}
	}
	return nil
}

// listing returns the topmost screen that posts are opened from.
func (s *stack) listing() listing {
	for i := len(s.screens) - 1; i > 0; i-- {
		if l, ok := s.screens[i].(listing); ok {
			return l
		}
	}
	return s.screens[0].(listing)
}

// cut removes the screens above the lowest ones, which stay.
func (s *stack) cut(stay int) {
	clear(s.screens[stay:])
	s.screens = s.screens[:stay]
}

// pop removes the top screen, unless it is the lowest.
func (h host) pop() {
	if n := len(h.screens); n > 1 {
		h.cut(n - 1)
	}
	if r, ok := h.upper().(returner); ok {
		r.returned(h)
	}
}

// raise pushes a screen that exists only once. If it is open already, raise removes the screens
// above it instead.
func (h host) raise(s screen, same func(screen) bool) {
	for i, old := range h.screens {
		if same(old) {
			h.cut(i + 1)
			return
		}
	}
	h.closeOverlays()
	h.push(s)
}

// closeOverlays removes the overlays on top.
func (h host) closeOverlays() {
	for {
		if _, ok := h.upper().(overlay); !ok {
			return
		}
		h.pop()
	}
}

// typing reports whether letters are text at the moment.
func (s *stack) typing() bool {
	t, ok := s.upper().(textInput)
	return ok && t.typing()
}
