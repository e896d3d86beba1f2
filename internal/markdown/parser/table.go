package parser

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/sshblog/sshblog/internal/markdown"
)

// table converts a table of Markdown.
func (c *converter) table(n *east.Table, line int) markdown.Block {
	g := &markdown.Grid{Align: make([]markdown.Align, len(n.Alignments))}
	for i, a := range n.Alignments {
		switch a {
		case east.AlignLeft:
			g.Align[i] = markdown.AlignLeft
		case east.AlignCenter:
			g.Align[i] = markdown.AlignCenter
		case east.AlignRight:
			g.Align[i] = markdown.AlignRight
		}
	}
	c.inCell = true
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		cells := c.row(row, len(g.Align))
		if _, ok := row.(*east.TableHeader); ok {
			g.Head = cells
		} else if !isAttributeRow(cells) {
			g.Rows = append(g.Rows, cells)
		}
	}
	c.inCell = false
	return markdown.Block{Kind: markdown.Table, Line: line, Table: g}
}

// row converts the cells of a row, of which there shall be so many.
func (c *converter) row(row ast.Node, columns int) []markdown.Cell {
	cells := make([]markdown.Cell, 0, columns)
	for cell := row.FirstChild(); cell != nil && len(cells) < columns; cell = cell.NextSibling() {
		cells = append(cells, c.inlines(cell))
	}
	for len(cells) < columns {
		cells = append(cells, nil)
	}
	return cells
}

// isAttributeRow reports whether a row is an attribute line below the table.
func isAttributeRow(cells []markdown.Cell) bool {
	if len(cells) == 0 || len(cells[0]) != 1 || cells[0][0].Kind != markdown.Text || !isAttributeLine(cells[0][0].Text) {
		return false
	}
	for _, c := range cells[1:] {
		if len(c) > 0 {
			return false
		}
	}
	return true
}
