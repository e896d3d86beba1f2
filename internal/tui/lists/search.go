package lists

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Search is the search over all posts: the query and the hits. It stays as it is while a post
// that was opened from it is read.
type Search struct {
	ctx      context.Context // of the session
	searcher *search.Searcher
	newest   func() *blog.Index // the blog as it is now

	screen.LineEditor
	ready bool // there is an index to search
	id    int  // of the newest query
	busy  bool // a command is searching; there is at most one

	hits          []search.Hit // of the previous query until those of the newest are there
	answered      bool         // the newest query is answered
	screen.Choice              // of hits

	keep   *blog.Post // the post to choose when the hits are there
	offset int        // the row of the screen for keep
}

// maxHits is how many hits are shown. Readers look no further, and more would take longer than a
// frame.
const maxHits = 200

// hitsMsg is the answer to a query.
type hitsMsg struct {
	screen *Search
	id     int
	hits   []search.Hit
	ready  bool
}

// NewSearch returns a search without a query. newest returns the blog as it is now.
func NewSearch(ctx context.Context, searcher *search.Searcher, newest func() *blog.Index) *Search {
	_, ready := searcher.Search("", 0)
	return &Search{ctx: ctx, searcher: searcher, newest: newest, ready: ready}
}

// SearchAnew searches a newer index of words.
func (s *Search) SearchAnew() tea.Cmd {
	s.ready = true
	if len(s.hits) > 0 && s.keep == nil { // otherwise the post of the previous change is still to be found
		s.keep, s.offset = s.hits[s.Cursor].Post, s.Cursor-s.Top
	}
	return s.seek()
}

// seek searches in a command, one at a time. What is typed meanwhile becomes one more query when
// the command returns.
func (s *Search) seek() tea.Cmd {
	s.id++
	s.answered = false
	if s.asksNothing() {
		s.hits, s.Cursor, s.Top = nil, 0, 0
		return nil
	}
	if s.busy {
		return nil
	}
	s.busy = true
	query, msg := s.Query, hitsMsg{screen: s, id: s.id}
	return func() tea.Msg {
		msg.hits, msg.ready, _ = s.searcher.Find(s.ctx, query, maxHits) // who has left needs no answer
		return msg
	}
}

// asksNothing reports whether the query contains nothing to search for.
func (s *Search) asksNothing() bool {
	q := search.Parse(s.Query)
	return q.Empty()
}

// Deliver shows an answer, or searches again if the query has changed since.
func (msg hitsMsg) Deliver(h screen.Host) tea.Cmd {
	s := msg.screen
	s.busy = false
	if !slices.Contains(h.All(), screen.Screen(s)) {
		return nil // closed meanwhile
	}
	if msg.id != s.id {
		return s.seek()
	}
	s.hits, s.ready, s.answered = msg.hits, msg.ready, true
	s.UpdateIndex(h)
	if s.keep == nil {
		s.Cursor, s.Top = 0, 0
	} else if i := s.find(s.keep); i >= 0 {
		s.Cursor, s.Top = i, i-s.offset
	}
	s.keep = nil
	s.move(h, 0)
	return nil
}

// UpdateIndex switches to a newer Index, and drops hits that it does not contain. It uses the blog
// as it is now, since the answer may come before the message about the newer Index.
func (s *Search) UpdateIndex(h screen.Host) {
	now := s.newest()
	kept := make([]search.Hit, 0, len(s.hits))
	cursor := s.Cursor
	for i, hit := range s.hits {
		if p, ok := now.Lookup(hit.Post.Path); ok {
			hit.Post = p
			kept = append(kept, hit)
		} else if i < s.Cursor {
			cursor--
		}
	}
	s.hits, s.Cursor = kept, cursor
	s.move(h, 0)
}

// HitOf returns the hit of a post, or nil.
func (s *Search) HitOf(p *blog.Post) *search.Hit {
	if i := s.find(p); i >= 0 {
		return &s.hits[i]
	}
	return nil
}

// find returns the index of a post among the hits, or -1.
func (s *Search) find(p *blog.Post) int {
	for i := range s.hits {
		if samePost(s.hits[i].Post, p) {
			return i
		}
	}
	return -1
}

// Name returns what a post calls the search in the hint that leads back.
func (s *Search) Name(h screen.Host) string { return h.Texts.Results }

// Choose puts the cursor on a post if it is a hit.
func (s *Search) Choose(h screen.Host, p *blog.Post) {
	if i := s.find(p); i >= 0 {
		s.move(h, i-s.Cursor)
	}
}

// Beside returns the post so many hits below p.
func (s *Search) Beside(_ screen.Host, p *blog.Post, step int) *blog.Post {
	from := s.find(p)
	if from < 0 { // it is gone; its place remains
		from = s.Cursor
	}
	if at := from + step; at >= 0 && at < len(s.hits) {
		return s.hits[at].Post
	}
	return nil
}

// move moves the cursor by n hits and scrolls to keep it visible.
func (s *Search) move(h screen.Host, n int) {
	s.Move(n, len(s.hits), searchRows(h.Display))
}

// read opens the chosen post at its match.
func (s *Search) read(h screen.Host) tea.Cmd {
	if len(s.hits) == 0 {
		return nil
	}
	return h.OpenHit(&s.hits[s.Cursor])
}

// Relayout keeps the chosen row visible.
func (s *Search) Relayout(h screen.Host) tea.Cmd {
	s.move(h, 0)
	return nil
}

// Typing reports true: letters are always text here.
func (s *Search) Typing() bool { return true }

// TypeText adds text to the query.
func (s *Search) TypeText(h screen.Host, text string) tea.Cmd {
	was := s.Query
	s.Insert(text)
	return s.ask(h, was)
}

// ask searches if the query is another than it was.
func (s *Search) ask(h screen.Host, was string) tea.Cmd {
	h.GiveUp()
	if s.Query == was {
		return nil
	}
	s.keep = nil
	return s.seek()
}

// Press handles a key.
func (s *Search) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case len(s.hits) > 0 && h.Keys.Accept.Has(key):
		return s.read(h), true
	case h.Keys.Clear.Has(key) && h.Opening():
		h.GiveUp()
		return nil, true
	case h.Keys.Clear.Has(key):
		h.Pop() // a post there may have changed meanwhile
		return nil, true
	}
	if n := screen.TypedMovement(key, searchRows(h.Display)); n != 0 && len(s.hits) > 0 {
		s.move(h, n)
		return nil, true
	}
	if was := s.Query; s.Edit(key) {
		return s.ask(h, was), true
	}
	return nil, false
}

// Click chooses the hit of a row, or opens it if it is chosen already.
func (s *Search) Click(h screen.Host, _, y int) tea.Cmd {
	i := s.hitAt(h, y)
	switch {
	case i < 0:
		return nil
	case i == s.Cursor:
		return s.read(h)
	}
	s.Cursor = i
	return nil
}

// Wheel moves the cursor.
func (s *Search) Wheel(h screen.Host, lines int) tea.Cmd {
	s.move(h, lines)
	return nil
}

// Asking reports whether the hits of the query are on their way.
func (s *Search) Asking() bool { return s.ready && !s.answered && !s.asksNothing() }
