package render

import (
	"strings"
	"sync"

	gansi "charm.land/glamour/v2/ansi"
	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"

	"github.com/sshblog/sshblog/internal/markdown"
)

// Code is coloured only within these bounds: lexers are regular expressions that look back, and take their time for text that was
// made to be slow, or by a program.
const (
	mostCode     = 64 << 10  // bytes of a block
	mostCodeLine = 1 << 10   // bytes of a line
	mostAllCode  = 256 << 10 // bytes of a post
)

// highlight passes the tokens of code on, each with its look.
func (d *drawer) highlight(b *markdown.Block, base look, token func(string, look)) {
	lexer := d.lexerOf(b)
	if lexer == nil {
		token(b.Text, base)
		return
	}
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: true}, b.Text)
	if err != nil {
		token(b.Text, base)
		return
	}
	rest := len(b.Text)
	for t := tokens(); t != chroma.EOF; t = tokens() {
		if len(t.Value) > rest { // a lexer may add the end of the last line
			t.Value = t.Value[:rest]
		}
		rest -= len(t.Value)
		l, ok := d.theme.code[t.Type]
		if !ok {
			l = base
		}
		token(t.Value, l)
	}
	if rest > 0 {
		token(b.Text[len(b.Text)-rest:], base)
	}
}

// lexerOf finds the lexer for a block, nil if it shall not be coloured.
func (d *drawer) lexerOf(b *markdown.Block) chroma.Lexer {
	if d.theme.code == nil || b.Lang == "" || len(b.Text) > mostCode || d.coloured+len(b.Text) > mostAllCode {
		return nil
	}
	for line := range strings.Lines(b.Text) {
		if len(line) > mostCodeLine {
			return nil
		}
	}
	d.coloured += len(b.Text)
	// Not lexers.Get: for a name that it does not know, that compares the patterns of file names of all languages.
	name := b.Lang
	if known, ok := langNames[name]; ok {
		name = known
	}
	return lexersByName(name)
}

// langNames are names that authors use and the lexers do not know.
var langNames = map[string]string{
	"shell": "bash", "sh": "bash", "zsh": "bash", "console": "console", "terminal": "console", "shell-session": "console",
	"golang": "go", "rs": "rust", "yml": "yaml", "jsonc": "json", "json5": "json", "jsx": "react", "vue": "html", "svelte": "html",
	"py": "python", "rb": "ruby", "js": "javascript", "ts": "typescript", "mjs": "javascript", "cjs": "javascript", "kt": "kotlin",
	"cs": "csharp", "hs": "haskell", "patch": "diff", "md": "markdown", "mdx": "markdown", "tsx": "typescript", "htm": "html",
	"dockerfile": "docker", "tex": "latex", "ps1": "powershell", "conf": "ini", "vim": "viml", "ex": "elixir", "exs": "elixir",
}

// codeLooks makes the look of every kind of token, nil if the theme has no colours for code. Glamour registers a theme's colours
// for code under one name for the whole process, so that the first theme that shows code decides for all; these belong to theirs.
func (t *Theme) codeLooks() map[chroma.TokenType]look {
	sheet := &t.Style.CodeBlock
	base := t.derive(t.palette.ground(), elCodeBlock)
	looks := make(map[chroma.TokenType]look, len(chroma.StandardTypes))
	switch {
	case sheet.Chroma != nil:
		own := chromaStyles(sheet.Chroma)
		for kind := range chroma.StandardTypes {
			l := t.palette.custom(base, own[chroma.Text])
			for _, k := range [...]chroma.TokenType{kind.Category(), kind.SubCategory(), kind} {
				l = t.palette.custom(l, own[k])
			}
			looks[kind] = l
		}
	case sheet.Theme != "":
		style := styles.Get(sheet.Theme)
		for kind := range chroma.StandardTypes {
			looks[kind] = t.palette.custom(base, primitive(style.Get(kind), style.Get(chroma.Background)))
		}
	default:
		return nil
	}
	return looks
}

// primitive is a style of chroma's as one of Glamour's. The background of all code is left to the terminal.
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

// lexersByName finds a lexer by its name or one of its aliases, nil if there is none.
func lexersByName(name string) chroma.Lexer {
	if !lexerNames()[name] {
		return nil
	}
	return lexers.Get(name)
}

// lexerNames are the names that the lexers have.
var lexerNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range lexers.Names(true) {
		names[strings.ToLower(name)] = true
	}
	return names
})
