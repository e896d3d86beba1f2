package find_test

import (
	"slices"
	"testing"

	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/find"
)

// page is a page of a narrow window.
var page = []string{
	"  The \x1b[1mCafé\x1b[0m by the", "  harbour. A cafe.", "", "│ Quoted words go", "│ on here.", "清晨的海边很", "安静。",
}

// span is where a match is: from a cell of a line to a cell of that or of a later line.
type span struct{ line, from, last, to int }

// spans returns matches as the lines and cells that a screen marks.
func spans(matches []find.Match) (all []span) {
	for _, at := range matches {
		from, to := at.CellsOn(textwidth.CodePoints, at.Line, page[at.Line])
		if at.Last > at.Line {
			_, to = at.CellsOn(textwidth.CodePoints, at.Last, page[at.Last])
		}
		all = append(all, span{at.Line, from, at.Last, to})
	}
	return all
}

func TestQuery(t *testing.T) {
	for _, c := range []struct {
		query string
		want  []span
	}{
		{"", nil},
		{"absent", nil},
		{"CAFE", []span{{0, 6, 0, 10}, {1, 13, 1, 17}}},
		{"the harbour", []span{{0, 14, 1, 9}}},
		{"cafe. quoted", nil}, // a blank line ends a paragraph
		{"go on", []span{{3, 15, 4, 4}}},
		{"海边很安静", []span{{5, 6, 6, 4}}},
	} {
		if got := spans(find.Query(textwidth.CodePoints, page, c.query)); !slices.Equal(got, c.want) {
			t.Errorf("%q is found at %v, want %v", c.query, got, c.want)
		}
	}
}

func TestHit(t *testing.T) {
	hit := &search.Hit{Line: "The Café by the harbour. A cafe.", Words: []string{"cafe"}, Matches: [][2]int{{28, 32}}}
	matches := find.Words(textwidth.CodePoints, page, hit.Words)
	if got, want := spans(matches), []span{{0, 6, 0, 10}, {1, 13, 1, 17}}; !slices.Equal(got, want) {
		t.Fatalf("the words are found at %v, want %v", got, want)
	}
	if line := find.LineOf(page, hit); line != 1 {
		t.Errorf("the line of the hit is %d, want 1", line)
	}
	if line := find.LineOf(page[2:], hit); line != -1 {
		t.Errorf("the line of a hit of another page is %d, want -1", line)
	}
	if line := find.BestLine(matches); line != 0 {
		t.Errorf("the best line is %d, want 0", line)
	}
	if i := find.Nearest(matches, 5); i != 1 {
		t.Errorf("the nearest match to line 5 is %d, want 1", i)
	}
}
