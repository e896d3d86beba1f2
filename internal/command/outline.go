package command

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// headline is a heading as JSON.
type headline struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
	ID    string `json:"id"`
}

// toc prints the headings of a post with what stands behind # for them.
func (r *run) toc(args []string) int {
	post, asJSON, status := r.named(args)
	if post == nil {
		return status
	}
	headings := markdown.Parse(post.Body(), post.BodyLine()).Headings
	if asJSON {
		return printJSON(r, headings, func(h markdown.Outline) headline { return headline{h.Level, h.Text, h.ID} })
	}
	top := 6
	for _, h := range headings {
		top = min(top, h.Level)
	}
	for _, h := range headings {
		indent := strings.Repeat("  ", h.Level-top)
		if status := r.print(indent + h.Text + columnSpaces + "#" + h.ID); status != Done {
			return status
		}
	}
	return Done
}
