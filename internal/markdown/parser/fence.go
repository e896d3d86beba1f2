package parser

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// fenceInfo reads what stands behind the fence of a code block: the language is its leading word,
// whatever an engine wants to know besides ("rust,ignore", "{r, echo=FALSE}", "js{1,3}"), and a
// file name or a title becomes the caption.
func fenceInfo(info string) (lang, caption string) {
	info = strings.TrimSpace(info)
	caption = dialect.Attribute(info, "title", "filename", "file", "name", "caption")
	if open := strings.IndexByte(info, '['); caption == "" && open > 0 && strings.HasSuffix(info, "]") &&
		info[open-1] == ' ' { // VitePress's
		caption = strings.TrimSpace(info[open+1 : len(info)-1])
	}
	word := strings.TrimLeft(info, "{. ")
	if strings.HasPrefix(info, "{") && strings.Contains(word, "=") &&
		strings.IndexAny(word, " ,=") == strings.IndexByte(word, '=') {
		word = "" // attributes only
	}
	end := strings.IndexFunc(word, endsLang)
	if end < 0 {
		return fileOrLang(word, caption)
	}
	if word[end] == '=' {
		return "", caption
	}
	if caption == "" && word[end] == ':' {
		caption, _, _ = strings.Cut(word[end+1:], " ")
	}
	return fileOrLang(word[:end], caption)
}

// endsLang reports whether r cannot be part of the name of a language.
func endsLang(r rune) bool {
	return r <= 0x7f && !dialect.IsLetter(byte(r)) && (r < '0' || r > '9') && !strings.ContainsRune("+#-_./", r)
}

// fileOrLang keeps a word that is plainly the name of a file as the caption, and its extension as
// the language.
func fileOrLang(word, caption string) (string, string) {
	if dot := strings.LastIndexByte(word, '.'); dot > 0 && dot < len(word)-1 {
		if caption == "" {
			caption = word
		}
		word = word[dot+1:]
	}
	if len(word) > 40 {
		word = ""
	}
	return strings.ToLower(word), caption
}

// fenceCloses reports whether a block of code ends with a fence, and not with the post or with what
// it stands in.
func (c *converter) fenceCloses(n *ast.FencedCodeBlock) bool {
	open := start(n)
	if open >= len(c.src) {
		return true
	}
	_, next := dialect.LineAt(c.src, open)
	if lines := n.Lines(); lines.Len() > 0 {
		next = lines.At(lines.Len() - 1).Stop
	}
	if next >= len(c.src) {
		return false
	}
	line, _ := dialect.LineAt(c.src, next)
	line = strings.TrimSpace(strings.TrimLeft(line, " \t>"))
	return len(line) >= 3 && strings.Trim(line, c.src[open:open+1]) == ""
}
