package parser

import (
	"strconv"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// span is how many columns and rows a cell of HTML takes.
type span struct{ columns, rows int }

// maxSpan bounds both.
const maxSpan = 100

func spanOf(t *token) span {
	number := func(name string) int {
		n, err := strconv.Atoi(t.attr(name))
		if err != nil || n < 1 {
			return 1
		}
		return min(n, maxSpan)
	}
	return span{number("colspan"), number("rowspan")}
}

// spread puts the cells of a row into their columns: a place that a cell above or beside covers is
// empty.
func spread(table *frame, cells []markdown.Cell, spans []span) []markdown.Cell {
	if table.tag != "table" || len(cells) == 0 {
		return cells
	}
	var row []markdown.Cell
	covered := func() bool { return len(row) < len(table.below) && table.below[len(row)] > 0 }
	place := func(c markdown.Cell, rows int) {
		for len(table.below) <= len(row) {
			table.below = append(table.below, 0)
		}
		table.below[len(row)] = rows
		row = append(row, c)
	}
	for i, c := range cells {
		for covered() {
			place(nil, table.below[len(row)]-1)
		}
		s := spans[i]
		place(c, s.rows-1)
		for range s.columns - 1 {
			if len(row) >= grammar.MaxCells {
				break
			}
			place(nil, s.rows-1)
		}
	}
	for covered() {
		place(nil, table.below[len(row)]-1)
	}
	return row
}
