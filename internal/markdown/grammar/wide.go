package grammar

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// wideWords is a parser of emphasis for texts that put no blanks between words: beside a character of
// Chinese, Japanese or Korean a mark may open and close as it may beside a blank. CommonMark knows
// only blanks and punctuation there, so that "**注意。**这里" would keep its stars. The rules are
// those of the CommonMark extension "CJK friendly emphasis".
type wideWords struct{ parser.InlineParser }

func (w wideWords) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, _ := block.PeekLine()
	n := w.InlineParser.Parse(parent, block, pc)
	d, ok := n.(*parser.Delimiter)
	if !ok || d.Char == '_' || d.OriginalLength > len(line) {
		return n
	}
	after, _ := utf8.DecodeRune(line[d.OriginalLength:])
	if d.OriginalLength == len(line) {
		after = '\n'
	}
	if !IsWide(before) && !IsWide(after) {
		return n
	}
	open := !unicode.IsSpace(after) && (!narrowMark(after) || unicode.IsSpace(before) || narrowMark(before) || IsWide(before))
	closes := !unicode.IsSpace(before) && (!narrowMark(before) || unicode.IsSpace(after) || narrowMark(after) || IsWide(after))
	d.CanOpen, d.CanClose = d.CanOpen || open, d.CanClose || closes
	return n
}

func (w wideWords) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := w.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// IsWide reports whether r is a character of a script that puts no blanks between words, or a mark
// of one.
func IsWide(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xffef: // marks, and letters of full width
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi) ||
		unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// narrowMark reports whether r is punctuation as CommonMark has it, and none of a wide script.
func narrowMark(r rune) bool {
	return (unicode.IsPunct(r) || unicode.IsSymbol(r)) && !IsWide(r)
}
