package theme

import (
	gansi "charm.land/glamour/v2/ansi"
	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"
)

// codeLooks makes the look of every kind of token, nil if the theme has no colours for code.
// Glamour registers a theme's colours for code under one name for the whole process, so that the
// first theme that shows code decides for all; these belong to theirs.
func (t *Theme) codeLooks() map[chroma.TokenType]StyleID {
	sheet := &t.Style.CodeBlock
	base := t.Derive(t.Palette.Ground(), ElCodeBlock)
	looks := make(map[chroma.TokenType]StyleID, len(chroma.StandardTypes))
	switch {
	case sheet.Chroma != nil:
		own := chromaStyles(sheet.Chroma)
		for kind := range chroma.StandardTypes {
			l := t.Palette.custom(base, own[chroma.Text])
			for _, k := range [...]chroma.TokenType{kind.Category(), kind.SubCategory(), kind} {
				l = t.Palette.custom(l, own[k])
			}
			looks[kind] = l
		}
	case sheet.Theme != "":
		style := styles.Get(sheet.Theme)
		for kind := range chroma.StandardTypes {
			looks[kind] = t.Palette.custom(base, primitive(style.Get(kind), style.Get(chroma.Background)))
		}
	default:
		return nil
	}
	return looks
}

// primitive is a style of chroma's as one of Glamour's. The background of all code is left to the
// terminal.
func primitive(e, ground chroma.StyleEntry) gansi.StylePrimitive {
	var s gansi.StylePrimitive
	if e.Colour.IsSet() {
		c := e.Colour.String()
		s.Color = &c
	}
	if e.Background.IsSet() && e.Background != ground.Background {
		c := e.Background.String()
		s.BackgroundColor = &c
	}
	yes := true
	if e.Bold == chroma.Yes {
		s.Bold = &yes
	}
	if e.Italic == chroma.Yes {
		s.Italic = &yes
	}
	if e.Underline == chroma.Yes {
		s.Underline = &yes
	}
	return s
}

// chromaStyles lists the colours for code in Glamour's schema by kind of token.
func chromaStyles(c *gansi.Chroma) map[chroma.TokenType]gansi.StylePrimitive {
	return map[chroma.TokenType]gansi.StylePrimitive{
		chroma.Text: c.Text, chroma.Error: c.Error, chroma.Comment: c.Comment, chroma.CommentPreproc: c.CommentPreproc,
		chroma.Keyword: c.Keyword, chroma.KeywordReserved: c.KeywordReserved, chroma.KeywordNamespace: c.KeywordNamespace,
		chroma.KeywordType: c.KeywordType, chroma.Operator: c.Operator, chroma.Punctuation: c.Punctuation,
		chroma.Name: c.Name, chroma.NameBuiltin: c.NameBuiltin, chroma.NameTag: c.NameTag, chroma.NameAttribute: c.NameAttribute,
		chroma.NameClass: c.NameClass, chroma.NameConstant: c.NameConstant, chroma.NameDecorator: c.NameDecorator,
		chroma.NameException: c.NameException, chroma.NameFunction: c.NameFunction, chroma.NameOther: c.NameOther,
		chroma.Literal: c.Literal, chroma.LiteralNumber: c.LiteralNumber, chroma.LiteralDate: c.LiteralDate,
		chroma.LiteralString: c.LiteralString, chroma.LiteralStringEscape: c.LiteralStringEscape,
		chroma.GenericDeleted: c.GenericDeleted, chroma.GenericEmph: c.GenericEmph, chroma.GenericInserted: c.GenericInserted,
		chroma.GenericStrong: c.GenericStrong, chroma.GenericSubheading: c.GenericSubheading,
	}
}
