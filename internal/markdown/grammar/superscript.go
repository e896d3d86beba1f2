package grammar

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// maxScript is how many bytes are raised or lowered at most. What is longer is something else.
const maxScript = 40

var kindScript = ast.NewNodeKind("Script")

// Script is x^2^ or H~2~O, as Pandoc, kramdown's relatives and markdown-it have them.
type Script struct {
	ast.BaseInline
	Lowered bool
	Letters string
}

// Kind implements [ast.Node].
func (*Script) Kind() ast.NodeKind { return kindScript }

// Dump implements [ast.Node]: there is nothing to dump.
func (*Script) Dump(_ []byte, _ int) {}

func (scriptParser) Trigger() []byte { return []byte{'^', '~'} }

type scriptParser struct{}

// Parse takes a short word between two signs that follows a letter, a digit or a bracket: GFM strikes
// out what stands between single tildes, but nobody strikes out the middle of a word.
func (scriptParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	before := r.PrecendingCharacter()
	if !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != ')' && before != ']' {
		return nil
	}
	line, _ := r.PeekLine()
	sign := line[0]
	for i := 1; i < len(line) && i <= maxScript; {
		c, size := utf8.DecodeRune(line[i:])
		switch {
		case c == rune(sign) && i > 1 && (i+1 == len(line) || line[i+1] != sign):
			r.Advance(i + 1)
			return &Script{Lowered: sign == '~', Letters: string(line[1:i])}
		case !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '+' && c != '-' && c != '(' && c != ')' && c != '−':
			return nil
		}
		i += size
	}
	return nil
}
