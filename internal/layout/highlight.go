package layout

import (
	"github.com/alecthomas/chroma/v2"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
)

// highlight calls token for each token of a code block, in order, with its style. The tokens make up
// the whole text of the block. A block that is not coloured is one token.
func (d *drawer) highlight(b *markdown.Block, base theme.StyleID, token func(string, theme.StyleID)) {
	split := d.theme.Code != nil && d.split.Tokens(b.Text, b.Lang, func(text string, kind chroma.TokenType) {
		l, ok := d.theme.Code[kind]
		if !ok {
			l = base
		}
		token(text, l)
	})
	if !split {
		token(b.Text, base)
	}
}
