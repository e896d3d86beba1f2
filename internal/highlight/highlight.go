// Package highlight splits the code of a post into tokens, such as keywords and strings, so that
// screens and web pages color the same words.
//
// Lexers are regular expressions that look back, and take their time for text that was made to be
// slow, or by a program. So code is split only within bounds, which hold for all of a post together.
package highlight

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Bounds of what is split.
const (
	maxCode     = 64 << 10  // bytes of a block
	maxCodeLine = 1 << 10   // bytes of a line
	maxAllCode  = 256 << 10 // bytes of a post
)

// Post splits the code of one post. The zero Post is at its beginning.
type Post struct {
	split int // bytes so far
}

// Tokens calls token for each token of a block of code in a language, in order, with its kind. The
// tokens make up the whole text. It reports false, and calls nothing, for code that is not split:
// its language is unknown, or it is over a bound.
func (p *Post) Tokens(text, lang string, token func(string, chroma.TokenType)) bool {
	lexer := p.lexer(text, lang)
	if lexer == nil {
		return false
	}
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: true}, text)
	if err != nil {
		return false
	}
	rest := len(text)
	for t := tokens(); t != chroma.EOF; t = tokens() {
		if len(t.Value) > rest { // a lexer may add the end of the last line
			t.Value = t.Value[:rest]
		}
		rest -= len(t.Value)
		token(t.Value, t.Type)
	}
	if rest > 0 {
		token(text[len(text)-rest:], chroma.None)
	}
	return true
}

// lexer returns the lexer for a block, and nil for one that is not to be split. It counts the block
// towards maxAllCode.
func (p *Post) lexer(text, lang string) chroma.Lexer {
	if lang == "" || len(text) > maxCode || p.split+len(text) > maxAllCode {
		return nil
	}
	for line := range strings.Lines(text) {
		if len(line) > maxCodeLine {
			return nil
		}
	}
	p.split += len(text)
	// Not lexers.Get: for a name that it does not know, that compares the patterns of file names of
	// all languages.
	if known, ok := langNames[lang]; ok {
		lang = known
	}
	return lexersByName(lang)
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
