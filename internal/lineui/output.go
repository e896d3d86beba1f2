package lineui

import (
	"bufio"
	"io"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// output is where all that is said goes. Whatever it is given, nothing but text and ends of lines
// comes out; only the echo may go back a cell.
type output struct {
	w   *bufio.Writer
	end string // of a line
	err error  // the first one
}

// newOutput writes to w. Lines end as a raw terminal wants it or as files do.
func newOutput(w io.Writer, raw bool) *output {
	o := &output{w: bufio.NewWriter(w), end: "\n"}
	if raw {
		o.end = "\r\n"
	}
	return o
}

// line writes a line.
func (o *output) line(s string) {
	s = strings.NewReplacer("\n", " ", "\t", " ").Replace(withoutBoxes(plaintext.Clean(s)))
	o.write(strings.TrimRight(s, " ") + o.end)
}

// write writes text as it is, such as the echo of what is typed.
func (o *output) write(s string) {
	if o.err == nil {
		_, o.err = o.w.WriteString(s)
	}
}

// flush sends what was written. Its error is the first that there was.
func (o *output) flush() error {
	if o.err == nil {
		o.err = o.w.Flush()
	}
	return o.err
}

// withoutBoxes puts spaces in the place of what is drawn with characters: lines, corners and
// blocks, which a screen reader would name one by one.
func withoutBoxes(s string) string {
	const first, last = '\u2500', '\u259f'
	if strings.IndexFunc(s, func(r rune) bool { return r >= first && r <= last }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= first && r <= last {
			return ' '
		}
		return r
	}, s)
}
