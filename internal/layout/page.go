package layout

import (
	"sort"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// Page is a post for one width and theme. It is never changed, and is shared by all who read it.
type Page struct {
	Width    int
	Lines    []string
	Headings []Mark
	Links    []LinkMark
	Images   []LinkMark
	Wide     []WideBlock // code that is cut at the right edge; none if the request had WrapCode
	Codes    []CodeBlock // from top to bottom
	Notes    []Note      // the footnotes, from top to bottom
	Pictures []Picture   // from top to bottom; none unless the request had Room
	Units    []Unit      // what is read in one breath, from top to bottom; none unless links are Announced

	wide    *wideLines
	places  []place        // of each line
	anchors map[string]int // lines by id, of headings and of all else that can be jumped to
}

// Mark is where a heading is on a page.
type Mark struct {
	Line  int
	Level int
	Text  string
	ID    string
}

// UnitKind says what begins on a line.
type UnitKind uint8

// The kinds of units.
const (
	PartUnit    UnitKind = iota + 1 // a part of a block that stands for itself: a field, a line of code
	BlockUnit                       // a paragraph, the text of an item, a row of a table, a block of code
	HeadingUnit                     // a heading, which belongs to what follows
	ClosingUnit                     // a block that belongs to what is above it
)

// Unit is where something begins that is read in one breath.
type Unit struct {
	Line int
	Kind UnitKind
}

// place is where a line stands in the text, whatever the width: the top-level block, and how many
// bytes of its text are on the lines before.
type place struct{ block, offset int32 }

// Place is a place in the text of a post that outlives a change of width. The zero Place is its
// beginning.
type Place struct {
	at    place
	extra int // so many lines below the first one at that place
}

// PlaceAt returns the place of a line. A line before or behind the page is the nearest on it.
func (p *Page) PlaceAt(line int) Place {
	if len(p.places) == 0 {
		return Place{}
	}
	line = max(0, min(line, len(p.places)-1))
	first := line
	for first > 0 && p.places[first-1] == p.places[line] {
		first--
	}
	return Place{at: p.places[line], extra: line - first}
}

// LineAt returns the line of a place: the very line that it is of if the page has the same width,
// else the one on which the same words are.
func (p *Page) LineAt(pl Place) int {
	n := len(p.places)
	behind := sort.Search(n, func(i int) bool {
		at := p.places[i]
		return at.block > pl.at.block || at.block == pl.at.block && at.offset > pl.at.offset
	})
	if behind == 0 {
		return 0
	}
	first := behind - 1
	for first > 0 && p.places[first-1] == p.places[first] {
		first--
	}
	if p.places[first] == pl.at {
		return min(first+pl.extra, behind-1)
	}
	return behind - 1
}

// HeadingLine returns the line of what an address behind "#" means: a heading or another place by
// its id, else a heading by its text, whatever the case.
func (p *Page) HeadingLine(id string) (int, bool) {
	id = strings.TrimPrefix(id, "#")
	if id == "" {
		return 0, false
	}
	if line, ok := p.anchors[id]; ok {
		return line, true
	}
	slug := markdown.Slug(id)
	for _, h := range p.Headings {
		if strings.EqualFold(h.ID, id) || slug != "" && markdown.Slug(h.Text) == slug {
			return h.Line, true
		}
	}
	return 0, false
}

// Bytes is about how much memory a page takes.
func (p *Page) Bytes() int64 {
	n := 200 + 16*len(p.Lines) + 8*len(p.places)
	for _, l := range p.Lines {
		n += len(l)
	}
	for _, h := range p.Headings {
		n += 48 + len(h.Text) + len(h.ID)
	}
	for _, list := range [...][]LinkMark{p.Links, p.Images} {
		for _, l := range list {
			n += 136 + 24*len(l.Rest) + len(l.URL) + len(l.Post) + len(l.Text)
		}
	}
	if p.wide != nil {
		n += p.wide.bytes + 40*len(p.Wide)
	}
	for i := range p.Codes {
		n += 64 + len(p.Codes[i].Text)
	}
	n += 56*len(p.Notes) + 16*len(p.Units)
	for i := range p.Pictures {
		n += 64 + len(p.Pictures[i].File) + len(p.Pictures[i].Text)
	}
	for id := range p.anchors {
		n += 40 + len(id)
	}
	return int64(n)
}
