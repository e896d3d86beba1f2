package server

import (
	"testing"

	"charm.land/ssh"
)

// TestFit: a screen has no more cells than it may, is within its window, and keeps the width of a
// usual one as far as the window and the cells allow.
func TestFit(t *testing.T) {
	for _, c := range []struct {
		window, want [2]int
		cells        int64
	}{
		{[2]int{80, 24}, [2]int{80, 24}, defaultCells},
		{[2]int{300, 100}, [2]int{300, 100}, 30_000},
		{[2]int{300, 100}, [2]int{80, 24}, defaultCells},
		{[2]int{300, 100}, [2]int{173, 57}, 10_000},
		{[2]int{100, 30}, [2]int{80, 24}, defaultCells},
		{[2]int{20, 100}, [2]int{20, 96}, defaultCells},
		{[2]int{300, 8}, [2]int{268, 7}, defaultCells},
		{[2]int{300, 100}, [2]int{1, 1}, 1},
	} {
		got := fit(ssh.Window{Width: c.window[0], Height: c.window[1]}, c.cells)
		if got.Width != c.want[0] || got.Height != c.want[1] {
			t.Errorf("%d cells of a window of %v: %dx%d, want %v", c.cells, c.window, got.Width, got.Height, c.want)
		}
	}
	for width := 1; width <= 300; width += 7 {
		for height := 1; height <= 100; height += 3 {
			for cells := int64(1); cells < 30_000; cells = cells*3/2 + 1 {
				w := fit(ssh.Window{Width: width, Height: height}, cells)
				if w.Width < 1 || w.Height < 1 || w.Width > width || w.Height > height || cellsOf(w) > cells {
					t.Fatalf("%d cells of a window of %dx%d: %dx%d", cells, width, height, w.Width, w.Height)
				}
			}
		}
	}
}
