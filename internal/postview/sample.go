package postview

import (
	"context"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// Sample returns the lines of a short text of the program's own, to show what the look is like.
func (l Look) Sample(text string, width int) []string {
	page, err := layout.Draw(context.Background(), layout.Request{
		Doc:   func() *markdown.Document { return parser.Parse(text, 1) },
		Width: width, Method: l.Method, Theme: l.Theme, Links: layout.Hyperlinks, // no list of addresses below

	})
	if err != nil {
		return nil
	}
	return page.Lines
}
