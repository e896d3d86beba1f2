// Package kitty writes pictures for terminals with kitty's graphics protocol: kitty, Ghostty and
// others (https://sw.kovidgoyal.net/kitty/graphics-protocol/).
//
// A picture is sent once, under an id, and then shown in one of two ways:
//
//   - by [Transmit] and [Row], since kitty 0.28: text stands for the cells of the picture. It
//     scrolls, is cut and is written over like any other text, without another byte of the picture.
//   - by [Upload] and [Place]: a command shows a part of the picture where the cursor is.
//
// [Delete] takes a picture out of the terminal's memory; nothing else does while the terminal runs.
package kitty

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/png"
	"strings"

	"github.com/charmbracelet/x/ansi/kitty"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/palette"
)

// MaxCells is how many rows and columns a picture has at most: there are marks for no more of them.
const MaxCells = 297

// maxChunk is how many bytes of base64 one command carries at most.
const maxChunk = 4096

// maxColors is how many colours a picture has that is sent to be read beside: true colour takes three
// times the bytes.
const maxColors = 256

// ID names a picture in a terminal. All programs in one window share these names.
type ID uint32

// NewID returns an id by a source of random bits. None of its three upper bytes is zero: other
// programs take the ids that are small, or that fit the 256 colours.
func NewID(random func() uint32) ID {
	for {
		if id := random(); id>>24 != 0 && id>>16&0xff != 0 && id>>8&0xff != 0 {
			return ID(id)
		}
	}
}

// RGB returns the foreground colour by which text names the picture.
func (id ID) RGB() (r, g, b uint8) { return uint8(id >> 16), uint8(id >> 8), uint8(id) }

// File returns the picture as it is sent: a PNG with at most 256 colours. It is the same for all
// readers.
func File(p *picture.Picture) ([]byte, error) {
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, palette.Of(p.Image, maxColors)); err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	return out.Bytes(), nil
}

// TrueColor returns the picture as a PNG with all of its colours.
func TrueColor(p *picture.Picture) ([]byte, error) {
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := encoder.Encode(&out, p.Image); err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	return out.Bytes(), nil
}

// Transmit sends a file of [File] or [TrueColor] that the text of [Row] shows in so many cells, at
// most 297 by 297. The terminal does not answer.
func Transmit(id ID, file []byte, cells picture.Cells) picture.Encoded {
	cells = picture.Cells{Cols: min(cells.Cols, MaxCells), Rows: min(cells.Rows, MaxCells)}
	head := fmt.Sprintf("a=T,U=1,q=2,f=100,i=%d,c=%d,r=%d", id, cells.Cols, cells.Rows)
	return picture.Encoded{Protocol: picture.KittyPlaceholder, Cells: cells, Chunks: chunks(head, file)}
}

// Upload sends a file that [Place] shows. The terminal does not answer.
func Upload(id ID, file []byte, cells picture.Cells) picture.Encoded {
	head := fmt.Sprintf("a=t,q=2,f=100,i=%d", id)
	return picture.Encoded{Protocol: picture.KittyDirect, Cells: cells, Chunks: chunks(head, file)}
}

// chunks returns the commands that carry a file. Only the first says what it is.
func chunks(head string, file []byte) [][]byte {
	text := base64.StdEncoding.EncodeToString(file)
	out := make([][]byte, 0, len(text)/maxChunk+1)
	for first := true; first || text != ""; first = false {
		part := text[:min(len(text), maxChunk)]
		text = text[len(part):]
		more := 0
		if text != "" {
			more = 1
		}
		if !first {
			head = "q=2"
		}
		out = append(out, fmt.Appendf(nil, "\x1b_G%s,m=%d;%s\x1b\\", head, more, part))
	}
	return out
}

// Part is the part of a picture that [Place] shows, in pixels of the file that was sent, and the
// cells that it fills.
type Part struct {
	X, Y, W, H int
	Cells      picture.Cells
}

// Place shows a part of a picture with its corner at the cursor, which stays where it is. A placement
// is a number of the caller's, from 1; to place it again moves it.
func Place(id ID, placement int, part Part) []byte {
	return fmt.Appendf(nil, "\x1b_Ga=p,q=2,C=1,i=%d,p=%d,x=%d,y=%d,w=%d,h=%d,c=%d,r=%d\x1b\\",
		id, placement, part.X, part.Y, part.W, part.H, part.Cells.Cols, part.Cells.Rows)
}

// Unplace hides a placement, and keeps the picture.
func Unplace(id ID, placement int) []byte {
	return fmt.Appendf(nil, "\x1b_Ga=d,q=2,d=i,i=%d,p=%d\x1b\\", id, placement)
}

// Delete takes a picture and all of its placements out of the terminal.
func Delete(id ID) []byte {
	return fmt.Appendf(nil, "\x1b_Ga=d,q=2,d=I,i=%d\x1b\\", id)
}

// Row returns the text that stands for the cells of a row of a picture, from one column up to and
// without another. It is to be written in the foreground colour [ID.RGB], and takes a cell for each
// column. Only its first cell says which part it is: the terminal counts on from there.
func Row(id ID, row, from, to int) string {
	from, to = max(from, 0), min(to, MaxCells)
	if row < 0 || row >= MaxCells || from >= to {
		return ""
	}
	var b strings.Builder
	b.Grow((to-from)*4 + 9)
	b.WriteRune(kitty.Placeholder)
	b.WriteRune(kitty.Diacritic(row))
	b.WriteRune(kitty.Diacritic(from))
	b.WriteRune(kitty.Diacritic(int(id >> 24)))
	for range to - from - 1 {
		b.WriteRune(kitty.Placeholder)
	}
	return b.String()
}
