package command

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// tocCommand prints the headings of a post with their anchors.
type tocCommand struct {
	slugArgument
	JSON toggle `name:"json" help:"one JSON object per line: level, text, id"`
}

// headline is a heading as JSON.
type headline struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
	ID    string `json:"id"`
}

// Run prints the headings.
func (t *tocCommand) Run(c *Call) error {
	post, err := t.post(c)
	if err != nil {
		return err
	}
	headings := parser.Parse(post.Body(), post.BodyLine(), parser.SyntaxOf(post.Path)).WithoutTitle(post.Title).Headings
	if t.JSON {
		return printJSON(c, headings, func(h markdown.Outline) headline { return headline{h.Level, h.Text, h.ID} })
	}
	top := 6
	for _, h := range headings {
		top = min(top, h.Level)
	}
	for _, h := range headings {
		indent := strings.Repeat("  ", h.Level-top)
		if err := c.print(indent + h.Text + columnSpaces + "#" + h.ID); err != nil {
			return err
		}
	}
	return nil
}
