package find

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/search"
)

// LineOf returns the line of a page that contains the first match of a hit's line, or -1 if
// unknown. It compares only letters and digits, since the page has its own line breaks, marks and
// rules.
func LineOf(lines []string, hit *search.Hit) int {
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

// BestLine returns the line with the most matches.
func BestLine(matches []Match) int {
	line, most := 0, 0
	for i := 0; i < len(matches); {
		n := 1
		for i+n < len(matches) && matches[i+n].Line == matches[i].Line {
			n++
		}
		if n > most {
			line, most = matches[i].Line, n
		}
		i += n
	}
	return line
}

// Nearest returns the index of the match that is nearest to a line.
func Nearest(matches []Match, line int) int {
	best := 0
	for i, at := range matches {
		if abs(at.Line-line) < abs(matches[best].Line-line) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
