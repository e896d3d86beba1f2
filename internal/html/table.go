package html

import "github.com/sshblog/sshblog/internal/markdown"

// table writes a table. Columns are aligned by an attribute, since feed readers drop styles. On a page
// it is in a box that scrolls, also by keys.
func (h *writer) table(b *markdown.Block) {
	if h.pages {
		h.Raw("<div class=\"scroll\" tabindex=\"0\">\n")
		defer h.Raw("</div>\n")
	}
	h.Raw("<table>\n")
	if len(b.Inlines) > 0 {
		h.line("caption", b.Inlines)
	}
	if g := b.Table; g != nil {
		if headed(g.Head) {
			h.Raw("<thead>\n")
			h.row("th", g.Align, g.Head)
			h.Raw("</thead>\n")
		}
		h.Raw("<tbody>\n")
		for _, row := range g.Rows {
			h.row("td", g.Align, row)
		}
		h.Raw("</tbody>\n")
	}
	h.Raw("</table>\n")
}

// headed reports whether a header has any text.
func headed(head []markdown.Cell) bool {
	for _, c := range head {
		if len(c) > 0 {
			return true
		}
	}
	return false
}

func (h *writer) row(name string, align []markdown.Align, cells []markdown.Cell) {
	h.Raw("<tr>\n")
	for i, c := range cells {
		side := ""
		if i < len(align) {
			side = [...]string{
				markdown.AlignNone: "", markdown.AlignLeft: "left", markdown.AlignCenter: "center", markdown.AlignRight: "right",
			}[align[i]]
		}
		h.line(name, c, "align", side)
	}
	h.Raw("</tr>\n")
}
