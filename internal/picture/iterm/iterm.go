// Package iterm writes pictures for terminals with iTerm2's protocol, such as iTerm2, WezTerm, the
// terminals of VS Code, Warp and Tabby, and mintty (https://iterm2.com/documentation-images.html).
//
// A file is shown where the cursor is. The terminal keeps no name for it: what scrolls away has to be
// sent again.
package iterm

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/jpeg"
	"image/png"

	"github.com/sshblog/sshblog/internal/picture"
)

const (
	// maxPart is how many bytes of base64 one part carries: as much as goes between two frames.
	maxPart = 4096
	// maxWhole is how many bytes a file has at most that is sent as a whole. iTerm2 drops longer
	// sequences than 1 MiB.
	maxWhole = 1<<20/4*3 - 1024
)

// quality is that of JPEG: the eye sees no difference at the size of a terminal.
const quality = 82

// File returns the picture as it is sent: a JPEG of a photo, which is the smallest, and a PNG of
// anything else. It is the same for all readers.
func File(p *picture.Picture) ([]byte, error) {
	var out bytes.Buffer
	var err error
	if p.Photo && p.Opaque {
		err = jpeg.Encode(&out, p.Image, &jpeg.Options{Quality: quality})
	} else {
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		err = encoder.Encode(&out, p.Image)
	}
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return out.Bytes(), nil
}

// Parts returns a file that is shown in so many cells, in parts, between which text may be written:
// iTerm2 since 3.5. It is shown where the cursor is when the last part arrives.
func Parts(file []byte, cells picture.Cells) picture.Encoded {
	chunks := [][]byte{fmt.Appendf(nil, "\x1b]1337;MultipartFile=%s\x07", arguments(file, cells))}
	for text := base64.StdEncoding.EncodeToString(file); text != ""; {
		part := text[:min(len(text), maxPart)]
		text = text[len(part):]
		chunks = append(chunks, fmt.Appendf(nil, "\x1b]1337;FilePart=%s\x07", part))
	}
	chunks = append(chunks, []byte("\x1b]1337;FileEnd\x07"))
	return picture.Encoded{Protocol: picture.ITerm, Cells: cells, Chunks: chunks}
}

// Whole returns a file that is shown in so many cells, in one sequence, which all terminals know. It
// reports whether the file is short enough for that.
func Whole(file []byte, cells picture.Cells) (picture.Encoded, bool) {
	if len(file) > maxWhole {
		return picture.Encoded{}, false
	}
	chunk := fmt.Appendf(nil, "\x1b]1337;File=%s:%s\x07", arguments(file, cells), base64.StdEncoding.EncodeToString(file))
	return picture.Encoded{Protocol: picture.ITerm, Cells: cells, Chunks: [][]byte{chunk}}, true
}

// arguments says how a file is shown: in line, in its proportions, in so many cells.
func arguments(file []byte, cells picture.Cells) string {
	return fmt.Sprintf("inline=1;size=%d;width=%d;height=%d;preserveAspectRatio=1", len(file), cells.Cols, cells.Rows)
}
