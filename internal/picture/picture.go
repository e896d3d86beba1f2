package picture

import "image"

// Size is a size in pixels.
type Size struct{ W, H int }

// Cells is a size in cells of a terminal.
type Cells struct{ Cols, Rows int }

// Protocol is a way in which a terminal shows pictures.
type Protocol uint8

const (
	// Words is a terminal that shows none: the reader gets the text that stands for the picture.
	Words Protocol = iota
	// Blocks is text: half blocks with colours. See package blocks.
	Blocks
	// Sixel is DEC's protocol for terminals and printers: pixels are drawn where the cursor is, and
	// text that is written over them erases them. See package sixel.
	Sixel
	// ITerm is that of iTerm2: a file is shown where the cursor is. See package iterm.
	ITerm
	// KittyDirect is that of kitty before 0.28: a picture is sent once, and placed by commands.
	KittyDirect
	// KittyPlaceholder is that of kitty since 0.28: a picture is sent once, and shown wherever text
	// stands for its cells. See package kitty.
	KittyPlaceholder
)

// String returns the name of the protocol in settings, logs and metrics.
func (p Protocol) String() string {
	switch p {
	case Blocks:
		return "blocks"
	case Sixel:
		return "sixel"
	case ITerm:
		return "iterm"
	case KittyDirect:
		return "kitty-direct"
	case KittyPlaceholder:
		return "kitty"
	}
	return "words"
}

// Picture is a picture as large as it is shown. It may be shared: nobody writes to it.
type Picture struct {
	Image  *image.RGBA // upright, from (0, 0)
	Opaque bool        // no pixel lets the background through
	Photo  bool        // from a file without exact pixels, so that JPEG does it no harm
}

// Size returns the size of p in pixels.
func (p *Picture) Size() Size {
	return Size{p.Image.Rect.Dx(), p.Image.Rect.Dy()}
}

// Bytes returns how many bytes of memory the pixels take.
func (p *Picture) Bytes() int64 { return int64(len(p.Image.Pix)) }

// Part returns the pixels of rows of cells, from one up to and without another, where a cell is so
// many pixels high. It shares the pixels with p. It is what is seen of a picture at the edge of a
// screen, for protocols that cannot cut by themselves.
func (p *Picture) Part(from, to, cellHeight int) *Picture {
	r := p.Image.Rect
	top := min(max(from*cellHeight, 0), r.Dy())
	bottom := min(max(to*cellHeight, top), r.Dy())
	part := *p
	part.Image = &image.RGBA{
		Pix:    p.Image.Pix[top*p.Image.Stride : bottom*p.Image.Stride],
		Stride: p.Image.Stride,
		Rect:   image.Rect(0, 0, r.Dx(), bottom-top),
	}
	return &part
}

// Encoded is what is written to a terminal for one picture, beside the text of the screen.
type Encoded struct {
	Protocol Protocol
	Cells    Cells // that are taken on the screen
	// Chunks are to be written in this order. Each is whole: nothing else may be written within one.
	// Between two of them text may be, but no other picture.
	Chunks [][]byte
}

// Bytes returns how many bytes the chunks are together.
func (e Encoded) Bytes() int64 {
	var n int64
	for _, chunk := range e.Chunks {
		n += int64(len(chunk))
	}
	return n
}
