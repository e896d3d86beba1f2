package tui

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// A post that is opened from the search is opened at its match. Its matches are marked like those
// of the finder, which steps through them.

// markIn returns where the lines of a page contain words of a hit.
func markIn(m textwidth.Method, lines, words []string) []found {
	if len(words) == 0 {
		return nil
	}
	return matchesIn(m, lines, false, func(text string, most int) [][2]int {
		spans := search.Mark(text, words)
		return spans[:min(len(spans), most)]
	})
}

// toHit marks the words of the hit and goes to the line that the hit showed.
func (p *postScreen) toHit(d *display) {
	f := &p.find
	f.matches = f.in(d.method, p.text())
	if len(f.hit.Matches) == 0 { // only title or tags matched: start at the beginning
		return
	}
	line := lineOf(p.text(), f.hit)
	switch {
	case len(f.matches) == 0 && line < 0:
		return
	case len(f.matches) == 0: // the words are broken across lines, or lie beyond the edge of wide code
		p.toLine(line, d.postRows())
		return
	case line < 0:
		line = bestLine(f.matches)
	}
	f.current = nearest(f.matches, line)
	p.showMatch(d)
}

// lineOf returns the line of a page that contains the first match of a hit's line, or -1 if
// unknown. It compares only letters and digits, since the page has its own line breaks, marks and
// rules.
func lineOf(lines []string, hit *search.Hit) int {
	var page strings.Builder
	starts := make([]int, len(lines)) // of each line, in the letters of the page
	for i, line := range lines {
		starts[i] = page.Len()
		writeLetters(&page, ansi.Strip(line))
	}
	first := hit.Matches[0]
	for _, context := range []int{len(hit.Line), 40, 15} { // bytes around the match; fewer bytes are less certain
		before := letters(hit.Line[max(0, first[0]-context):first[0]])
		after := letters(hit.Line[first[0]:min(len(hit.Line), first[1]+context)])
		if at := strings.Index(page.String(), before+after); at >= 0 && after != "" {
			next, _ := slices.BinarySearch(starts, at+len(before)+1)
			return next - 1
		}
	}
	return -1
}

// letters returns the folded letters and digits of a text.
func letters(text string) string {
	var b strings.Builder
	writeLetters(&b, text)
	return b.String()
}

func writeLetters(b *strings.Builder, text string) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteString(foldRune(r))
		}
	}
}

// bestLine returns the line with the most matches.
func bestLine(matches []found) int {
	line, most := 0, 0
	for i := 0; i < len(matches); {
		n := 1
		for i+n < len(matches) && matches[i+n].line == matches[i].line {
			n++
		}
		if n > most {
			line, most = matches[i].line, n
		}
		i += n
	}
	return line
}

// nearest returns the index of the match that is nearest to a line.
func nearest(matches []found, line int) int {
	best := 0
	for i, at := range matches {
		if abs(at.line-line) < abs(matches[best].line-line) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
