package lineui

import "fmt"

// Bounds of how many entries are listed at once: as many as the window has room for, within these.
const (
	maxMenuPage = 10
	minMenuPage = 3
)

// menu is a numbered list of anything.
type menu struct {
	title string // said before its beginning; "" for nothing
	empty string // said instead of a list of nothing
	ask   string // what a number that is typed does
	posts bool   // it is the list of posts, where m is in the sentence that says what can be typed
	found bool   // it is what a search has found
	count int
	from  int                                // the first entry that is listed now
	to    int                                // is behind the last one
	label func(i int) string                 // of an entry, as a sentence
	open  func(s *session, i int)            // what its number does
	words func(s *session, line string) bool // what words do; nil if nothing
}

func (m *menu) show(s *session) {
	if m.count == 0 {
		s.say(m.empty)
		return
	}
	rows := m.rows(s)
	if m.from == 0 && m.title != "" {
		rows -= len(s.wrapped(m.title))
		s.say(m.title)
	}
	for m.to = m.from; m.to < min(m.from+maxMenuPage, m.count); m.to++ {
		entry := s.wrapped(fmt.Sprintf("%d. %s", m.to+1, m.label(m.to)))
		if rows -= len(entry); rows < 0 && m.to >= m.from+minMenuPage {
			return
		}
		for _, line := range entry {
			s.out.line(line)
		}
	}
}

// rows returns how many lines entries have: the window without what can be typed and the line that
// is typed on.
func (m *menu) rows(s *session) int {
	_, height := s.size()
	if height <= 0 {
		return maxMenuPage * maxWrapped
	}
	return height - len(s.wrapped(m.sentence(s, m.count))) - inputHeight
}

func (m *menu) prompt(s *session) string {
	return m.sentence(s, m.count-m.to)
}

// sentence says what can be typed when so many entries are left.
func (m *menu) sentence(s *session, rest int) string {
	t := &s.texts.Plain
	var all []string
	for _, clause := range []struct {
		there bool
		text  string
	}{
		{m.count > 0, m.ask},
		{m.words != nil, t.Prompt.Words},
		{m.posts && rest > 0, t.Prompt.MorePosts},
		{true, t.Prompt.Help},
		{true, s.wayBack()},
	} {
		if clause.there {
			all = append(all, clause.text)
		}
	}
	said := s.typed(m.count > 0, all)
	if rest > 0 && !m.posts {
		return sentences(t.More.Of(rest), said)
	}
	return said
}

func (m *menu) pick(s *session, number string) bool {
	if i, ok := s.parseNumber(number, m.count); ok {
		m.open(s, i-1)
	}
	return true
}

func (m *menu) answer(s *session, line string) bool {
	switch {
	case line == "":
		return true // the prompt again
	case line == "m" && m.to == m.count:
		s.say(s.texts.Plain.NoMore)
		return true
	case line == "m":
		m.from = m.to
		m.show(s)
		return true
	case len(line) == 1 || m.words == nil: // one letter is a slip of the finger
		return false
	}
	return m.words(s, line)
}

func (m *menu) help(s *session) string { return s.texts.Plain.HelpList }
