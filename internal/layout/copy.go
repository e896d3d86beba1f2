package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/markdown"
)

// CodeBlock is a block of code as its author wrote it, to be copied.
type CodeBlock struct {
	First, Last int    // its lines on the page, without the label above
	Lang        string // as the author names it, in lower case; "" if it is not said
	// clean, with its tabs and line breaks but for the last: pasted into a shell, one line does not
	// run by itself
	Text string
	Cut  bool // Text is only the beginning
}

// maxCopied is how many bytes of a block of code can be copied.
const maxCopied = 1 << 20

// keepCode notes a block of code whose lines have been drawn, from a line on. One of nothing but
// blanks is not worth a copy. The text is a part of the document's wherever that has it in one
// piece.
func (d *drawer) keepCode(b *markdown.Block, first int) {
	if d.out != nil { // there will be no page to copy from
		return
	}
	last := d.count() - 1
	text := strings.TrimSuffix(b.Text, "\n")
	if last < first || strings.TrimSpace(text) == "" {
		return
	}
	block := CodeBlock{First: first, Last: last, Lang: b.Lang, Text: text}
	if len(text) > maxCopied {
		n := maxCopied
		for !utf8.RuneStart(text[n]) {
			n--
		}
		block.Text, block.Cut = text[:n], true
	}
	d.codes = append(d.codes, block)
}
