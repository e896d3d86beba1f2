package search

import (
	"strings"
	"unicode/utf8"
)

// maxLine is the maximum length of Hit.Line, in bytes.
const maxLine = 200

const ellipsis = "…"

// window cuts a text to the part around its matches that a Hit shows. It returns where the matches
// are in that part.
func window(text string, spans [][2]int) (line string, matches [][2]int) {
	if len(text) <= maxLine {
		return text, spans
	}
	room := maxLine - 2*len(ellipsis)
	from := 0
	if at := bestWindow(spans, room-40); at > 60 {
		from = beginning(text, at)
	}
	to := len(text)
	if to-from > room {
		to = from + ending(text[from:], room)
		for _, m := range spans { // no match is cut, but one that is longer than the room
			if m[0] > from && m[0] < to && m[1] > to {
				to = from + len(strings.TrimRight(text[from:m[0]], " "))
			}
		}
	}
	before, after := "", ""
	if from > 0 {
		before = ellipsis
	}
	if to < len(text) {
		after = ellipsis
	}
	for _, m := range spans {
		m = [2]int{max(m[0], from) - from + len(before), min(m[1], to) - from + len(before)}
		if m[0] < m[1] {
			matches = append(matches, m)
		}
	}
	return before + text[from:to] + after, matches
}

// bestWindow returns the start of the first part of n bytes that contains the most matches.
func bestWindow(spans [][2]int, n int) int {
	best, at := 0, 0
	for i, j := 0, 0; i < len(spans); i++ {
		for j < len(spans) && spans[j][1] <= spans[i][0]+n {
			j++
		}
		if j-i > best {
			best, at = j-i, spans[i][0]
		}
	}
	if best == 0 && len(spans) > 0 {
		return spans[0][0]
	}
	return at
}

// beginning returns where to start a line that shows the match at an offset: with its sentence if
// that starts nearby, else with a word.
func beginning(text string, at int) int {
	low := at - 100
	if low < 0 {
		low = 0
	}
	for low < at && !utf8.RuneStart(text[low]) {
		low++
	}
	before := text[low:at]
	for _, end := range []string{". ", "! ", "? ", "。", "！", "？"} {
		if i := strings.LastIndex(before, end); i >= 0 {
			return low + i + len(end)
		}
	}
	if low == 0 {
		return 0
	}
	near := at - 50
	for near < at && !utf8.RuneStart(text[near]) {
		near++
	}
	if i := strings.IndexByte(text[near:at], ' '); i >= 0 {
		return near + i + 1
	}
	return near
}

// ending returns where to end a text that is longer than n bytes: at a word if one ends nearby.
func ending(text string, n int) int {
	part := cutText(text, n)
	if i := strings.LastIndexByte(part, ' '); i > len(part)-30 && i > 0 {
		return i
	}
	return len(part)
}
