package html

import (
	"strconv"

	"github.com/sshblog/sshblog/internal/markdown"
)

func (h *writer) list(b *markdown.Block) {
	name, start, kind := "ul", "", ""
	if b.Ordered {
		name = "ol"
		if b.Start != 1 {
			start = strconv.Itoa(b.Start)
		}
		kind = h.lettered(b)
	}
	h.Open(name, "start", start, "type", kind)
	h.Raw("\n")
	for i := range b.Blocks {
		item := &b.Blocks[i]
		value := ""
		if _, err := strconv.Atoi(item.Text); err == nil && h.pages && b.Ordered {
			value = item.Text
		}
		h.item(item, b.Tight, value)
	}
	h.Raw("</", name, ">\n")
}

// lettered returns the type of a list whose items have letters instead of numbers, "" for others.
// Feed readers drop it.
func (h *writer) lettered(b *markdown.Block) string {
	if !h.pages || len(b.Blocks) == 0 {
		return ""
	}
	switch first := b.Blocks[0].Text; first {
	case "a", "A", "i", "I":
		return first
	}
	return ""
}

// item writes a list item, with its number where that is not the next. Checkboxes of tasks become
// characters, since feed readers drop form elements.
func (h *writer) item(b *markdown.Block, tight bool, value string) {
	h.Open("li", "value", value, "class", h.taskClass(b))
	switch b.Task {
	case markdown.NoTask:
	case markdown.Open:
		h.mark = "☐ "
	case markdown.Done:
		h.mark = "☑ "
	}
	if len(b.Blocks) == 0 || b.Blocks[0].Kind != markdown.Paragraph {
		h.Raw(h.mark)
		h.mark = ""
	}
	for i := range b.Blocks {
		c := &b.Blocks[i]
		if !tight || c.Kind != markdown.Paragraph {
			h.block(c)
			continue
		}
		h.Raw(h.mark)
		h.mark = ""
		h.inlines(c.Inlines)
		if i < len(b.Blocks)-1 && (!h.pages || b.Blocks[i+1].Kind == markdown.Paragraph) {
			h.Raw("<br>\n")
		}
	}
	h.Raw("</li>\n")
}

// taskClass returns the class of an item that is a task: it has a checkbox instead of a bullet.
func (h *writer) taskClass(b *markdown.Block) string {
	if h.pages && b.Task != markdown.NoTask {
		return "task"
	}
	return ""
}
