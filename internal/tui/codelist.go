package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
)

// codeScreen lists the blocks of code of the open post, to copy one.
type codeScreen struct {
	menu
	post   *postScreen
	blocks []listedCode
}

// listedCode is a block of code in the list, represented by its first line that is not blank.
type listedCode struct {
	block layout.CodeBlock
	first string
	lines int
}

func (*codeScreen) overlays() {}

// pressCode copies the block of code that is on the screen, or the only one of the post. If there
// are several, it opens the list.
func (p *postScreen) pressCode(h host) tea.Cmd {
	switch {
	case p.page == nil:
		return nil
	case len(p.page.Codes) == 0:
		h.notice = h.texts.NoCode
		return nil
	}
	codes, first := p.page.Codes, p.top-len(p.head)
	s := &codeScreen{post: p}
	seen := 0
	for i, block := range codes {
		switch {
		case block.Last < first:
			s.cursor = i + 1
		case block.First < first+p.shownRows(h.display):
			seen++
		}
	}
	s.cursor = min(s.cursor, len(codes)-1)
	if seen == 1 || len(codes) == 1 {
		return copyCode(h, codes[s.cursor])
	}
	for _, block := range codes {
		s.blocks = append(s.blocks, listCode(block))
	}
	s.move(0, len(s.blocks), h.menuRows())
	h.push(s)
	return nil
}

// listCode returns the row of a block.
func listCode(block layout.CodeBlock) listedCode {
	first, _, _ := strings.Cut(strings.TrimLeft(block.Text, "\n\t "), "\n")
	return listedCode{block, strings.ReplaceAll(clip(first), "\t", " "), lineCount(block)}
}

// codeText returns the text of a block to copy. Its last line has no line end, so that a shell does
// not run a pasted command unseen.
func codeText(block layout.CodeBlock) string { return strings.TrimRight(block.Text, "\n") }

// lineCount returns how many lines of a block are copied.
func lineCount(block layout.CodeBlock) int { return 1 + strings.Count(codeText(block), "\n") }

// copyCode copies a block.
func copyCode(h host, block layout.CodeBlock) tea.Cmd {
	if block.Cut {
		h.notice = h.texts.TooLong
		return nil
	}
	return h.copyText(codeText(block))
}

// relayout keeps the chosen block visible.
func (s *codeScreen) relayout(h host) tea.Cmd {
	s.move(0, len(s.blocks), h.menuRows())
	return nil
}

// press handles a key. Any key that does not move the cursor closes the list.
func (s *codeScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if s.menu.press(h, key, len(s.blocks), h.menuRows()) {
		return nil, true
	}
	h.pop()
	if h.keys.Open.Has(key) || h.keys.CopyCommand.Has(key) {
		return copyCode(h, s.blocks[s.cursor].block), true
	}
	return nil, true
}

// click copies the block of a row.
func (s *codeScreen) click(h host, x, y int) tea.Cmd {
	h.pop()
	if i := s.at(h, x, y, len(s.blocks), h.menuRows()); i >= 0 {
		return copyCode(h, s.blocks[i].block)
	}
	return nil
}

// wheel moves the cursor.
func (s *codeScreen) wheel(h host, lines int) tea.Cmd {
	s.move(lines, len(s.blocks), h.menuRows())
	return nil
}

// view draws the list.
func (s *codeScreen) view(h host) []string {
	k := h.keys
	lines := s.lines(h, h.texts.Code, len(s.blocks), h.listColumn().width, h.menuRows(), true,
		func(i, width int, chosen bool) string {
			return codeRow(h.display, s.blocks[i], width, chosen)
		})
	return s.post.besideText(h, lines, []keymap.Binding{
		k.Open.As(h.texts.Copy), k.Clear.As(h.texts.Close), k.Down,
		k.Up,
	},
		fmt.Sprintf("%d/%d", s.cursor+1, len(s.blocks)))
}

// codeRow lays out the first line of a block, its language and its length on width cells.
func codeRow(d *display, b listedCode, width int, chosen bool) string {
	const roomy = 60 // cells that suffice to write the language and the number of lines in full
	length := strconv.Itoa(b.lines)
	if width >= roomy {
		length = d.texts.CodeLines.Of(b.lines)
	}
	if b.block.Lang != "" {
		length = d.fit(clip(b.block.Lang), width/4) + "  " + length
	}
	style := sgr("")
	if chosen {
		style = d.styles.chosen
	}
	length = d.fit(length, width/2)
	return d.spread(style.on(d.fit(b.first, width-d.cells(length)-2)), d.styles.muted.on(length), width)
}
