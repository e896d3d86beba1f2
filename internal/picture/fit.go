package picture

// Bounds of what terminals say about the size of their cells in pixels. A forged answer would
// otherwise make the server draw pictures of any size.
var (
	minCell     = Size{4, 8}
	maxCell     = Size{64, 128}
	DefaultCell = Size{10, 20} // of a terminal that does not say; a VT340's, and Windows Terminal's for all pictures
)

// MaxScaled is how many pixels a scaled picture has at most, whatever the window: a screen of 2560
// by 1600.
const MaxScaled = 4 << 20

// ClampCell returns a size of a cell that can be relied on: DefaultCell where the terminal said
// none, and otherwise within 4 to 64 by 8 to 128 pixels.
func ClampCell(cell Size) Size {
	if cell.W <= 0 || cell.H <= 0 {
		return DefaultCell
	}
	return Size{min(max(cell.W, minCell.W), maxCell.W), min(max(cell.H, minCell.H), maxCell.H)}
}

// CellOf returns the size of a cell of a window of so many pixels and cells, and whether it is
// plausible: terminals send zeros, or numbers that are no pixels.
func CellOf(window Size, cells Cells) (Size, bool) {
	if cells.Cols <= 0 || cells.Rows <= 0 || window.W <= 0 || window.H <= 0 {
		return DefaultCell, false
	}
	cell := Size{window.W / cells.Cols, window.H / cells.Rows}
	if cell.W < 2 || cell.H < 4 {
		return DefaultCell, false
	}
	return ClampCell(cell), true
}

// MaxRows returns how many rows a picture takes at most in a window of so many: two thirds, so that
// text stays beside it.
func MaxRows(window int) int { return max(window*2/3, 1) }

// Fit returns how many cells a picture of a size in pixels takes: as many as it fills, at most those
// of the bound, and in its own proportions. It is never larger than the picture itself, but for the
// rest of the last cell. A picture or a bound of nothing takes no cells.
func Fit(size, cell Size, bound Cells) Cells {
	if size.W <= 0 || size.H <= 0 || bound.Cols <= 0 || bound.Rows <= 0 {
		return Cells{}
	}
	px := FitPixels(size, cell, bound)
	cell = ClampCell(cell)
	return Cells{
		Cols: min(ceil(px.W, cell.W), bound.Cols),
		Rows: min(ceil(px.H, cell.H), bound.Rows),
	}
}

// FitPixels returns the size in pixels that a picture has in the cells of [Fit].
func FitPixels(size, cell Size, bound Cells) Size {
	if size.W <= 0 || size.H <= 0 || bound.Cols <= 0 || bound.Rows <= 0 {
		return Size{}
	}
	cell = ClampCell(cell)
	w, h := int64(size.W), int64(size.H)
	maxW, maxH := int64(bound.Cols)*int64(cell.W), int64(bound.Rows)*int64(cell.H)
	if w > maxW {
		w, h = maxW, max(h*maxW/w, 1)
	}
	if h > maxH {
		w, h = max(int64(size.W)*maxH/int64(size.H), 1), maxH
	}
	for w*h > MaxScaled {
		w, h = max(w*7/8, 1), max(h*7/8, 1)
	}
	return Size{int(w), int(h)}
}

func ceil(n, of int) int { return (n + of - 1) / of }
