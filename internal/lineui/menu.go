package lineui

import "fmt"

// menuPage is how many entries are listed at once.
const menuPage = 10

// menu is a numbered list of anything.
type menu struct {
	title string // said before its beginning; "" for nothing
	empty string // said instead of a list of nothing
	ask   string // what a number that is typed does
	posts bool   // it is the list of posts, where m is in the sentence that says what can be typed
	found bool   // it is what a search has found
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
	t := &s.texts.Plain
	rest := m.count - m.end()
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
