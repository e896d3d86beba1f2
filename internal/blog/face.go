package blog

import "strings"

// Link is an address beside the blog that its author shows to readers: a web site, a feed, a
// mailbox.
type Link struct {
	Name    string // plain text; never empty
	Address string // a web address, or one of mail; printable, without blanks
}

// URL returns what a terminal can open.
func (l Link) URL() string {
	switch {
	case strings.Contains(l.Address, "://"), strings.HasPrefix(l.Address, "mailto:"):
		return l.Address
	case strings.Contains(l.Address, "@"):
		return "mailto:" + l.Address
	}
	return "https://" + l.Address
}

// Short returns the address as people write it.
func (l Link) Short() string {
	short := l.Address
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		short = strings.TrimPrefix(short, scheme)
	}
	return strings.TrimSuffix(short, "/")
}

// ListPart is a part of the list of posts under a title of its own. It has the posts of a tag, a
// category or a folder that no part above it has, or else what is left over.
type ListPart struct {
	Title                 string // "" for none
	Tag, Category, Folder string // one of them, or none
	Most                  int    // posts at most, the newest; 0: all
	Rest                  bool   // the posts that no other part has, by year
	Pages                 bool   // the pages
}

// Includes reports whether a post belongs to the part, whatever other parts have.
func (l *ListPart) Includes(s *Site, p *Post) bool {
	switch {
	case l.Tag != "":
		return ByTag.Includes(p, l.Tag)
	case l.Category != "":
		return ByCategory.Includes(p, l.Category)
	case l.Folder != "":
		return strings.HasPrefix(s.Within(p.Path), l.Folder+"/") || strings.HasPrefix(p.Path, l.Folder+"/")
	}
	return false
}
