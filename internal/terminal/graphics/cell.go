package graphics

import "github.com/sshblog/sshblog/internal/picture"

// CellSize returns the size of a cell in pixels: by the size in pixels of a window of so many columns
// and rows, else by what the terminal has reported of its cells, else [picture.DefaultCell]. Sizes that
// cannot be true are as if they had not been said, or clamped.
func CellSize(window picture.Size, columns, rows int, reported picture.Size) picture.Size {
	if size, ok := picture.CellOf(window, picture.Cells{Cols: columns, Rows: rows}); ok {
		return size
	}
	size, _ := picture.CellOf(reported, picture.Cells{Cols: 1, Rows: 1})
	return size
}
