package screen

// Stack is the screens of a session: a listing at the bottom, and the screen that has the keys on
// top.
type Stack struct{ screens []Screen }

// All returns the screens from the bottom to the top.
func (s *Stack) All() []Screen { return s.screens }

// Push puts a screen on top.
func (s *Stack) Push(top Screen) { s.screens = append(s.screens, top) }

// Upper returns the screen that has the keys.
func (s *Stack) Upper() Screen { return s.screens[len(s.screens)-1] }

// Below returns the screen under another one, or nil.
func (s *Stack) Below(above Screen) Screen {
	for i := len(s.screens) - 1; i > 0; i-- {
		if s.screens[i] == above {
			return s.screens[i-1]
		}
	}
	return nil
}

// Listing returns the topmost screen that posts are opened from.
func (s *Stack) Listing() Listing {
	for i := len(s.screens) - 1; i > 0; i-- {
		if l, ok := s.screens[i].(Listing); ok {
			return l
		}
	}
	return s.screens[0].(Listing)
}

// cut removes the screens above the lowest ones, which stay.
func (s *Stack) cut(stay int) {
	clear(s.screens[stay:])
	s.screens = s.screens[:stay]
}

// Pop removes the top screen, unless it is the lowest.
func (h Host) Pop() {
	if n := len(h.screens); n > 1 {
		h.cut(n - 1)
	}
	if r, ok := h.Upper().(Returner); ok {
		r.Returned(h)
	}
}

// Raise pushes a screen that exists only once. If it is open already, Raise removes the screens
// above it instead.
func (h Host) Raise(s Screen, same func(Screen) bool) {
	for i, old := range h.screens {
		if same(old) {
			h.cut(i + 1)
			return
		}
	}
	h.CloseOverlays()
	h.Push(s)
}

// CloseOverlays removes the overlays on top.
func (h Host) CloseOverlays() {
	for {
		if _, ok := h.Upper().(Overlay); !ok {
			return
		}
		h.Pop()
	}
}

// Typing reports whether letters are text at the moment.
func (s *Stack) Typing() bool {
	t, ok := s.Upper().(TextInput)
	return ok && t.Typing()
}
