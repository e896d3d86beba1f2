package views

import (
	"crypto/sha256"
	_ "embed" // the style sheet
	"encoding/hex"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

//go:embed style.css
var styleText string

// The colors of the paper, as the style sheet has them.
const (
	lightPaper = "#fdfcfa"
	darkPaper  = "#16181c"
)

// MaxStyle bounds the author's own style sheet, in bytes.
const MaxStyle = 256 << 10

// style is the style sheet of all pages. Its path has its hash, so that it never changes there.
type style struct {
	path string
	text []byte
}

// newStyle makes the style sheet: with the author's color, in which text can be read on the paper, and
// with what the author has written behind it.
func newStyle(o Options) style {
	light, dark := o.AccentLight, o.Accent
	if light == "" {
		light = o.Accent
	}
	text := styleText
	if c := theme.Readable(light, lightPaper); c != "" {
		text = strings.Replace(text, "--accent: #a3590b;", "--accent: "+c+";", 1)
	}
	if c := theme.Readable(dark, darkPaper); c != "" {
		text = strings.ReplaceAll(text, "--accent: #e0a458;", "--accent: "+c+";")
	}
	if o.Style != "" {
		text += "\n" + o.Style[:min(len(o.Style), MaxStyle)]
	}
	sum := sha256.Sum256([]byte(text))
	return style{path: "/style-" + hex.EncodeToString(sum[:6]) + ".css", text: []byte(text)}
}

// styleSheet returns the style sheet.
func (b *Blog) styleSheet() Answer {
	return Answer{
		Status: 200, Type: "text/css; charset=utf-8", Key: "style", Immutable: true,
		Body: func() []byte { return b.style.text },
	}
}
