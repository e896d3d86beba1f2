package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"time"

	"golang.org/x/image/webp"
)

// Decode returns the pixels of a file, as they lie in it: [Scale] turns them. It reads the header
// anew and holds it to the limits, so that nothing that was said of the file before is relied on. The
// errors are of type [Error], or that of ctx.
func Decode(ctx context.Context, file []byte, limits Limits) (image.Image, Header, error) {
	limits = limits.withDefaults()
	h, err := ReadHeader(bytes.NewReader(file))
	if err != nil {
		return nil, h, err
	}
	if h.Format == JPEG {
		if h.Scans, err = CountScans(bytes.NewReader(file), limits.Scans); err != nil {
			return nil, h, err
		}
	}
	if err := limits.Allows(h, int64(len(file))); err != nil {
		return nil, h, err
	}
	r := &timed{ctx: ctx, r: bytes.NewReader(file), end: time.Now().Add(limits.Time)}
	m, err := decodeAs(h.Format, r)
	switch {
	case errors.Is(err, errSlow):
		err = fail(TooSlow, "it takes more than %s to decode; expected less", limits.Time)
	case ctx.Err() != nil:
		err = ctx.Err()
	case err != nil:
		err = decodeError(h.Format, err)
	}
	if err != nil {
		return nil, h, err
	}
	if h.Format == GIF {
		m = onScreen(m, h.Size)
	}
	return m, h, nil
}

// decodeError returns the Error of a decoder's error.
func decodeError(format Format, err error) error {
	what := err.Error()
	early := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	for _, sign := range []string{"short Huffman data", "not enough pixel data", "not enough image data"} {
		early = early || strings.Contains(what, sign)
	}
	var ofJPEG jpeg.UnsupportedError
	var ofPNG png.UnsupportedError
	switch {
	case early:
		what = "it ends too early"
	case errors.As(err, &ofJPEG), errors.As(err, &ofPNG):
		return &Error{Reason: Unsupported, Err: err, Text: fmt.Sprintf("it is a rare kind of %s: %s; expected a usual one", format, what)}
	}
	return &Error{Reason: Damaged, Err: err, Text: damaged(format, what).Error()}
}

func decodeAs(format Format, r io.Reader) (image.Image, error) {
	switch format {
	case PNG:
		return png.Decode(r)
	case JPEG:
		return jpeg.Decode(r)
	case GIF:
		return gif.Decode(r)
	}
	return webp.Decode(r)
}

// onScreen returns the first picture of a GIF on the screen of it, of which it may fill a part.
func onScreen(m image.Image, size Size) image.Image {
	screen := image.Rect(0, 0, size.W, size.H)
	if m.Bounds() == screen {
		return m
	}
	out := image.NewRGBA(screen)
	draw.Draw(out, m.Bounds(), m, m.Bounds().Min, draw.Src)
	return out
}

// errSlow ends a decoder that has no time left.
var errSlow = errors.New("too slow")

// timed is a file that ends with an error when ctx does, or when the time has come: decoders know
// neither, but they stop where they cannot read on.
type timed struct {
	ctx context.Context
	r   *bytes.Reader
	end time.Time
}

// maxRead is how many bytes are read between two looks at the clock.
const maxRead = 4096

func (t *timed) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	if time.Now().After(t.end) {
		return 0, errSlow
	}
	return t.r.Read(p[:min(len(p), maxRead)])
}
