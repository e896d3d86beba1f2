// Package wrap breaks text into lines, as the paragraphs, headings, list items and cells of a post are
// broken. A text is fed in parts, each in a look and part of a link or of none:
//
//	w := wrap.Wrapper{Method: method, Width: 80}
//	w.Text("The tide comes into the ", look, 0)
//	w.Glue("harbour", emphasized, 0)
//	w.End()
//	for _, line := range w.Lines {
//		pieces := w.Runs[line.From:line.To]
//	}
//
// It writes no bytes: package layout does that, with [theme.SGR]. rules.go says where a line may break,
// words.go breaks words that are wider than a line.
package wrap

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Piece is text in one look, part of at most one link.
type Piece struct {
	Text string
	Look theme.StyleID
	Link int32 // a number of the caller's, 0 for none
}

// Span is a line: some pieces of [Wrapper.Runs], and how many cells they take together.
type Span struct{ From, To, Cells int }

// Wrapper breaks text into lines of at most Width cells. It answers a defect of Glamour's, which
// breaks text after it has been styled, by parsing its control sequences again, three times over:
// here a look is a number beside the text, and the sequences are written once, when a line is
// finished.
//
// A line may break at a blank, which vanishes; behind a hyphen between letters; and on either side
// of a wide character, but not before one that may not begin a line, nor behind one that may not
// end it. A word that is wider than a line breaks where it must.
type Wrapper struct {
	Width   int
	Method  textwidth.Method
	Runs    []Piece // of all lines
	Lines   []Span
	Longest int // cells of the widest word

	from    int // where in runs the line begins that is being filled
	cells   int
	piece   Piece   // the text that is being read
	taken   int     // how much of it is on lines, or in word
	seen    int     // how much of it has been read; the rest up to here belongs to the word
	word    []Piece // what must stay together, not yet on a line
	wordW   int
	blank   Piece // waits before the word; none if its text is ""
	last    rune  // the character before, 0 at the beginning of a line
	soft    bool  // an end of line in the source waits before the next character
	soften  Piece // its look
	hyphens []softHyphen
}

// Reset makes w ready for another text.
func (w *Wrapper) Reset(width int) {
	*w = Wrapper{Width: max(1, width), Method: w.Method, Runs: w.Runs[:0], Lines: w.Lines[:0], word: w.word[:0], hyphens: w.hyphens[:0]}
}

// Text adds text that may be broken.
func (w *Wrapper) Text(s string, l theme.StyleID, link int32) {
	w.piece = Piece{s, l, link}
	w.taken, w.seen = 0, 0
	for w.seen < len(s) {
		rest := s[w.seen:]
		switch c := rest[0]; {
		case c == ' ' && dashFollows(rest[1:]) && (w.wordW > 0 || w.seen > w.taken):
			w.seen++
			w.wordW++
			w.last = ' '
		case (c == ' ' || c == '\t' || c == '\n') && !w.composed(rest):
			w.endWord()
			w.soft = false
			w.blank = Piece{" ", l, link}
			w.last = ' '
			w.seen++
			w.taken = w.seen
		case c < utf8.RuneSelf && (len(rest) == 1 || rest[1] < utf8.RuneSelf):
			n := w.asciiWord(rest)
			w.before(rune(c))
			w.seen += n
			w.wordW += n
			w.last = rune(rest[n-1])
			if w.last == '-' && n > 1 && n < len(rest) && isLetter(rest[n-2]) && isLetter(rest[n]) {
				w.endWord()
			}
		default:
			r, size := utf8.DecodeRuneInString(rest)
			if r == '\u00ad' { // terminals do not agree whether it takes a cell
				w.take()
				w.seen += size
				w.taken = w.seen
				if len(w.word) > 0 && len(w.hyphens) < maxSoftHyphens {
					w.hyphens = append(w.hyphens, softHyphen{len(w.word), w.wordW})
				}
				continue
			}
			n, cells := w.Method.Most(rest)
			w.before(r)
			w.seen += n
			w.wordW += cells
			w.last = r
		}
	}
	w.take()
	w.piece.Text = ""
}

// dashFollows reports whether s begins with a dash between blanks, which does not begin a line.
func dashFollows(s string) bool {
	for _, dash := range [...]string{"—", "–"} {
		if rest, ok := strings.CutPrefix(s, dash); ok {
			return rest == "" || rest[0] == ' '
		}
	}
	return false
}

// composed reports whether the character at the beginning of s, which is ASCII, has an accent on it
// or the like: a line does not break within it.
func (w *Wrapper) composed(s string) bool {
	if len(s) == 1 || s[1] < utf8.RuneSelf {
		return false
	}
	n, _ := w.Method.First(s)
	return n > 1
}

// take moves the text that has been read to the word.
func (w *Wrapper) take() {
	if w.taken < w.seen && w.seen <= len(w.piece.Text) {
		w.word = append(w.word, Piece{w.piece.Text[w.taken:w.seen], w.piece.Look, w.piece.Link})
	}
	w.taken = w.seen
}

// asciiWord returns the length of the word of ASCII at the beginning of s: up to a blank, up to and
// with a hyphen, or up to a character that is no ASCII. A character directly before such a one may
// be composed with it, and is then a word of its own.
func (w *Wrapper) asciiWord(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c <= ' ':
			return max(1, i)
		case c >= utf8.RuneSelf:
			return max(1, i-1)
		case c == '-' && i > 0:
			if w.composed(s[i:]) {
				return i
			}
			return i + 1
		}
	}
	return len(s)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf }

// before ends the word if a line may break before r.
func (w *Wrapper) before(r rune) {
	if w.soft {
		w.soft = false
		if !ideographic(w.last) || !ideographic(r) {
			w.endWord()
			w.blank = w.soften
			w.last = ' '
			return
		}
	}
	if (breaksAround(w.last) || breaksAround(r)) && w.last != 0 && !noStart(r) && !noEnd(w.last) {
		w.endWord()
	}
}

// Glue adds text that stays together with its neighbours.
func (w *Wrapper) Glue(s string, l theme.StyleID, link int32) {
	if s == "" {
		return
	}
	r, _ := utf8.DecodeRuneInString(s)
	if w.soft {
		w.before(r)
	}
	w.word = append(w.word, Piece{s, l, link})
	w.wordW += w.Method.Width(s)
	w.last, _ = utf8.DecodeLastRuneInString(s)
}

// SoftBreak adds the end of a line in the source: a blank, but between two characters of a script
// without blanks.
func (w *Wrapper) SoftBreak(l theme.StyleID, link int32) {
	w.soft, w.soften = true, Piece{" ", l, link}
}

// HardBreak ends the line.
func (w *Wrapper) HardBreak() {
	w.endWord()
	w.newline()
}

// End ends the last line, if there is anything on it.
func (w *Wrapper) End() {
	w.endWord()
	if len(w.Runs) > w.from {
		w.newline()
	}
}

// newline ends the line.
func (w *Wrapper) newline() {
	w.Lines = append(w.Lines, Span{w.from, len(w.Runs), w.cells})
	w.from, w.cells = len(w.Runs), 0
	w.blank.Text, w.soft = "", false
	w.last = 0
}

// endWord puts the word on this line if it fits there, else on the next.
func (w *Wrapper) endWord() {
	w.take()
	if len(w.word) == 0 {
		return
	}
	w.Longest = max(w.Longest, w.parts())
	gap := len(w.blank.Text)
	if w.cells == 0 {
		gap = 0
	}
	if gap = w.hyphenate(gap); w.cells > 0 && w.cells+gap+w.wordW > w.Width {
		last := w.last
		w.newline()
		w.last, gap = last, 0
	}
	if gap > 0 {
		w.put(w.blank, 1)
	}
	w.blank.Text = ""
	if w.wordW > w.Width {
		w.split()
	} else {
		w.Runs = append(w.Runs, w.word...)
		w.cells += w.wordW
	}
	w.word, w.wordW, w.hyphens = w.word[:0], 0, w.hyphens[:0]
}

// put adds a piece to the line.
func (w *Wrapper) put(p Piece, cells int) {
	w.Runs = append(w.Runs, p)
	w.cells += cells
}
