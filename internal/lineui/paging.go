package lineui

import (
	"sort"
	"strings"

	"github.com/sshblog/sshblog/internal/layout"
)

// paging says where the pages of a post end, for a window of some height. A page ends with a
// block, else with a sentence, if one ends in its second half; a heading and a line that ends in a
// colon are not the last on a page, and no page begins with what says that something has ended. The links that are read out on a page are listed below it, and
// count.
type paging struct {
	prose  *prose
	rows   int   // of a page
	starts []int // the parts with which pages begin, when they are turned from the first one
}

// newPaging finds the pages of so many rows.
func newPaging(p *prose, rows int) *paging {
	g := &paging{prose: p, rows: rows, starts: []int{0}}
	for end := g.end(0); end < len(p.parts); end = g.end(end) {
		g.starts = append(g.starts, end)
	}
	return g
}

// number returns the number of the page that a part is on, from 1.
func (g *paging) number(part int) int { return max(1, sort.SearchInts(g.starts, part+1)) }

// before returns where the page begins that ends before a part.
func (g *paging) before(part int) int { return g.starts[max(0, sort.SearchInts(g.starts, part)-1)] }

// breaks are the best places at which a page can end, each with the rows before it; 0 for none.
type breaks struct{ block, blockRows, sentence, sentenceRows int }

// end returns the part behind a page that begins with a part: at least one further.
func (g *paging) end(top int) int {
	p := g.prose
	for top < len(p.parts) && p.parts[top].text == "" {
		top++
	}
	links := p.linksFrom(top)
	listed := map[int]bool{}
	var b breaks
	rows, extra, i := 0, 0, top
	within := layout.UnitKind(0)
	for ; i < len(p.parts); i++ {
		if i > top {
			g.consider(&b, i, rows+extra, within)
		}
		if !p.parts[i].joined || i == top {
			rows++
		}
		for ; len(links) > 0 && links[0].part <= i; links = links[1:] {
			if l := &links[0]; l.listed() && !listed[l.Number] {
				if len(listed) == 0 {
					extra++ // the empty line above them
				}
				listed[l.Number] = true
				extra += l.rows
			}
		}
		if rows+extra > g.rows && i > top {
			return b.choose(i, g.rows)
		}
		if p.parts[i].begins > 0 {
			within = p.parts[i].begins
		}
	}
	return i
}

// consider notes what a page would end with that ends before a part. within is what the part before
// it belongs to.
func (g *paging) consider(b *breaks, i, rows int, within layout.UnitKind) {
	before, next := g.prose.parts[i-1].text, &g.prose.parts[i]
	text := strings.TrimRight(before, " ")
	switch {
	case next.begins == layout.ClosingUnit, next.text == "" && g.closes(i+1):
	case text == "", within == layout.HeadingUnit && !next.joined && (next.text == "" || next.begins > 0):
	case strings.HasSuffix(text, ":"), strings.HasSuffix(text, "："):
	case next.text == "", next.begins >= layout.BlockUnit:
		b.block, b.blockRows = i, rows
	case next.begins == layout.PartUnit, endsSentence(text):
		b.sentence, b.sentenceRows = i, rows
	}
}

// closes reports whether a part belongs to what is above it.
func (g *paging) closes(i int) bool {
	return i < len(g.prose.parts) && g.prose.parts[i].begins == layout.ClosingUnit
}

// choose returns where a page of so many rows ends that has room up to a part.
func (b breaks) choose(last, rows int) int {
	switch latest, latestRows := b.block, b.blockRows; {
	case b.blockRows*2 >= rows:
		return b.block
	case b.sentenceRows*2 >= rows:
		return b.sentence
	default:
		if b.sentence > latest {
			latest, latestRows = b.sentence, b.sentenceRows
		}
		if latestRows*4 >= rows && latest > 0 {
			return latest
		}
	}
	return last
}

// listed reports whether it has to be said where a link leads: its text does not say it.
func (l *spokenLink) listed() bool { return l.Post != "" || !sameAddress(l.Text, l.URL) }
