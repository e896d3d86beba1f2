package layout_test

import (
	"os"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestPlainIsPlain renders all that a post can hold: what a screen reader spells out at every line,
// and what a pipe cannot show everywhere, is there only if the author has written it.
func TestPlainIsPlain(t *testing.T) {
	source, err := os.ReadFile("testdata/tour.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{20, 40, 80, 200} {
		p := page(t, string(source), width, theme.Plain(), layout.Numbered)
		for i, line := range p.Lines {
			if odd := strings.IndexFunc(line, func(r rune) bool { return drawn(r) && !strings.ContainsRune(string(source), r) }); odd >= 0 {
				t.Errorf("width %d, line %d: %q", width, i, line)
			}
		}
	}
}

// drawn tells signs that are there to be looked at: arrows, boxes, blocks, shapes, bullets and
// dots.
func drawn(r rune) bool {
	return r >= 0x2190 && r <= 0x21ff || r >= 0x2500 && r <= 0x25ff || r == '•' || r == '·' || r == '…' || r == '—' || r == '\x1b'
}

// TestNarrowTable is a table as a table while it fits, and as records where it does not.
func TestNarrowTable(t *testing.T) {
	const source = "| Field | What it holds | Unit |\n|---|---|---|\n| height | of the water above the chart | metres |\n" +
		"| time | of high water at the harbour | hours |\n"
	for width, want := range map[int][]string{
		80: {
			"Field  | What it holds                | Unit", "-------+------------------------------+-------",
			"height | of the water above the chart | metres", "time   | of high water at the harbour | hours",
		},
		40: {
			"Field: height", "What it holds: of the water above the", "  chart", "Unit: metres", "------------",
			"Field: time", "What it holds: of high water at the", "  harbour", "Unit: hours",
		},
		24: {
			"Field: height", "What it holds: of the", "  water above the chart", "Unit: metres", "------------",
			"Field: time", "What it holds: of high", "  water at the harbour", "Unit: hours",
		},
	} {
		if got := page(t, source, width, theme.Plain(), layout.Numbered).Lines; strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("width %d:\n%s\nwant:\n%s", width, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestWrappedTable is a table for eyes: its cells take several lines, and thin lines keep the rows
// apart.
func TestWrappedTable(t *testing.T) {
	got := plainLines(page(t, "|a|b|\n|-|-|\n|one two three|four five|\n|six||", 22, theme.Terminal(), layout.Numbered))
	want := strings.Join([]string{
		"a           │ b", "────────────┼─────────", "one two     │ four", "three       │ five", "┈┈┈┈┈┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┈┈", "six         │",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
