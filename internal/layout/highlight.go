package layout

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
)

// Code is coloured only within these bounds: lexers are regular expressions that look back, and
// take their time for text that was made to be slow, or by a program.
const (
	maxCode     = 64 << 10  // bytes of a block
	maxCodeLine = 1 << 10   // bytes of a line
	maxAllCode  = 256 << 10 // bytes of a post
)

// highlight calls token for each token of a code block, in order, with its style. The tokens make up
// the whole text of the block. A block that is not coloured is one token.
func (d *drawer) highlight(b *markdown.Block, base theme.StyleID, token func(string, theme.StyleID)) {
	lexer := d.chooseLexer(b)
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
		l, ok := d.theme.Code[t.Type]
		if !ok {
			l = base
		}
		token(t.Value, l)
	}
	if rest > 0 {
		token(b.Text[len(b.Text)-rest:], base)
	}
}

// chooseLexer returns the lexer for a block, and nil for a block that is not to be coloured. It
// counts the block towards maxAllCode.
func (d *drawer) chooseLexer(b *markdown.Block) chroma.Lexer {
	if d.theme.Code == nil || b.Lang == "" || len(b.Text) > maxCode || d.coloured+len(b.Text) > maxAllCode {
		return nil
	}
	for line := range strings.Lines(b.Text) {
		if len(line) > maxCodeLine {
			return nil
		}
	}
	d.coloured += len(b.Text)
	// Not lexers.Get: for a name that it does not know, that compares the patterns of file names of
	// all languages.
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

// lexersByName finds a lexer by its name or one of its aliases, nil if none.
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
