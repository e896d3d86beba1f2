package overlay

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// themesScreen lists the themes. The window shows each as soon as it is chosen, with a sample text.
type themesScreen struct {
	screen.Menu
	former  string // the theme that was there before
	choices []postview.Choice
	sample  []string // in the chosen theme
}

func (*themesScreen) Overlays() {}

// OpenThemes opens the themes at the one that is shown. Where there are no colours, all would look
// alike.
func OpenThemes(h screen.Host) {
	if postview.DepthOf(h.Profile) == theme.NoColors {
		h.Notice = h.Texts.NoColours
		return
	}
	s := &themesScreen{former: h.Theme}
	s.Relayout(h)
	h.Push(s)
}

// Relayout lists what fits the screen first, and draws the sample. The chosen theme stays chosen.
func (s *themesScreen) Relayout(h screen.Host) tea.Cmd {
	s.choices = h.Themes.Choices(h.Background.Kind())
	for i, c := range s.choices {
		if c.Name == h.Theme {
			s.Cursor = i
		}
	}
	_, sample, _ := s.columns(h)
	s.sample = h.Look.Sample(h.Texts.ThemeSample, sample.Width)
	s.Move(0, len(s.choices), s.rows(h))
	return nil
}

// Widths of the list of themes, in cells.
const (
	themesWidth = 34
	themesWide  = 76 // from so many on, the sample is beside the list
)

// columns returns the columns of the list and of the sample, and whether they are side by side.
func (s *themesScreen) columns(h screen.Host) (list, sample screen.Column, beside bool) {
	c := screen.ColumnFor(h.Width)
	if c.Width < themesWide {
		return c, c, false
	}
	list, sample = c, c
	list.Width = themesWidth
	sample.Left += themesWidth + screen.PanesGap
	sample.Width -= themesWidth + screen.PanesGap
	return list, sample, true
}

// themesHint is how many rows say how to keep a theme, with the blank one above.
const themesHint = 3

// rows returns how many themes are visible: all, unless that leaves no room for a sample below
// them.
func (s *themesScreen) rows(h screen.Host) int {
	const least, worth = 4, 5 // themes beside a sample, and lines of a sample that are worth showing
	rows := max(1, h.Height-screen.MenuHead-1-themesHint)
	if _, _, beside := s.columns(h); beside || rows < least+worth {
		return rows
	}
	return max(least, min(len(s.choices), rows-worth))
}

// Press handles a key. The keys of movement choose a theme, and so does the one that opened the
// list. Enter keeps it; any other key goes back to the former one.
func (s *themesScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	n, moves := h.Keys.Movement(key, s.rows(h), len(s.choices))
	if h.Keys.Theme.Has(key) {
		n, moves = 1, true
		if s.Cursor == len(s.choices)-1 {
			n = -s.Cursor
		}
	}
	switch {
	case moves:
		return s.choose(h, n), true
	case h.Keys.Open.Has(key):
		return s.keep(h), true
	}
	h.Pop()
	return h.SetTheme(s.former), true
}

// choose moves the cursor, and shows the theme that it is on.
func (s *themesScreen) choose(h screen.Host, n int) tea.Cmd {
	s.Move(n, len(s.choices), s.rows(h))
	return h.SetTheme(s.choices[s.Cursor].Name)
}

// keep closes the list.
func (s *themesScreen) keep(h screen.Host) tea.Cmd {
	h.Pop()
	h.Notice = fmt.Sprintf(h.Texts.Theme, h.Theme)
	return nil
}

// Click chooses the theme of a row. A click on the chosen one keeps it.
func (s *themesScreen) Click(h screen.Host, x, y int) tea.Cmd {
	i := s.Top + y - screen.MenuHead
	if y < screen.MenuHead || y >= screen.MenuHead+s.rows(h) || i >= len(s.choices) {
		return nil
	}
	if i == s.Cursor {
		return s.keep(h)
	}
	return s.choose(h, i-s.Cursor)
}

// Wheel moves the cursor.
func (s *themesScreen) Wheel(h screen.Host, lines int) tea.Cmd { return s.choose(h, lines) }

// View draws the list, the sample, and how to keep the theme.
func (s *themesScreen) View(h screen.Host) []string {
	list, sample, beside := s.columns(h)
	lines := []string{list.Indent(h.Styles.Title.On(h.Fit(h.Texts.ThemesTitle, list.Width))), ""}
	for i := s.Top; i < min(s.Top+s.rows(h), len(s.choices)); i++ {
		lines = append(lines, list.Indent(s.row(h, i, list.Width)))
	}
	rows := h.Height - 1
	room := rows - themesHint
	if beside {
		lines = h.Beside(lines, sample, append([]string{"", ""}, s.sample[:min(len(s.sample), max(0, room-screen.MenuHead))]...))
	} else if room-len(lines) > 3 {
		lines = append(lines, "")
		for _, line := range s.sample[:min(len(s.sample), room-len(lines))] {
			lines = append(lines, sample.Indent(line))
		}
	}
	lines = append(lines, make([]string, max(0, room-len(lines)))...)
	lines = append(lines, s.hint(h)...)
	return append(lines[:min(rows, len(lines))], h.Footer([]keymap.Binding{
		h.Keys.Open.As(h.Texts.Keep), h.Keys.Clear.As(fmt.Sprintf(h.Texts.BackTo, s.former)), h.Keys.Down, h.Keys.Up,
	}, fmt.Sprintf("%d/%d", s.Cursor+1, len(s.choices))))
}

// hint says how to have the theme again next time.
func (s *themesScreen) hint(h screen.Host) []string {
	c := screen.ColumnFor(h.Width)
	line := "SetEnv SSHBLOG_THEME=" + h.Theme
	all := h.Texts.KeepTheme + "  " + line
	if h.Cells(all) <= c.Width {
		return []string{"", c.Indent(h.Styles.Muted.On(h.Texts.KeepTheme) + "  " + line), ""}
	}
	return []string{"", c.Indent(h.Styles.Muted.On(h.Fit(h.Texts.KeepTheme, c.Width))), c.Indent(h.Fit("  "+line, c.Width))}
}

// row draws a theme: its name, and what it is like.
func (s *themesScreen) row(h screen.Host, i, width int) string {
	const names = 10
	c := s.choices[i]
	bar, style := "  ", screen.SGR("")
	if i == s.Cursor {
		bar, style = h.Styles.Mark.On("▌")+" ", h.Styles.Chosen
	}
	name := h.Fit(c.Name, width-2)
	what := h.Texts.Themes[c.Name]
	own := c.Name == postview.Paper || c.Name == postview.Night // they look the same everywhere
	if c.Kind != theme.UnknownKind && !own && postview.DepthOf(h.Profile) >= theme.Palette256 {
		what = map[theme.Kind]string{theme.DarkKind: h.Texts.MadeForDark, theme.LightKind: h.Texts.MadeForLight}[c.Kind]
	}
	gap := max(2, names-h.Cells(name)+2)
	room := width - 2 - h.Cells(name) - gap
	if what == "" || room < 8 {
		return bar + style.On(name)
	}
	return bar + style.On(name) + strings.Repeat(" ", gap) + h.Styles.Muted.On(h.Fit(what, room))
}
