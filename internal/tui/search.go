package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// searchScreen is the search over all posts: the query and the hits. It stays as it is while a post
// that was opened from it is read.
type searchScreen struct {
	lineEditor
	ready bool // there is an index to search
	id    int  // of the newest query
	busy  bool // a command is searching; there is at most one

	hits     []search.Hit // of the previous query until those of the newest are there
	answered bool         // the newest query is answered
	choice                // of hits

	keep   *blog.Post // the post to choose when the hits are there
	offset int        // the row of the screen for keep
}

// maxHits is how many hits are shown. Readers look no further, and more would take longer than a
// frame.
const maxHits = 200

// hitsMsg is the answer to a query.
type hitsMsg struct {
	screen *searchScreen
	id     int
	hits   []search.Hit
	ready  bool
}

// indexedMsg says that there is a newer search index.
type indexedMsg struct{}

// openSearch opens the search, or returns to the open one.
func (m *Model) openSearch() tea.Cmd {
	if m.opts.Searcher == nil {
		m.notice = m.texts.NoSearch
		return nil
	}
	m.giveUp()
	wait := m.awaitIndex()
	_, ready := m.opts.Searcher.Search("", 0)
	m.raise(&searchScreen{ready: ready}, func(s screen) bool { _, ok := s.(*searchScreen); return ok })
	return wait
}

// search returns the open search, even below other screens, or nil.
func (m *Model) search() *searchScreen {
	for _, s := range m.screens {
		if s, ok := s.(*searchScreen); ok {
			return s
		}
	}
	return nil
}

// awaitIndex waits for a newer search index. A session has at most one such command, and starts it
// only while a search is open.
func (m *Model) awaitIndex() tea.Cmd {
	if m.awaitsIndex {
		return nil
	}
	m.awaitsIndex = true
	ctx, changed := m.opts.Context, m.opts.Searcher.Changed()
	return func() tea.Msg {
		select {
		case <-changed:
			return indexedMsg{}
		case <-ctx.Done():
			return nil
		}
	}
}

// searchAnew searches the newer index, if the search is still open.
func (m *Model) searchAnew() tea.Cmd {
	m.awaitsIndex = false
	s := m.search()
	if s == nil {
		return nil
	}
	s.ready = true
	if len(s.hits) > 0 && s.keep == nil { // otherwise the post of the previous change is still to be found
		s.keep, s.offset = s.hits[s.cursor].Post, s.cursor-s.top
	}
	return tea.Batch(m.awaitIndex(), s.seek(m.host()))
}

// seek searches in a command, one at a time. What is typed meanwhile becomes one more query when
// the command returns.
func (s *searchScreen) seek(h host) tea.Cmd {
	s.id++
	s.answered = false
	if s.asksNothing() {
		s.hits, s.cursor, s.top = nil, 0, 0
		return nil
	}
	if s.busy {
		return nil
	}
	s.busy = true
	ctx, searcher, query, msg := h.opts.Context, h.opts.Searcher, s.query, hitsMsg{screen: s, id: s.id}
	return func() tea.Msg {
		msg.hits, msg.ready, _ = searcher.Find(ctx, query, maxHits) // who has left needs no answer
		return msg
	}
}

// asksNothing reports whether the query contains nothing to search for.
func (s *searchScreen) asksNothing() bool {
	q := search.Parse(s.query)
	return q.Empty()
}

// showHits shows an answer, or searches again if the query has changed since.
func (m *Model) showHits(msg hitsMsg) tea.Cmd {
	s := msg.screen
	s.busy = false
	if s != m.search() {
		return nil // closed meanwhile
	}
	if msg.id != s.id {
		return s.seek(m.host())
	}
	s.hits, s.ready, s.answered = msg.hits, msg.ready, true
	s.updateIndex(m.host())
	if s.keep == nil {
		s.cursor, s.top = 0, 0
	} else if i := s.find(s.keep); i >= 0 {
		s.cursor, s.top = i, i-s.offset
	}
	s.keep = nil
	s.move(m.host(), 0)
	return nil
}

// updateIndex switches to a newer Index, and drops hits that it does not contain. It uses the blog
// as it is now, since the answer may come before the message about the newer Index.
func (s *searchScreen) updateIndex(h host) {
	now := h.opts.Blog.Index()
	kept := make([]search.Hit, 0, len(s.hits))
	cursor := s.cursor
	for i, hit := range s.hits {
		if p, ok := now.Lookup(hit.Post.Path); ok {
			hit.Post = p
			kept = append(kept, hit)
		} else if i < s.cursor {
			cursor--
		}
	}
	s.hits, s.cursor = kept, cursor
	s.move(h, 0)
}

// hitOf returns the hit of a post, or nil.
func (s *searchScreen) hitOf(p *blog.Post) *search.Hit {
	if i := s.find(p); i >= 0 {
		return &s.hits[i]
	}
	return nil
}

// find returns the index of a post among the hits, or -1.
func (s *searchScreen) find(p *blog.Post) int {
	for i := range s.hits {
		if samePost(s.hits[i].Post, p) {
			return i
		}
	}
	return -1
}

// choose puts the cursor on a post if it is a hit.
func (s *searchScreen) choose(h host, p *blog.Post) {
	if i := s.find(p); i >= 0 {
		s.move(h, i-s.cursor)
	}
}

// beside returns the post so many hits below p.
func (s *searchScreen) beside(_ host, p *blog.Post, step int) *blog.Post {
	from := s.find(p)
	if from < 0 { // it is gone; its place remains
		from = s.cursor
	}
	if at := from + step; at >= 0 && at < len(s.hits) {
		return s.hits[at].Post
	}
	return nil
}

// move moves the cursor by n hits and scrolls to keep it visible.
func (s *searchScreen) move(h host, n int) {
	s.choice.move(n, len(s.hits), h.searchRows())
}

// read opens the chosen post at its match.
func (s *searchScreen) read(h host) tea.Cmd {
	if len(s.hits) == 0 {
		return nil
	}
	hit := &s.hits[s.cursor]
	return h.open(&postScreen{post: hit.Post, find: finder{hit: hit}})
}

// relayout keeps the chosen row visible.
func (s *searchScreen) relayout(h host) tea.Cmd {
	s.move(h, 0)
	return nil
}

// typing reports true: letters are always text here.
func (s *searchScreen) typing() bool { return true }

// typeText adds text to the query.
func (s *searchScreen) typeText(h host, text string) tea.Cmd {
	was := s.query
	s.insert(text)
	return s.ask(h, was)
}

// ask searches if the query is another than it was.
func (s *searchScreen) ask(h host, was string) tea.Cmd {
	h.giveUp()
	if s.query == was {
		return nil
	}
	s.keep = nil
	return s.seek(h)
}

// press handles a key.
func (s *searchScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case len(s.hits) > 0 && h.keys.Accept.Has(key):
		return s.read(h), true
	case h.keys.Clear.Has(key) && h.pending() != nil:
		h.giveUp()
		return nil, true
	case h.keys.Clear.Has(key):
		s.leave(h)
		return nil, true
	}
	if n := typedMovement(key, h.searchRows()); n != 0 && len(s.hits) > 0 {
		s.move(h, n)
		return nil, true
	}
	if was := s.query; s.edit(key) {
		return s.ask(h, was), true
	}
	return nil, false
}

// leave returns to the previous screen. A post there may have changed meanwhile.
func (s *searchScreen) leave(h host) {
	h.pop()
}

// click chooses the hit of a row, or opens it if it is chosen already.
func (s *searchScreen) click(h host, _, y int) tea.Cmd {
	i := s.hitAt(h, y)
	switch {
	case i < 0:
		return nil
	case i == s.cursor:
		return s.read(h)
	}
	s.cursor = i
	return nil
}

// wheel moves the cursor.
func (s *searchScreen) wheel(h host, lines int) tea.Cmd {
	s.move(h, lines)
	return nil
}
