package paint

// minGain is how many lines a shift has to save.
const minGain = 3

// shift is a move of the rows [top, bottom) of the screen by so many rows: up, or down if by is
// negative. Rows that move out are lost, rows that move in are blank.
type shift struct {
	top, bottom, by int
	gain            int // lines that need not be written
}

// findShift returns the move that brings the most lines of was to their places in rows.
func findShift(was, rows []string) (best shift, ok bool) {
	first, last := 0, len(rows)
	for first < last && was[first] == rows[first] {
		first++
	}
	for last > first && was[last-1] == rows[last-1] {
		last--
	}
	was, rows = was[first:last], rows[first:last]
	for by := 1; len(rows)-by > best.gain; by++ {
		for _, s := range [2]shift{bestShift(was, rows, by), bestShift(was, rows, -by)} {
			if s.gain > best.gain {
				best = s
			}
		}
	}
	best.top += first
	best.bottom += first
	return best, best.gain >= minGain
}

// bestShift finds the rows that are best moved by so many rows. A row whose line moves into its
// place gains one line. A row that was right and has to be written again loses one. The others make
// no difference. The best rows are those with the greatest sum.
func bestShift(was, rows []string, by int) (best shift) {
	size, from, to := by, by, 0 // the lines of was beginning at from come to rows, beginning at to
	if by < 0 {
		size, from, to = -by, 0, -by
	}
	sum, start := 0, 0
	for i := range len(rows) - size {
		sum += worth(was, rows, i+from, i+to)
		if sum <= 0 {
			sum, start = 0, i+1
			continue
		}
		if sum <= best.gain {
			continue
		}
		s := shift{top: start, bottom: i + 1 + size, by: by, gain: sum}
		if s.gain -= s.blanked(was, rows); s.gain > best.gain {
			best = s
		}
	}
	return best
}

// worth returns the gain of moving the line of row from to row to: 1, 0 or -1.
func worth(was, rows []string, from, to int) int {
	switch {
	case rows[to] == "":
		return 0 // a blank row costs nothing to write
	case was[from] == rows[to]:
		if was[to] != rows[to] {
			return 1
		}
	case was[to] == rows[to]:
		return -1
	}
	return 0
}

// blanked returns how many right lines become blank by the move.
func (s shift) blanked(was, rows []string) int {
	top, bottom := s.bottom-s.by, s.bottom
	if s.by < 0 {
		top, bottom = s.top, s.top-s.by
	}
	n := 0
	for row := top; row < bottom; row++ {
		if was[row] == rows[row] && rows[row] != "" {
			n++
		}
	}
	return n
}

// apply changes rows as the move changes the screen.
func (s shift) apply(rows []string) {
	region := rows[s.top:s.bottom]
	if s.by > 0 {
		copy(region, region[s.by:])
		clear(region[len(region)-s.by:])
	} else {
		copy(region[-s.by:], region)
		clear(region[:-s.by])
	}
}
