package post

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// codeScreen lists the blocks of code of the open post, to copy one.
type codeScreen struct {
	screen.Menu
	post   *Screen
	blocks []listedCode
}

// listedCode is a block of code in the list, represented by its first line that is not blank.
type listedCode struct {
	block layout.CodeBlock
	first string
	lines int
}

func (*codeScreen) Overlays() {}

// pressCode copies the block of code that is on the screen, or the only one of the post. If there
// are several, it opens the list.
func (p *Screen) pressCode(h screen.Host) tea.Cmd {
	switch {
	case p.page == nil:
		return nil
	case len(p.page.Codes) == 0:
		h.Notice = h.Texts.NoCode
		return nil
	}
	codes, first := p.page.Codes, p.top-len(p.head)
	s := &codeScreen{post: p}
	seen := 0
	for i, block := range codes {
		switch {
		case block.Last < first:
			s.Cursor = i + 1
		case block.First < first+p.shownRows(h.Display):
			seen++
		}
	}
	s.Cursor = min(s.Cursor, len(codes)-1)
	if seen == 1 || len(codes) == 1 {
		return copyCode(h, codes[s.Cursor])
	}
	for _, block := range codes {
		s.blocks = append(s.blocks, listCode(block))
	}
	s.Move(0, len(s.blocks), h.MenuRows())
	h.Push(s)
	return nil
}

// listCode returns the row of a block.
func listCode(block layout.CodeBlock) listedCode {
	first, _, _ := strings.Cut(strings.TrimLeft(block.Text, "\n\t "), "\n")
	return listedCode{block, strings.ReplaceAll(screen.Clip(first), "\t", " "), lineCount(block)}
}

// codeText returns the text of a block to copy. Its last line has no line end, so that a shell does
// not run a pasted command unseen.
func codeText(block layout.CodeBlock) string { return strings.TrimRight(block.Text, "\n") }

// lineCount returns how many lines of a block are copied.
func lineCount(block layout.CodeBlock) int { return 1 + strings.Count(codeText(block), "\n") }

// copyCode copies a block.
func copyCode(h screen.Host, block layout.CodeBlock) tea.Cmd {
	if block.Cut {
		h.Notice = h.Texts.TooLong
		return nil
	}
	return h.CopyText(codeText(block))
}

// Relayout keeps the chosen block visible.
func (s *codeScreen) Relayout(h screen.Host) tea.Cmd {
	s.Move(0, len(s.blocks), h.MenuRows())
	return nil
}

// Press handles a key. Any key that does not move the cursor closes the list.
func (s *codeScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if s.Menu.Press(h, key, len(s.blocks), h.MenuRows()) {
		return nil, true
	}
	h.Pop()
	if h.Keys.Open.Has(key) || h.Keys.CopyCommand.Has(key) {
		return copyCode(h, s.blocks[s.Cursor].block), true
	}
	return nil, true
}

// Click copies the block of a row.
func (s *codeScreen) Click(h screen.Host, x, y int) tea.Cmd {
	h.Pop()
	if i := s.At(h, x, y, len(s.blocks), h.MenuRows()); i >= 0 {
		return copyCode(h, s.blocks[i].block)
	}
	return nil
}

// Wheel moves the cursor.
func (s *codeScreen) Wheel(h screen.Host, lines int) tea.Cmd {
	s.Move(lines, len(s.blocks), h.MenuRows())
	return nil
}

// View draws the list.
func (s *codeScreen) View(h screen.Host) []string {
	k := h.Keys
	lines := s.Lines(h, h.Texts.Code, len(s.blocks), h.ListColumn().Width, h.MenuRows(), true,
		func(i, width int, chosen bool) string {
			return codeRow(h.Display, s.blocks[i], width, chosen)
		})
	return s.post.besideText(h, lines, []keymap.Binding{
		k.Open.As(h.Texts.Copy), k.Clear.As(h.Texts.Close), k.Down,
		k.Up,
	},
		fmt.Sprintf("%d/%d", s.Cursor+1, len(s.blocks)))
}

// codeRow lays out the first line of a block, its language and its length on width cells.
func codeRow(d *screen.Display, b listedCode, width int, chosen bool) string {
	const roomy = 60 // cells that suffice to write the language and the number of lines in full
	length := strconv.Itoa(b.lines)
	if width >= roomy {
		length = d.Texts.CodeLines.Of(b.lines)
	}
	if b.block.Lang != "" {
		length = d.Fit(screen.Clip(b.block.Lang), width/4) + "  " + length
	}
	style := screen.SGR("")
	if chosen {
		style = d.Styles.Chosen
	}
	length = d.Fit(length, width/2)
	return d.Spread(style.On(d.Fit(b.first, width-d.Cells(length)-2)), d.Styles.Muted.On(length), width)
}
