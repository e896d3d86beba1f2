package lists

import (
	"testing"

	"github.com/sshblog/sshblog/internal/titles"
)

// TestOutline walks through the lines of lists of all shapes: each entry is there once, whole, in
// order, and below its head; the chosen one is always seen.
func TestOutline(t *testing.T) {
	heads := []titles.Head{{First: 0, Year: 2026}, {First: 2, Year: 2025}, {First: 3}, {First: 9, Pages: true}}
	for _, o := range []outline{
		{head: 3, count: 12, each: 1},
		{head: 2, count: 12, each: 1, more: 2, heads: heads},
		{head: 9, count: 12, each: 3, heads: heads},
		{head: 0, count: 1, each: 1, heads: heads[:1]},
		{head: 3, count: 0, each: 1},
	} {
		for o.chosen = range max(1, o.count) {
			checkOutline(t, &o)
			for rows := 7; rows < 40; rows++ {
				checkShown(t, &o, rows)
			}
		}
	}
}

func checkOutline(t *testing.T, o *outline) {
	t.Helper()
	line := o.head
	for entry := range o.count {
		first := 0
		if _, ok := o.headAt(entry); ok {
			first = -1
		}
		for part := first; part < o.size(entry); part++ {
			if e, p, ok := o.at(line); !ok || e != entry || p != part {
				t.Fatalf("%+v: line %d is %d/%d %v, expected %d/%d", o, line, e, p, ok, entry, part)
			}
			line++
		}
	}
	if _, _, ok := o.at(line); ok || o.length() != line {
		t.Fatalf("%+v: %d lines, expected %d", o, o.length(), line)
	}
}

// checkShown scrolls to the chosen entry from anywhere.
func checkShown(t *testing.T, o *outline, rows int) {
	t.Helper()
	for was := -5; was < o.length()+5; was++ {
		top := o.show(was, rows, pinnedRows)
		if top < 0 || top > max(0, o.length()-rows) {
			t.Fatalf("%+v on %d rows, from %d: shows %d", o, rows, was, top)
		}
		if o.count == 0 || o.head > rows-4 {
			continue
		}
		first, last, above := o.line(o.chosen), o.line(o.chosen)+o.size(o.chosen)-1, 0
		if top > 0 {
			above = pinnedRows
		}
		if first < top+above || last >= top+rows {
			t.Fatalf("%+v on %d rows, from %d: %d does not show lines %d to %d", o, rows, was, top, first, last)
		}
	}
}
