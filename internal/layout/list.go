package layout

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// list draws a list as a typographer would: the text of an item hangs behind its mark, numbers
// stand right-aligned, and the items of a loose list have air between them. Glamour fuses the
// paragraphs of loose items, lets wrapped lines begin below the mark, and lays nested lists out
// again and again.
func (d *drawer) list(b *markdown.Block, l theme.StyleID) {
	l = d.derive(l, theme.ElList)
	d.lists++
	defer func() { d.lists-- }()
	sheet := &d.theme.Style.List
	pushed := false
	if indent := theme.Cells(sheet.Indent) + theme.Cells(sheet.Margin); indent > 0 && d.lists == 1 {
		d.hang(indent)
		pushed = true
	}
	marks := d.marks(b)
	for i := range b.Blocks {
		if i > 0 && !b.Tight {
			d.space()
		}
		item := &b.Blocks[i]
		mark := marks.of(d, item, i, l)
		w := d.method.Width(mark.Text)
		if d.room()-w < minRoom { // too deep: the mark stands above its item
			mark.Text = d.method.Fit(mark.Text, d.room())
			d.line([]wrap.Piece{mark})
			mark, w = wrap.Piece{}, 0
		}
		d.push(mark, wrap.Piece{}, w)
		d.blocksIn(item.Blocks, l, b.Tight)
		d.pop()
	}
	if pushed {
		d.pop()
	}
}

// marks says what stands before the items of a list.
type marks struct {
	ordered bool
	start   int
	width   int    // of the greatest number
	bullet  string // with its blank
	dot     string // behind a number, with its blank
}

func (d *drawer) marks(b *markdown.Block) marks {
	m := marks{ordered: b.Ordered, start: max(0, b.Start)}
	if b.Ordered {
		m.width = len(strconv.Itoa(m.start + len(b.Blocks) - 1))
		for i := range b.Blocks {
			m.width = max(m.width, len(b.Blocks[i].Text))
		}
		m.dot = ". "
		if p := theme.OneLine(d.theme.Style.Enumeration.BlockPrefix); p != "" {
			m.dot = p
		}
		return m
	}
	bullets := d.theme.More.Bullets
	if p := theme.OneLine(d.theme.Style.Item.BlockPrefix); p != "" && (d.lists == 1 || len(bullets) == 0) {
		m.bullet = p
	} else if len(bullets) > 0 {
		if m.bullet = bullets[min(d.lists, len(bullets))-1]; m.bullet != "" {
			m.bullet += " "
		}
	} else {
		m.bullet = "• "
	}
	return m
}

// of returns the mark of an item.
func (m *marks) of(d *drawer, item *markdown.Block, i int, l theme.StyleID) wrap.Piece {
	task := &d.theme.Style.Task
	switch {
	case item.Task == markdown.Done:
		return wrap.Piece{Text: nonEmpty(task.Ticked, "☑ "), Look: d.derive(l, theme.ElTask)}
	case item.Task == markdown.Open:
		return wrap.Piece{Text: nonEmpty(task.Unticked, "☐ "), Look: d.derive(l, theme.ElTask)}
	case m.ordered:
		number := item.Text
		if number == "" {
			number = strconv.Itoa(m.start + i)
		}
		return wrap.Piece{
			Text: strings.Repeat(" ", max(0, m.width-len(number))) + number + m.dot,
			Look: d.derive(l, theme.ElEnumeration),
		}
	}
	return wrap.Piece{Text: m.bullet, Look: d.derive(l, theme.ElItem)}
}

func nonEmpty(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return theme.OneLine(s)
}

// definitions draws a definition list: terms, and their meanings below them, set in.
func (d *drawer) definitions(b *markdown.Block, l theme.StyleID) {
	l = d.derive(l, theme.ElDefinitionList)
	mark := theme.OneLine(d.theme.Elements[theme.ElDefinition].BlockPrefix)
	for i := range b.Blocks {
		item := &b.Blocks[i]
		if item.Kind == markdown.Term {
			if i > 0 && b.Blocks[i-1].Kind != markdown.Term {
				d.space()
			}
			if item.ID != "" {
				d.anchor(item.ID)
			}
			d.unit(BlockUnit)
			d.flow(item.Inlines, d.derive(l, theme.ElTerm))
			continue
		}
		if mark != "" && d.room() > 20 {
			d.push(wrap.Piece{Text: mark, Look: d.derive(l, theme.ElQuiet)}, wrap.Piece{}, d.method.Width(mark))
		} else {
			d.hang(2)
		}
		d.blocksIn(item.Blocks, d.derive(l, theme.ElDefinition), item.Tight)
		d.pop()
		if !item.Tight {
			d.space()
		}
	}
}
