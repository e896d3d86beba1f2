package wrap

import "strings"

// softHyphen is a place in the word at which it may break with a visible hyphen.
type softHyphen struct{ pieces, cells int }

// maxSoftHyphens bounds those of one word.
const maxSoftHyphens = 100

// parts returns the width of the widest part of the word that must stay together, with its hyphen.
func (w *Wrapper) parts() int {
	widest, from := 0, 0
	for _, h := range w.hyphens {
		widest, from = max(widest, h.cells-from+1), h.cells
	}
	return max(widest, w.wordW-from)
}

// hyphenate breaks a word that does not fit at its soft hyphens, as often as it has to, and returns
// the cells of the blank before what is left of it.
func (w *Wrapper) hyphenate(gap int) int {
	for len(w.hyphens) > 0 && w.cells+gap+w.wordW > w.Width {
		at := -1
		for i, h := range w.hyphens {
			if h.cells > 0 && w.cells+gap+h.cells+1 <= w.Width {
				at = i
			}
		}
		if at < 0 {
			if w.cells == 0 {
				return gap // not even its first part
			}
			last := w.last
			w.newline()
			w.last, gap = last, 0
			continue
		}
		h := w.hyphens[at]
		if gap > 0 {
			w.put(w.blank, 1)
		}
		w.Runs = append(w.Runs, w.word[:h.pieces]...)
		end := w.word[h.pieces-1]
		w.put(Piece{"-", end.Look, end.Link}, h.cells+1)
		last := w.last
		w.newline()
		w.last, gap = last, 0
		w.word, w.wordW = append(w.word[:0], w.word[h.pieces:]...), w.wordW-h.cells
		rest := w.hyphens[:0]
		for _, later := range w.hyphens[at+1:] {
			rest = append(rest, softHyphen{later.pieces - h.pieces, later.cells - h.cells})
		}
		w.hyphens = rest
	}
	return gap
}

// split breaks a word that is wider than a line, behind a mark that parts an address if one is
// near.
func (w *Wrapper) split() {
	for _, p := range w.word {
		for p.Text != "" {
			n, cells := w.Method.Prefix(p.Text, w.Width-w.cells)
			if n < len(p.Text) {
				if at := strings.LastIndexAny(p.Text[:n], "/?&=_.,;#"); at >= n*3/4 && at > 0 && n > 8 {
					n = at + 1
					cells = w.Method.Width(p.Text[:n])
				}
			}
			if n == 0 {
				if w.cells > 0 {
					w.newline()
					continue
				}
				if n, cells = w.Method.Part(p.Text, w.Width); n == 0 {
					n, _ = w.Method.First(p.Text) // wider than the line: a mark in its place
					w.put(Piece{"…", p.Look, p.Link}, 1)
					p.Text = p.Text[n:]
					continue
				}
			}
			w.put(Piece{p.Text[:n], p.Look, p.Link}, cells)
			p.Text = p.Text[n:]
			if p.Text != "" {
				w.newline()
			}
		}
	}
}
