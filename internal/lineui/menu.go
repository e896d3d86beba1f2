package lineui

import "fmt"

// menuPage is how many entries are listed at once.
const menuPage = 10

// menu is a numbered list of anything.
type menu struct {
	title string // said before its beginning; "" for nothing
	empty string // said instead of a list of nothing
	ask   string // what can be typed
	more  string // the same where there is more; "" if a sentence of its own says so
	count int
	from  int                                // the first entry that is listed now
	label func(i int) string                 // of an entry, as a sentence
	open  func(s *session, i int)            // what its number does
	words func(s *session, line string) bool // what words do; nil if nothing
}

// end is behind the last entry that is listed now.
func (m *menu) end() int { return min(m.from+menuPage, m.count) }

func (m *menu) show(s *session) {
	if m.count == 0 {
		s.say(m.empty)
		return
	}
	if m.from == 0 && m.title != "" {
		s.say(m.title)
	}
	for i := m.from; i < m.end(); i++ {
		s.say(fmt.Sprintf("%d. %s", i+1, m.label(i)))
	}
}

func (m *menu) prompt(s *session) string {
	rest := m.count - m.end()
	switch {
	case rest == 0:
		return m.ask
	case m.more != "":
		return m.more
	}
	return s.texts.Plain.More.Of(rest) + " " + m.ask
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
	case line == "m" && m.end() == m.count:
		s.say(s.texts.Plain.NoMore)
		return true
	case line == "m":
		m.from = m.end()
		m.show(s)
		return true
	case len(line) == 1 || m.words == nil: // one letter is a slip of the finger
		return false
	}
	return m.words(s, line)
}

func (m *menu) help(s *session) string { return s.texts.Plain.HelpList }
