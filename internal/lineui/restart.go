package lineui

import "fmt"

// tellRestart says that the server restarts soon, and how to come back. What is typed meanwhile stays,
// below that.
func (s *session) tellRestart() {
	s.restarts = true
	typed := string(s.editor.line)
	if s.env.Raw && typed != "" {
		s.out.write(s.out.end)
	}
	s.say(s.texts.Plain.RestartsSoon)
	s.sayWayBack()
	s.ask()
	s.editor.echo(withoutBoxes(typed))
}

// sayWayBack says which command line leads back to where the person is, if it is known.
func (s *session) sayWayBack() {
	if s.opts.Command != nil {
		s.say(fmt.Sprintf(s.texts.Plain.ComeBack, s.opts.Command(s.whereabouts())))
	}
}

// whereabouts returns the address of the post that is read, at the heading of the page that was shown
// last; "" for the list.
func (s *session) whereabouts() string {
	for i := len(s.screens) - 1; i >= 0; i-- {
		if r, ok := s.screens[i].(*postScreen); ok {
			return r.address()
		}
	}
	return ""
}

// address returns the address of the post, at the heading under which the page that was shown last
// begins.
func (r *postScreen) address() string {
	if r.prose == nil {
		return r.left
	}
	id := ""
	for _, h := range r.prose.page.Headings {
		if r.prose.partOf(h.Line) > r.top {
			break
		}
		id = "#" + h.ID
	}
	return r.post.Slug + id
}
