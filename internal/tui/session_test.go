package tui_test

import (
	"fmt"
	"image/color"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui"
)

// many is a blog of n posts of one paragraph, the newest first called "Post 1".
func many(n int) fstest.MapFS {
	files := fstest.MapFS{}
	for i := 1; i <= n; i++ {
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -i)
		files[fmt.Sprintf("post-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Post %d\ndate: %s\ntags: [tag%d]\n---\nText of post %d.\n", i, day.Format(time.DateOnly), i%10, i)}
	}
	return files
}

func TestListMoves(t *testing.T) {
	v := newVisit(t, many(100), tui.Session{})
	for _, c := range []struct{ keys, chosen, place string }{
		{"", "Post 1 ", "1/100"},
		{"<up>", "Post 1 ", "1/100"},
		{"j", "Post 2 ", "2/100"},
		{"k", "Post 1 ", "1/100"},
		{"<down><down>", "Post 3 ", "3/100"},
		{"G", "Post 100 ", "100/100"},
		{"j", "Post 100 ", "100/100"},
		{"g", "Post 1 ", "1/100"},
		{"<end>", "Post 100 ", "100/100"},
		{"<home>", "Post 1 ", "1/100"},
		{"<pgdown><pgup>", "Post 1 ", "1/100"},
		{"<space>", "Post 20 ", "20/100"},
		{"b", "Post 1 ", "1/100"},
		{"d", "Post 10 ", "10/100"},
		{"u", "Post 1 ", "1/100"},
	} {
		v.press(c.keys)
		if !strings.Contains(chosenRow(v), c.chosen) || !strings.Contains(v.text(), c.place) {
			t.Errorf("after %q: chosen %q, want %q and %q on\n%s", c.keys, chosenRow(v), c.chosen, c.place, v.text())
		}
	}
}

// chosenRow returns the row with the bar.
func chosenRow(v *visit) string {
	for _, line := range strings.Split(v.text(), "\n") {
		if strings.Contains(line, "▌") {
			return line
		}
	}
	return ""
}

func TestOpenAndBack(t *testing.T) {
	for _, open := range []string{"<enter>", "l", "<right>"} {
		for _, back := range []string{"<esc>", "h", "<left>", "<backspace>"} {
			v := newVisit(t, many(50), tui.Session{})
			v.press("jjj" + open)
			v.sees("Text of post 4.")
			v.press(back)
			v.sees("4/50")
			if row := chosenRow(v); !strings.Contains(row, "Post 4 ") {
				t.Errorf("%s %s: chosen %q", open, back, row)
			}
		}
	}
}

func TestNextAndPrevious(t *testing.T) {
	v := newVisit(t, many(3), tui.Session{Open: "post-2"})
	v.sees("Text of post 2.")
	v.press("J")
	v.sees("Text of post 3.")
	v.press("J")
	v.sees("The last post.")
	v.press("K")
	v.sees("Text of post 2.")
	v.press("K")
	v.sees("Text of post 1.")
	v.press("K")
	v.sees("The first post.")
	v.press("<esc>")
	v.sees("1/3")
}

func TestQuit(t *testing.T) {
	for _, keys := range []string{"q", "<ctrl+c>", "<enter>q", "?qq", "/<ctrl+c>", "?<ctrl+c>"} {
		v := newVisit(t, many(3), tui.Session{})
		v.press(keys)
		v.until("the end", func() bool { return v.ended })
	}
	v := newVisit(t, many(3), tui.Session{})
	v.press("/q")
	v.sees("/ q")
	if v.ended {
		t.Error("q in the filter is a letter")
	}
}

func TestFilter(t *testing.T) {
	for _, n := range []int{100, 3000} { // at once, and in a command
		v := newVisit(t, many(n), tui.Session{})
		v.press("/post 42")
		v.sees("Post 42 ")
		v.until("the best match first", func() bool { return strings.Contains(chosenRow(v), "Post 42 ") })
		v.press("<enter>")
		v.sees("Text of post 42.")
		v.press("<esc>")
		v.sees("/ post 42")
		v.press("<esc>")
		v.seesNot("/ post 42")
		v.sees(fmt.Sprintf("42/%d", n))
		v.press("/tag7")
		v.sees("#tag7")
		v.until("only that tag", func() bool { return strings.Contains(v.text(), fmt.Sprintf("%d of %d", n/10, n)) })
		v.press("<backspace><backspace><backspace><backspace><backspace>")
		v.seesNot("/ tag7")
	}
}

// TestPlaceIsKept resizes, changes the theme and returns. The same words stay at the top.
func TestPlaceIsKept(t *testing.T) {
	var text strings.Builder
	for i := range 80 {
		fmt.Fprintf(&text, "start%d %s\n\n", i, strings.Repeat("some more words ", 12))
	}
	v := newVisit(t, fstest.MapFS{"long.md": {Data: []byte(text.String())}}, tui.Session{Open: "long"})
	v.sees("start0 ")
	for range 9 {
		v.press("<pgdown>")
	}
	v.press("jj")
	var word string
	for _, field := range strings.Fields(v.text()) {
		if strings.HasPrefix(field, "start") {
			word = field + " "
			break
		}
	}
	for _, size := range [][2]int{{40, 24}, {160, 24}, {30, 24}, {80, 24}} {
		v.resize(size[0], size[1])
		v.sees(word)
	}
	v.light()
	v.sees(word)
}

func TestChangeIsSeen(t *testing.T) {
	v := newVisit(t, many(3), tui.Session{})
	v.press("j")
	v.files["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Brand new\ndate: 2026-05-30\n---\nNew text.\n"), ModTime: time.Now()}
	v.reload()
	v.sees("Brand new")
	if row := chosenRow(v); !strings.Contains(row, "Post 2 ") {
		t.Errorf("chosen %q, want the same as before", row)
	}

	v.press("<enter>")
	v.sees("Text of post 2.")
	v.files["post-2.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Post 2\ndate: 2025-12-30\n---\nNew words.\n"), ModTime: time.Now()}
	v.reload()
	v.sees("has changed")
	v.sees("Text of post 2.")
	v.press("r")
	v.sees("New words.")

	delete(v.files, "post-2.md")
	v.reload()
	v.sees("This post is gone")
	v.sees("New words.")
	v.press("<esc>")
	v.seesNot("Post 2 ")
}

// reload loads the blog again, as a watcher would.
func (v *visit) reload() {
	v.t.Helper()
	if err := v.store.Reload(); err != nil {
		v.t.Fatal(err)
	}
}

// TestChosenTheme checks what the first line of the list looks like: by the reader's variables, and
// after the terminal's answer.
func TestChosenTheme(t *testing.T) {
	first := func(ground color.Color, environ ...string) string {
		v := newVisit(t, harbour(), tui.Session{Environ: environ})
		if ground != nil {
			v.send(tea.BackgroundColorMsg{Color: ground})
		}
		return v.lines()[0]
	}
	unknown, dark, light := first(nil), first(color.Black), first(color.White)
	if unknown == dark || dark == light || light == unknown {
		t.Errorf("the three states of a background look alike:\n%q\n%q\n%q", unknown, dark, light)
	}
	hint := first(nil, "COLORFGBG=0;15")
	if hint == unknown || hint == first(nil, "COLORFGBG=15;0") {
		t.Error("COLORFGBG makes no difference")
	}
	if first(color.Black, "COLORFGBG=0;15") != dark {
		t.Error("COLORFGBG wins over the terminal's answer")
	}
	if first(color.Black, "SSHBLOG_THEME=dark") != dark || first(color.White, "SSHBLOG_THEME=light") != light {
		t.Error("a theme by its name is not the one that is chosen by itself")
	}
	if first(color.White, "SSHBLOG_THEME=dark") == light {
		t.Error("the reader's own choice gives way to the terminal's answer")
	}
	if strong := first(color.Black, "SSHBLOG_THEME=contrast"); strong == dark || strong == first(color.White, "SSHBLOG_THEME=contrast") {
		t.Error("strong contrast does not go with the background")
	}
	v := newVisit(t, harbour(), tui.Session{Environ: []string{"SSHBLOG_THEME=terminal"}})
	v.light()
	if all := strings.Join(v.lines(), "\n"); strings.Contains(all, "[38;") || strings.Contains(all, ";38;") || !strings.Contains(all, "\x1b[1m") {
		t.Errorf("the theme in the terminal's colours has others, or nothing bold:\n%q", all)
	}
}

// TestPaper checks that a theme for another background than the reader's brings its own, and that
// the reader's is used again afterwards.
func TestPaper(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{Environ: []string{"SSHBLOG_THEME=light"}})
	if view := v.model.View(); view.BackgroundColor != nil || view.ForegroundColor != nil {
		t.Error("a window is painted whose background nobody knows")
	}
	v.send(tea.BackgroundColorMsg{Color: color.Black})
	if view := v.model.View(); view.BackgroundColor == nil || view.ForegroundColor == nil {
		t.Error("a light theme on a dark screen has no paper")
	}
	v.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	if v.model.View().BackgroundColor != nil {
		t.Error("sixteen colours cannot paint a paper that can be relied on")
	}
	v.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
	v.light()
	if v.model.View().BackgroundColor != nil {
		t.Error("the paper stays on a light screen")
	}
	strong := newVisit(t, harbour(), tui.Session{Environ: []string{"SSHBLOG_THEME=contrast"}})
	strong.light()
	if view := strong.model.View(); view.BackgroundColor != nil || view.ForegroundColor == nil {
		t.Error("strong contrast leaves the text of lists in the reader's own colour")
	}
}

func TestFooterAndHelpAreTheKeyMap(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{Width: 160, Height: 50})
	v.press("?")
	for _, group := range keymap.Default(catalog.English()).Groups() {
		for _, b := range group.Bindings {
			if !strings.Contains(v.text(), b.Long) || !strings.Contains(v.text(), b.Label) {
				t.Errorf("the help does not show %q: %q", b.Label, b.Long)
			}
		}
	}
}

// TestDeepLink opens a post at a heading, as soon as its lines are there.
func TestDeepLink(t *testing.T) {
	var text strings.Builder
	for i := range 30 {
		fmt.Fprintf(&text, "## Part %d\n\nWords of part %d.\n\n", i, i)
	}
	files := fstest.MapFS{"long.md": {Data: []byte("---\ntitle: Long\n---\n" + text.String())}}
	for _, heading := range []string{"part-20", "PART-20", "Part 20"} {
		v := newVisit(t, files, tui.Session{Open: "long#" + heading, Height: 10, Width: 60})
		v.resize(60, 10)
		v.sees("Words of part 20.")
		if first := strings.TrimSpace(strings.Split(v.text(), "\n")[0]); first != "Part 20" {
			t.Errorf("%s: the first line is %q", heading, first)
		}
		v.resize(40, 10)
		v.sees("Words of part 20.")
	}
}

// TestTranslations shows a post in two languages once, in the reader's.
func TestTranslations(t *testing.T) {
	files := fstest.MapFS{
		"sea.md":    {Data: []byte("---\ntitle: The sea\ndate: 2026-01-01\nlang: en\nslug: sea\n---\nSalt water.\n")},
		"sea.de.md": {Data: []byte("---\ntitle: Das Meer\ndate: 2026-01-01\nlang: de\nslug: sea\n---\nSalziges Wasser.\n")},
	}
	for lang, want := range map[string][2]string{
		"LANG=de_AT.UTF-8": {"Das Meer", "Salziges Wasser."}, "LANG=en_GB.UTF-8": {"The sea", "Salt water."},
	} {
		v := newVisit(t, files, tui.Session{Environ: []string{lang}})
		v.sees(want[0])
		v.sees("1/1")
		v.press("<enter>")
		v.sees(want[1])
		linked := newVisit(t, files, tui.Session{Environ: []string{lang}, Open: "sea"})
		linked.sees(want[1])
	}
}
