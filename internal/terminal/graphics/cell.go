package graphics

import "github.com/sshblog/sshblog/internal/picture"

// Bounds of the size of a cell in pixels. No font that can be read is smaller or larger.
const (
	minCellWidth  = 4
	maxCellWidth  = 64
	minCellHeight = 8
	maxCellHeight = 128
)

// A window with fewer pixels for each cell than these has not said how large it is.
const (
	saidWidth  = 2
	saidHeight = 4
)

// commonCell is the size of a cell where nothing is known: that of a VT340, which Windows Terminal
// has for all pictures, whatever its font is.
var commonCell = picture.Size{W: 10, H: 20}

// CellSize returns the size of a cell in pixels: by the size in pixels of a window of so many columns
// and rows, else by what the terminal has reported of its cells, else a common one. Sizes that
// cannot be true are as if they had not been said, or clamped.
func CellSize(window picture.Size, columns, rows int, reported picture.Size) picture.Size {
	size := commonCell
	switch {
	case columns > 0 && rows > 0 && window.W/columns >= saidWidth && window.H/rows >= saidHeight:
		size = picture.Size{W: window.W / columns, H: window.H / rows}
	case reported.W >= saidWidth && reported.H >= saidHeight:
		size = reported
	}
	return picture.Size{
		W: min(max(size.W, minCellWidth), maxCellWidth),
		H: min(max(size.H, minCellHeight), maxCellHeight),
	}
}
