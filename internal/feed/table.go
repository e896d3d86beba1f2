package feed

import "github.com/sshblog/sshblog/internal/markdown"

// table writes a table. Columns are aligned by an attribute, since feed readers drop styles.
func (h *html) table(b *markdown.Block) {
	h.raw("<table>\n")
	if len(b.Inlines) > 0 {
		h.line("caption", b.Inlines)
	}
	if g := b.Table; g != nil {
		if headed(g.Head) {
			h.raw("<thead>\n")
			h.row("th", g.Align, g.Head)
			h.raw("</thead>\n")
		}
		h.raw("<tbody>\n")
		for _, row := range g.Rows {
			h.row("td", g.Align, row)
		}
		h.raw("</tbody>\n")
	}
	h.raw("</table>\n")
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

func (h *html) row(name string, align []markdown.Align, cells []markdown.Cell) {
	h.raw("<tr>\n")
	for i, c := range cells {
		side := ""
		if i < len(align) {
			side = [...]string{
				markdown.AlignNone: "", markdown.AlignLeft: "left", markdown.AlignCenter: "center", markdown.AlignRight: "right",
			}[align[i]]
		}
		h.line(name, c, "align", side)
	}
	h.raw("</tr>\n")
}
