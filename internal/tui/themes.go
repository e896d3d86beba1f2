package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
)

// themesScreen lists the themes. The window shows each as soon as it is chosen, with a sample text.
type themesScreen struct {
	menu
	former  string // the theme that was there before
	choices []postview.Choice
	sample  []string // in the chosen theme
}

func (*themesScreen) overlays() {}

// openThemes opens the themes at the one that is shown. Where there are no colours, all would look
// alike.
func openThemes(h host) {
	if postview.DepthOf(h.profile) == theme.NoColors {
		h.notice = h.texts.NoColours
		return
	}
	s := &themesScreen{former: h.theme}
	s.relayout(h)
	h.push(s)
}

// relayout lists what fits the screen first, and draws the sample. The chosen theme stays chosen.
func (s *themesScreen) relayout(h host) tea.Cmd {
	s.choices = h.themes.Choices(h.background.Kind())
	for i, c := range s.choices {
		if c.Name == h.theme {
			s.cursor = i
		}
	}
	_, sample, _ := s.columns(h)
	s.sample = h.look.Sample(h.texts.ThemeSample, sample.width)
	s.move(0, len(s.choices), s.rows(h))
	return nil
}

// Widths of the list of themes, in cells.
const (
	themesWidth = 34
	themesWide  = 76 // from so many on, the sample is beside the list
)

// columns returns the columns of the list and of the sample, and whether they are side by side.
func (s *themesScreen) columns(h host) (list, sample column, beside bool) {
	c := columnFor(h.width)
	if c.width < themesWide {
		return c, c, false
	}
	list, sample = c, c
	list.width = themesWidth
	sample.left += themesWidth + panesGap
	sample.width -= themesWidth + panesGap
	return list, sample, true
}

// themesHint is how many rows say how to keep a theme, with the blank one above.
const themesHint = 3

// rows returns how many themes are visible: all, unless that leaves no room for a sample below them.
func (s *themesScreen) rows(h host) int {
	const least, worth = 4, 5 // themes beside a sample, and lines of a sample that are worth showing
	rows := max(1, h.height-menuHead-1-themesHint)
	if _, _, beside := s.columns(h); beside || rows < least+worth {
		return rows
	}
	return max(least, min(len(s.choices), rows-worth))
}

// press handles a key. The keys of movement choose a theme, and so does the one that opened the
// list. Enter keeps it; any other key goes back to the former one.
func (s *themesScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	n, moves := h.keys.Movement(key, s.rows(h), len(s.choices))
	if h.keys.Theme.Has(key) {
		n, moves = 1, true
		if s.cursor == len(s.choices)-1 {
			n = -s.cursor
		}
	}
	switch {
	case moves:
		return s.choose(h, n), true
	case h.keys.Open.Has(key):
		return s.keep(h), true
	}
	h.pop()
	return h.setTheme(s.former), true
}

// choose moves the cursor, and shows the theme that it is on.
func (s *themesScreen) choose(h host, n int) tea.Cmd {
	s.move(n, len(s.choices), s.rows(h))
	return h.setTheme(s.choices[s.cursor].Name)
}

// keep closes the list.
func (s *themesScreen) keep(h host) tea.Cmd {
	h.pop()
	h.notice = fmt.Sprintf(h.texts.Theme, h.theme)
	return nil
}

// click chooses the theme of a row. A click on the chosen one keeps it.
func (s *themesScreen) click(h host, x, y int) tea.Cmd {
	i := s.top + y - menuHead
	if y < menuHead || y >= menuHead+s.rows(h) || i >= len(s.choices) {
		return nil
	}
	if i == s.cursor {
		return s.keep(h)
	}
	return s.choose(h, i-s.cursor)
}

// wheel moves the cursor.
func (s *themesScreen) wheel(h host, lines int) tea.Cmd { return s.choose(h, lines) }

// view draws the list, the sample, and how to keep the theme.
func (s *themesScreen) view(h host) []string {
	list, sample, beside := s.columns(h)
	lines := []string{list.indent(h.styles.title.on(h.fit(h.texts.ThemesTitle, list.width))), ""}
	for i := s.top; i < min(s.top+s.rows(h), len(s.choices)); i++ {
		lines = append(lines, list.indent(s.row(h, i, list.width)))
	}
	rows := h.height - 1
	room := rows - themesHint
	if beside {
		lines = h.beside(lines, sample, append([]string{"", ""}, s.sample[:min(len(s.sample), max(0, room-menuHead))]...), false)
	} else if room-len(lines) > 3 {
		lines = append(lines, "")
		for _, line := range s.sample[:min(len(s.sample), room-len(lines))] {
			lines = append(lines, sample.indent(line))
		}
	}
	lines = append(lines, make([]string, max(0, room-len(lines)))...)
	lines = append(lines, s.hint(h)...)
	return append(lines[:min(rows, len(lines))], h.footer([]keymap.Binding{
		h.keys.Open.As(h.texts.Keep), h.keys.Clear.As(fmt.Sprintf(h.texts.BackTo, s.former)), h.keys.Down, h.keys.Up,
	}, fmt.Sprintf("%d/%d", s.cursor+1, len(s.choices))))
}

// hint says how to have the theme again next time.
func (s *themesScreen) hint(h host) []string {
	c := columnFor(h.width)
	line := "SetEnv SSHBLOG_THEME=" + h.theme
	all := h.texts.KeepTheme + "  " + line
	if h.cells(all) <= c.width {
		return []string{"", c.indent(h.styles.muted.on(h.texts.KeepTheme) + "  " + line), ""}
	}
	return []string{"", c.indent(h.styles.muted.on(h.fit(h.texts.KeepTheme, c.width))), c.indent(h.fit("  "+line, c.width))}
}

// row draws a theme: its name, and what it is like.
func (s *themesScreen) row(h host, i, width int) string {
	const names = 10
	c := s.choices[i]
	bar, style := "  ", sgr("")
	if i == s.cursor {
		bar, style = h.styles.mark.on("▌")+" ", h.styles.chosen
	}
	name := h.fit(c.Name, width-2)
	what := h.texts.Themes[c.Name]
	own := c.Name == postview.Paper || c.Name == postview.Night // they look the same everywhere
	if c.Kind != theme.UnknownKind && !own && postview.DepthOf(h.profile) >= theme.Palette256 {
		what = map[theme.Kind]string{theme.DarkKind: h.texts.MadeForDark, theme.LightKind: h.texts.MadeForLight}[c.Kind]
	}
	gap := max(2, names-h.cells(name)+2)
	room := width - 2 - h.cells(name) - gap
	if what == "" || room < 8 {
		return bar + style.on(name)
	}
	return bar + style.on(name) + strings.Repeat(" ", gap) + h.styles.muted.on(h.fit(what, room))
}
