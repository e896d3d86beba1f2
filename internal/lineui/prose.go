package lineui

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
)

// spokenLook is how posts look by ear: headings and images are called that, tables are read row by
// row, nothing is underlined, framed or marked with a sign, and links have numbers.
func spokenLook(t *catalog.Texts) postview.Look {
	type object = map[string]any
	w := &t.Plain.Words
	colon := strings.TrimRight(w.Colon, " ") + " "
	sheet := object{
		"block_quote": object{"indent": 0, "indent_token": ""},
		"code_block":  object{"margin": 4},
		"image_text":  object{"format": w.Image + colon + "{{.text}},"},
		"sshblog": object{
			"quiet": object{}, "mark": object{}, "key": object{}, "insert": object{}, "note": object{}, "alert": object{},
			"bullets": []string{""}, "alert_bar": "", "uncoloured": true, "records": true, "link_number": w.Link,
			"signs": object{"between": ", ", "wrap": "", "fold": "", "leads": ", "},
		},
	}
	for level := 1; level <= 6; level++ {
		sheet[fmt.Sprintf("h%d", level)] = object{"prefix": w.Heading + colon}
	}
	source, err := json.Marshal(sheet)
	if err != nil {
		panic(err) // it is made of words
	}
	theme, err := theme.ParseTheme("spoken-"+t.Lang, source)
	if err != nil {
		panic(err)
	}
	return postview.Look{Theme: theme, Links: layout.Announced, Spoken: true}
}

// layoutRequest asks for the lines of a post, in words.
func (s *session) layoutRequest(p *blog.Post, width int) layout.Request {
	q := s.look.Request(s.index, p, width, func(post string) string { return post })
	q.WrapCode = true
	texts := s.texts
	inWords := func(parse func() *markdown.Document) func() *markdown.Document {
		return func() *markdown.Document {
			if doc := parse(); doc != nil {
				return spoken(texts, doc)
			}
			return nil
		}
	}
	q.Doc = inWords(q.Doc)
	if q.Head != nil {
		q.Head = inWords(q.Head)
	}
	return q
}

// prose is a post as lines of text, of one width. Lines are kept in parts, because a page may end
// within one, behind a sentence.
type prose struct {
	page  *layout.Page
	parts []part
	head  int     // parts above the text
	at    []int32 // for each line of the page, the first part of it, or the part that follows it
	links []spokenLink
}

// part is a line, or a part of one that ends with a sentence.
type part struct {
	text   string
	line   int32           // of the page, -1 above the text
	begins layout.UnitKind // what begins with it; 0 for nothing
	joined bool            // it is on the line of the part before
}

// spokenLink is a link that is read out.
type spokenLink struct {
	layout.LinkMark
	part int    // in which it ends
	says string // its number and where it leads
	rows int    // lines that says takes
}

// newProse makes parts of a post's head and page: what was drawn is gone, and no two empty lines
// follow one another.
func newProse(head []string, page *layout.Page) *prose {
	p := &prose{page: page}
	for _, line := range head {
		p.add(line, -1, 0)
	}
	p.head = len(p.parts)
	units := page.Units
	begins := layout.UnitKind(0)
	for i, line := range page.Lines {
		for len(units) > 0 && units[0].Line <= i {
			begins = max(begins, units[0].Kind)
			units = units[1:]
		}
		p.at = append(p.at, int32(len(p.parts)))
		if p.add(line, int32(i), begins) {
			begins = 0
		}
	}
	if n := len(p.parts); n > p.head && p.parts[n-1].text == "" {
		p.parts = p.parts[:n-1]
	}
	return p
}

// codeIndent is before each line of code, in which no sentence ends.
const codeIndent = "    "

// add adds a line, and reports whether there is anything on it.
func (p *prose) add(line string, of int32, begins layout.UnitKind) bool {
	line = speakable(line)
	if line == "" {
		if len(p.parts) > 0 && p.parts[len(p.parts)-1].text != "" {
			p.parts = append(p.parts, part{line: of})
		}
		return false
	}
	joined := false
	for line != "" {
		n := len(line)
		if !strings.HasPrefix(line, codeIndent) {
			n = sentenceEnd(line)
		}
		p.parts = append(p.parts, part{line[:n], of, begins, joined})
		line, begins, joined = line[n:], 0, true
	}
	return true
}

// speakable is a line without what is drawn in it.
func speakable(line string) string {
	return strings.TrimRight(withoutBoxes(plaintext.Clean(line)), " ")
}

// partOf returns the first part of a line of the page.
func (p *prose) partOf(pageLine int) int {
	if len(p.at) == 0 {
		return 0
	}
	return min(int(p.at[max(0, min(pageLine, len(p.at)-1))]), len(p.parts)-1)
}

// place is where a part is, whatever the width.
type place struct {
	at    layout.Place
	head  int    // so many parts from the top, above the text; -1 in the text
	words string // of a sentence that begins within a line
	end   bool
}

// placeOf returns the place of a part.
func (p *prose) placeOf(i int) place {
	switch {
	case i >= len(p.parts):
		return place{end: true}
	case i < p.head || p.parts[i].line < 0:
		return place{head: i}
	}
	pl := place{at: p.page.PlaceAt(int(p.parts[i].line)), head: -1}
	if p.parts[i].joined {
		pl.words = strings.TrimRight(p.parts[i].text, " ")
	}
	return pl
}

// maxApart is how many parts a sentence may be from the line on which it was.
const maxApart = 20

// find returns the part that has the words of a place.
func (p *prose) find(pl place) int {
	switch {
	case pl.end:
		return len(p.parts)
	case pl.head >= 0:
		return min(pl.head, p.head)
	}
	line := p.partOf(p.page.LineAt(pl.at))
	for i := line; pl.words != "" && i < min(line+maxApart, len(p.parts)); i++ {
		text := strings.TrimRight(p.parts[i].text, " ")
		if n := min(len(text), len(pl.words)); n > 0 && text[:n] == pl.words[:n] {
			return i
		}
	}
	return line
}

// locate finds the parts in which the links end, and what is said of each.
func (p *prose) locate(s *session, width int) {
	says, rows := map[int]string{}, map[int]int{}
	for _, m := range p.page.Links {
		if m.Number == 0 {
			continue
		}
		if _, known := says[m.Number]; !known {
			says[m.Number] = fmt.Sprintf(s.texts.Plain.NumberedLink, m.Number, s.destination(p.page, &m))
			rows[m.Number] = 1
			if s.look.Method.Width(says[m.Number]) > width {
				rows[m.Number] = len(layout.Wrap(s.look.Method, says[m.Number], width, maxWrapped))
			}
		}
		end, _ := m.PartOn(m.LastLine())
		at, cells := p.partOf(end.Line), 0
		for ; at+1 < len(p.parts) && p.parts[at+1].joined; at++ {
			if cells += s.look.Method.Width(p.parts[at].text); cells >= end.Col+end.Width {
				break
			}
		}
		p.links = append(p.links, spokenLink{m, at, says[m.Number], rows[m.Number]})
	}
	slices.SortStableFunc(p.links, func(a, b spokenLink) int { return cmp.Compare(a.part, b.part) })
}

// linksFrom returns the links that end in a part or below it.
func (p *prose) linksFrom(part int) []spokenLink {
	i, _ := slices.BinarySearchFunc(p.links, part, func(l spokenLink, part int) int { return cmp.Compare(l.part, part) })
	return p.links[i:]
}

// numbered lists the links, each number once, in the order of the numbers.
func (p *prose) numbered() []spokenLink {
	all := slices.Clone(p.links)
	slices.SortStableFunc(all, func(a, b spokenLink) int { return cmp.Compare(a.Number, b.Number) })
	return slices.CompactFunc(all, func(a, b spokenLink) bool { return a.Number == b.Number })
}

// sameAddress reports whether the text of a link is its address, which then has been read out.
func sameAddress(text, address string) bool {
	return text == address || "mailto:"+text == address || "http://"+text == address || "https://"+text == address
}
