package titles

import (
	"github.com/sshblog/sshblog/internal/blog"
)

// Head stands above an entry of the list, and says what those from there on have in common.
type Head struct {
	First int  // the entry
	Year  int  // of their dates; 0: they are not in a year
	Pages bool // they are pages
}

// order sets the entries and what stands between them: the posts that their author wants to be
// seen first, the others by year, the pages.
func (s *Set) order(x *blog.Index) {
	s.Entries = make([]*blog.Post, 0, len(x.Posts())+len(x.Pages()))
	var rest []*blog.Post
	for _, p := range x.Posts() {
		if p.Featured {
			s.Entries = append(s.Entries, p)
		} else {
			rest = append(rest, p)
		}
	}
	s.Featured = len(s.Entries)
	s.addByYear(rest)
	s.addPages(x.Pages())
}

// addByYear adds posts in the order of their dates, each year below its number.
func (s *Set) addByYear(posts []*blog.Post) {
	s.FirstByYear = len(s.Entries)
	year := 0
	for i, p := range posts {
		y := 0
		if !p.Date.IsZero() {
			y = p.Date.Year()
		}
		if y != year || i == 0 && len(s.Entries) > 0 {
			s.Heads = append(s.Heads, Head{First: len(s.Entries), Year: y})
			year = y
		}
		s.Entries = append(s.Entries, p)
	}
	s.EndByYear = len(s.Entries)
}

// addPages adds pages, below a word that says so.
func (s *Set) addPages(pages []*blog.Post) {
	if len(pages) > 0 && len(s.Entries) > 0 {
		s.Heads = append(s.Heads, Head{First: len(s.Entries), Pages: true})
	}
	s.Entries = append(s.Entries, pages...)
}
