package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// searchScreen is the search over all posts: the query and the hits. It stays as it is while a post
// that was opened from it is read.
type searchScreen struct {
	ctx      context.Context // of the session
	searcher *search.Searcher
	newest   func() *blog.Index // the blog as it is now

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

// newSearch returns a search without a query. newest returns the blog as it is now.
func newSearch(ctx context.Context, searcher *search.Searcher, newest func() *blog.Index) *searchScreen {
	_, ready := searcher.Search("", 0)
	return &searchScreen{ctx: ctx, searcher: searcher, newest: newest, ready: ready}
}

// searchAnew searches a newer index of words.
func (s *searchScreen) searchAnew() tea.Cmd {
	s.ready = true
	if len(s.hits) > 0 && s.keep == nil { // otherwise the post of the previous change is still to be found
		s.keep, s.offset = s.hits[s.cursor].Post, s.cursor-s.top
	}
	return s.seek()
}

// seek searches in a command, one at a time. What is typed meanwhile becomes one more query when
// the command returns.
func (s *searchScreen) seek() tea.Cmd {
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
	query, msg := s.query, hitsMsg{screen: s, id: s.id}
	return func() tea.Msg {
		msg.hits, msg.ready, _ = s.searcher.Find(s.ctx, query, maxHits) // who has left needs no answer
		return msg
	}
}

// asksNothing reports whether the query contains nothing to search for.
func (s *searchScreen) asksNothing() bool {
	q := search.Parse(s.query)
	return q.Empty()
}

// deliver shows an answer, or searches again if the query has changed since.
func (msg hitsMsg) deliver(h host) tea.Cmd {
	s := msg.screen
	s.busy = false
	if !slices.Contains(h.all(), screen(s)) {
		return nil // closed meanwhile
	}
	if msg.id != s.id {
		return s.seek()
	}
	s.hits, s.ready, s.answered = msg.hits, msg.ready, true
	s.updateIndex(h)
	if s.keep == nil {
		s.cursor, s.top = 0, 0
	} else if i := s.find(s.keep); i >= 0 {
		s.cursor, s.top = i, i-s.offset
	}
	s.keep = nil
	s.move(h, 0)
	return nil
}

// updateIndex switches to a newer Index, and drops hits that it does not contain. It uses the blog
// as it is now, since the answer may come before the message about the newer Index.
func (s *searchScreen) updateIndex(h host) {
	now := s.newest()
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

// name returns what a post calls the search in the hint that leads back.
func (s *searchScreen) name(h host) string { return h.texts.Results }

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
	s.choice.move(n, len(s.hits), searchRows(h.display))
}

// read opens the chosen post at its match.
func (s *searchScreen) read(h host) tea.Cmd {
	if len(s.hits) == 0 {
		return nil
	}
	return h.openHit(&s.hits[s.cursor])
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
	return s.seek()
}

// press handles a key.
func (s *searchScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case len(s.hits) > 0 && h.keys.Accept.Has(key):
		return s.read(h), true
	case h.keys.Clear.Has(key) && h.opening():
		h.giveUp()
		return nil, true
	case h.keys.Clear.Has(key):
		h.pop() // a post there may have changed meanwhile
		return nil, true
	}
	if n := typedMovement(key, searchRows(h.display)); n != 0 && len(s.hits) > 0 {
		s.move(h, n)
		return nil, true
	}
	if was := s.query; s.edit(key) {
		return s.ask(h, was), true
	}
	return nil, false
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

// asking reports whether the hits of the query are on their way.
func (s *searchScreen) asking() bool { return s.ready && !s.answered && !s.asksNothing() }
