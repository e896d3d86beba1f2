package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// pageFlow is the lines of a page as one text, so that what goes over the end of a line is found. A
// blank line ends a paragraph.
type pageFlow struct {
	method textwidth.Method
	folded bool // the text is without differences of case and accents
	text   string
	lines  []flowLine
	joints bool // there are line ends between characters of scripts without blanks
}

// flowLine is a line of a page in the text of its flow.
type flowLine struct {
	start int    // in the text of the flow
	lead  int    // bytes before it that are no part of the text
	line  string // as it is on the page, without styles
	text  string // the part that is in the flow
}

// frames are what stands before the lines of a quote or of code.
const frames = " │┃▏>"

// flowOf makes the flow of lines, folded or as they are. Where both sides of a line end are of a
// script without blanks, it counts as nothing if tight, and otherwise as a blank.
func flowOf(m textwidth.Method, lines []string, folded, tight bool) *pageFlow {
	f := &pageFlow{method: m, folded: folded, lines: make([]flowLine, len(lines))}
	var b strings.Builder
	frame := "" // of the line before
	for i, styled := range lines {
		line := strings.TrimRight(ansi.Strip(styled), " ")
		text := strings.TrimLeft(line, frames)
		lead := len(line) - len(text)
		if was := frame; text != "" {
			if frame = strings.TrimSpace(line[:lead]); frame != was { // it begins here, and can be looked for
				lead = len(line) - len(strings.TrimLeft(line, " "))
			}
		}
		if text = line[lead:]; folded {
			text = fold(text)
		}
		if i > 0 {
			b.WriteString(f.joint(f.lines[i-1].text, text, tight))
		}
		f.lines[i] = flowLine{start: b.Len(), lead: lead, line: line, text: text}
		b.WriteString(text)
	}
	f.text = b.String()
	return f
}

// joint returns what a line end between two texts counts as.
func (f *pageFlow) joint(before, after string, tight bool) string {
	if before == "" || after == "" {
		return "\n"
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if !blankless(last) || !blankless(first) {
		return " "
	}
	f.joints = true
	if tight {
		return ""
	}
	return " "
}

// blankless reports whether a character is of a script whose lines end anywhere.
func blankless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// at returns where a range of the flow's text is on the page. It goes forward from a line on.
func (f *pageFlow) at(from, to, line int) Match {
	for line+1 < len(f.lines) && f.lines[line+1].start <= from {
		line++
	}
	last := line
	for last+1 < len(f.lines) && f.lines[last+1].start < to {
		last++
	}
	return Match{Line: line, from: f.cell(line, from), Last: last, to: f.cell(last, to)}
}

// cell returns the cell of a line that a byte of the flow's text comes from.
func (f *pageFlow) cell(line, at int) int {
	l := &f.lines[line]
	at -= l.start
	if !f.folded {
		return f.method.Width(l.line[:l.lead+min(at, len(l.text))])
	}
	return f.method.Width(l.line[:l.lead]) + cellAt(f.method, l.line[l.lead:], l.text, at)
}

// matchesIn returns what spans finds in the flow of a page, from top to bottom.
func matchesIn(m textwidth.Method, lines []string, folded bool, spans func(text string, most int) [][2]int) []Match {
	var all []Match
	f := flowOf(m, lines, folded, false)
	for _, tight := range []bool{false, true} {
		if tight && !f.joints {
			break
		}
		if tight {
			f = flowOf(m, lines, folded, true)
		}
		line := 0
		for _, at := range spans(f.text, maxMatches) {
			match := f.at(at[0], at[1], line)
			line = match.Line
			all = append(all, match)
		}
	}
	if !f.joints {
		return all
	}
	slices.SortFunc(all, func(a, b Match) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		if a.from != b.from {
			return a.from - b.from
		}
		return b.Last - a.Last // the longer one first
	})
	return withoutOverlaps(all)
}

// withoutOverlaps drops matches that begin before the one above them ends.
func withoutOverlaps(all []Match) []Match {
	kept := all[:0]
	for _, at := range all {
		if n := len(kept); n > 0 && (at.Line < kept[n-1].Last || at.Line == kept[n-1].Last && at.from < kept[n-1].to) {
			continue
		}
		kept = append(kept, at)
	}
	return kept[:min(len(kept), maxMatches)]
}

// CellsOn returns the cells of a line that belong to a match.
func (at Match) CellsOn(m textwidth.Method, i int, line string) (from, to int) {
	from, to = at.from, at.to
	if i > at.Line {
		from = m.Width(line) - m.Width(strings.TrimLeft(line, frames))
	}
	if i < at.Last {
		to = m.Width(strings.TrimRight(line, " "))
	}
	return min(from, to), to
}
