package titles

import (
	"github.com/sshblog/sshblog/internal/blog"
)

// Head stands above an entry of the list, and says what those from there on have in common.
type Head struct {
	First int    // the entry
	Title string // of the author's; "" for none
	Year  int    // of their dates; 0: they are not in a year
	Pages bool   // they are pages, under no title of the author's
}

// order sets the entries and what stands between them: the posts that their author wants to be
// seen first, the others by year, the pages.
func (s *Set) order(x *blog.Index) {
	s.Entries = make([]*blog.Post, 0, len(x.Posts())+len(x.Pages()))
	var rest []*blog.Post // not featured, then in no part
	for _, p := range x.Posts() {
		if p.Featured {
			s.Entries = append(s.Entries, p)
		} else {
			rest = append(rest, p)
		}
	}
	s.Featured = len(s.Entries)
	site := x.Site()
	parts := site.Parts
	if len(parts) == 0 {
		s.addByYear(rest, "")
		s.addPages(x.Pages(), "")
		return
	}
	chosen, rest := divide(&site, parts, rest)
	restShown, pagesShown := false, false
	for i := range parts {
		switch part := &parts[i]; {
		case part.Pages:
			s.addPages(x.Pages(), part.Title)
			pagesShown = true
		case part.Rest:
			s.addByYear(rest, part.Title)
			restShown = true
		default:
			s.add(chosen[i], Head{Title: part.Title})
		}
	}
	if !restShown {
		s.addByYear(rest, "")
	}
	if !pagesShown {
		s.addPages(x.Pages(), "")
	}
}

// divide gives each post to the first part that has it, and returns the others, too.
func divide(site *blog.Site, parts []blog.ListPart, posts []*blog.Post) (chosen [][]*blog.Post, rest []*blog.Post) {
	chosen = make([][]*blog.Post, len(parts))
next:
	for _, p := range posts {
		for i := range parts {
			if part := &parts[i]; (part.Most == 0 || len(chosen[i]) < part.Most) && part.Includes(site, p) {
				chosen[i] = append(chosen[i], p)
				continue next
			}
		}
		rest = append(rest, p)
	}
	return chosen, rest
}

// add adds entries below a head, if there are any.
func (s *Set) add(posts []*blog.Post, head Head) {
	if len(posts) > 0 {
		head.First = len(s.Entries)
		s.Heads = append(s.Heads, head)
		s.Entries = append(s.Entries, posts...)
	}
}

// addByYear adds posts in the order of their dates, each year below its number.
func (s *Set) addByYear(posts []*blog.Post, title string) {
	s.FirstByYear = len(s.Entries)
	year := 0
	for i, p := range posts {
		y := 0
		if !p.Date.IsZero() {
			y = p.Date.Year()
		}
		if y != year || i == 0 && (len(s.Entries) > 0 || title != "") {
			s.Heads = append(s.Heads, Head{First: len(s.Entries), Title: title, Year: y})
			title = ""
			year = y
		}
		s.Entries = append(s.Entries, p)
	}
	s.EndByYear = len(s.Entries)
}

// addPages adds pages, below a word that says so.
func (s *Set) addPages(pages []*blog.Post, title string) {
	if len(s.Entries) > 0 || title != "" {
		s.add(pages, Head{Title: title, Pages: title == ""})
	} else {
		s.Entries = append(s.Entries, pages...)
	}
}
