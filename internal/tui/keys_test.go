package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// pressNamed presses keys by the names that Bubble Tea gives them.
func pressNamed(v *visit, names ...string) {
	for _, name := range names {
		key := tea.KeyPressMsg{}
		for {
			mod, rest, found := strings.Cut(name, "+")
			bits := map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[mod]
			if !found || bits == 0 || rest == "" {
				break
			}
			key.Mod |= bits
			name = rest
		}
		codes := map[string]rune{
			"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "delete": tea.KeyDelete,
			"backspace": tea.KeyBackspace, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "space": ' ',
		}
		if code, ok := codes[name]; ok {
			key.Code = code
		} else {
			key.Code = []rune(name)[0]
			if key.Mod == 0 {
				key.Text = name
			}
		}
		v.send(key)
	}
}

// TestLineEditor edits the three lines that a reader can type into.
func TestLineEditor(t *testing.T) {
	lines := map[string]func(t *testing.T) (v *visit, query func() string){
		"filter": func(t *testing.T) (*visit, func() string) {
			v := newVisit(t, many(3), tui.Session{})
			v.press("/")
			return v, func() string { return after(v, "/ ", 1) }
		},
		"find": func(t *testing.T) (*visit, func() string) {
			v := newVisit(t, many(3), tui.Session{Open: "post-1"})
			v.sees("Text of post 1.")
			v.press("/")
			return v, func() string { return after(v, "/ ", 23) }
		},
		"search": func(t *testing.T) (*visit, func() string) {
			v := newSearch(t, many(3), tui.Session{})
			v.press("s")
			return v, func() string { return after(v, "Search ", 0) }
		},
	}
	for _, c := range []struct {
		typed string
		keys  []string
		want  string // with the cursor as a bar; at the end of the line it is a block
	}{
		{"hello world", nil, "hello world█"},
		{"ello", []string{"home", "h", "end", "!"}, "hello!█"},
		{"hxello", []string{"ctrl+a", "ctrl+f", "delete", "end"}, "hello█"},
		{"hello", []string{"ctrl+b", "backspace", "ctrl+e"}, "helo█"},
		{"hello", []string{"left", "left", "ctrl+k"}, "hel█"},
		{"hello", []string{"left", "left", "ctrl+u", "end"}, "lo█"},
		{"hello", []string{"home", "ctrl+d", "end"}, "ello█"},
		{"one two three", []string{"ctrl+w"}, "one two █"},
		{"one two three", []string{"alt+b", "alt+b", "x", "end"}, "one xtwo three█"},
		{"one two three", []string{"home", "alt+f", "x", "end"}, "onex two three█"},
		{"one two three", []string{"ctrl+left", "alt+backspace", "end"}, "one three█"},
		{"one two three", []string{"home", "alt+d", "end"}, " two three█"},
		{"one two three", []string{"home", "ctrl+right", "y", "end"}, "oney two three█"},
		{"ab", []string{"ctrl+h"}, "a█"},
		{"x👨‍👩‍👧y", []string{"left", "backspace", "end"}, "xy█"},
		{"中文", []string{"left", "a", "end"}, "中a文█"},
		{"été", []string{"home", "delete", "end"}, "té█"},
	} {
		for name, open := range lines {
			v, query := open(t)
			v.send(tea.PasteMsg{Content: c.typed})
			pressNamed(v, c.keys...)
			if got := query(); got != c.want {
				t.Errorf("%s: %q and %v make %q, want %q", name, c.typed, c.keys, got, c.want)
			}
		}
	}
}

// after returns what stands behind a label on a row of the window, up to two blanks.
func after(v *visit, label string, row int) string {
	lines := strings.Split(v.text(), "\n")
	if row >= len(lines) {
		return ""
	}
	_, rest, _ := strings.Cut(lines[row], label)
	rest, _, _ = strings.Cut(rest, "   ")
	return strings.TrimRight(rest, "\n")
}

// TestLongLine looks at the beginning of a line that is longer than the window.
func TestLongLine(t *testing.T) {
	v := newVisit(t, many(3), tui.Session{Width: 40, Height: 12})
	v.press("/")
	v.send(tea.PasteMsg{Content: "beginning " + strings.Repeat("middle ", 9) + "ending"})
	v.sees("ending█")
	v.sees("‹")
	pressNamed(v, "home")
	v.sees("/ beginning")
	v.sees("›")
	for range 60 {
		pressNamed(v, "right")
		if line := after(v, "/ ", 1); line == "" {
			t.Fatal("the line is gone")
		}
		checkFits(t, v, 40, 12)
	}
}

// TestEscapeAndKey sends Esc and the next key as one, as terminals do when they come in one packet.
func TestEscapeAndKey(t *testing.T) {
	for _, c := range []struct {
		before, key string
		sees        string
	}{
		{"/post", "alt+j", "2/3"},        // the filter is left, then one row down
		{"<enter>", "alt+/", "/ █"},      // the post is left, and the list filtered
		{"?", "alt+j", "2/3"},            // the help is left
		{"<enter>", "alt+enter", "Text"}, // left and opened again
		{"/x", "alt+?", "Keys"},          // the filter is left for the help
		{"<enter>", "alt+space", "3/3"},  // the list, a page down
		{"/x", "alt+backspace", "/ █"},   // means something while typing
		{"<enter>", "alt+right", "Nothing"},
	} {
		v := newVisit(t, many(3), tui.Session{})
		v.press(c.before)
		if c.before == "<enter>" {
			v.sees("Esc back")
		}
		pressNamed(v, c.key)
		v.sees(c.sees)
	}
	v := newVisit(t, many(3), tui.Session{})
	v.press("<enter>")
	v.sees("Esc back")
	v.send(tea.KeyPressMsg{Code: 'j', ShiftedCode: 'J', Mod: tea.ModAlt | tea.ModShift}) // Esc J
	v.sees("2/3")
	v.send(tea.KeyPressMsg{Code: 'c', Mod: tea.ModAlt | tea.ModCtrl})
	v.until("the end", func() bool { return v.ended })
}

// TestEscapeStepsBack goes back one step at a time, and the footer says where to.
func TestEscapeStepsBack(t *testing.T) {
	v := newVisit(t, linked(), tui.Session{Open: "one", Width: 100, Height: 24})
	v.sees("Top of one.")
	v.press("<tab>")
	v.sees("Enter follow")
	v.press("<esc>") // the link is not chosen any more
	v.sees("PgDn page down")
	v.press("<tab><enter>")
	v.sees("Back to one.")
	v.sees("Esc back to One")
	v.press("<tab><enter>")
	v.sees("Top of one.")
	v.sees("Esc back to Two")
	v.press("<esc>")
	v.sees("Back to one.")
	v.press("<esc>")
	v.sees("See two")
	v.press("/two<enter>")
	v.sees("1/1")
	v.press("<esc>")
	v.sees("PgDn page down")
	v.press("<esc>")
	v.sees("1/2")
}

// TestTabTravels goes to links beyond the screen, and begins anew at the other end of the post.
func TestTabTravels(t *testing.T) {
	filler := strings.Repeat("Some words to fill the page.\n\n", 30)
	post := "---\ntitle: Far\ndate: 2026-02-02\n---\n" + filler + "The [first](https://a.example/1).\n\n" +
		filler + "The [second](https://b.example/2).\n\n" + filler
	v := newVisit(t, fstest.MapFS{"far.md": {Data: []byte(post)}}, tui.Session{Open: "far"})
	v.sees("Some words")
	for _, c := range []struct{ key, sees string }{
		{"<tab>", "https://a.example/1"},
		{"<tab>", "https://b.example/2"},
		{"<shift+tab>", "https://a.example/1"},
		{"<shift+tab>", "https://b.example/2"},
		{"G<tab>", "https://a.example/1"},
		{"G<shift+tab>", "https://b.example/2"},
	} {
		v.press(c.key)
		v.sees(c.sees)
		if !strings.Contains(v.text(), "The first") && !strings.Contains(v.text(), "The second") {
			t.Errorf("after %s the link is not on the screen:\n%s", c.key, v.text())
		}
	}
}

// TestPageKeys pages as less and vi do.
func TestPageKeys(t *testing.T) {
	v := newVisit(t, many(100), tui.Session{})
	pressNamed(v, "ctrl+f")
	v.sees("20/100")
	pressNamed(v, "ctrl+b")
	v.sees("1/100")
}

// TestKeysWithoutMeaning says where the keys are listed. In the list, the keys of the next and the
// previous post go to it.
func TestKeysWithoutMeaning(t *testing.T) {
	v := newVisit(t, many(3), tui.Session{})
	v.press("x")
	v.sees("That key does nothing here; ? helps")
	v.press("J")
	v.sees("2/3")
	v.seesNot("That key does nothing here; ? helps")
	v.press("K")
	v.sees("1/3")
	v.press("/post<esc>J")
	v.sees("2/3")
}

// TestRedraw draws everything anew on every screen, also while something is typed.
func TestRedraw(t *testing.T) {
	for _, keys := range []string{"", "/x", "?", "<enter>", "<enter>/x", "t", "s", "<enter>o"} {
		v := newVisit(t, many(3), tui.Session{})
		v.press(keys)
		_, cmd := v.model.Update(tea.KeyPressMsg{Code: 'l', Mod: tea.ModCtrl})
		if cmd == nil || fmt.Sprintf("%T", cmd()) != fmt.Sprintf("%T", tea.ClearScreen()) {
			t.Errorf("after %q: Ctrl-L does not draw", keys)
		}
	}
}

// TestEndSticks stays at the end of a post when there is more of it, and when the window changes.
func TestEndSticks(t *testing.T) {
	v := newVisit(t, linked(), tui.Session{Open: "one"})
	v.sees("Top of one.")
	v.press("G")
	v.sees("end")
	v.send(tea.WindowSizeMsg{Width: 60, Height: 16})
	v.sees("end")
	v.press("k")
	v.send(tea.WindowSizeMsg{Width: 80, Height: 16})
	v.sees("%")
}

// TestSmallWindow shows the way out of a window that is too small for anything else.
func TestSmallWindow(t *testing.T) {
	for _, size := range [][2]int{{10, 4}, {19, 7}, {12, 2}, {10, 1}, {80, 5}} {
		v := newVisit(t, many(3), tui.Session{Width: size[0], Height: size[1]})
		v.sees("q leaves.")
		checkFits(t, v, size[0], size[1])
	}
	v := newVisit(t, many(3), tui.Session{Width: 20, Height: 8})
	v.sees("Harbour notes")
}

// TestFootersSayHowToLeave looks at the last line of all screens on which q leaves.
func TestFootersSayHowToLeave(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {40, 12}} {
		for _, keys := range []string{"", "<enter>", "<enter>G", "t", "t<enter>"} {
			v := newVisit(t, many(30), tui.Session{Width: size[0], Height: size[1]})
			v.press(keys)
			if strings.HasPrefix(keys, "<enter>") {
				v.sees("Esc back")
			}
			v.sees("q leave")
		}
	}
	v := newVisit(t, fstest.MapFS{}, tui.Session{})
	if text := v.text(); strings.Contains(text, "Enter") || strings.Contains(text, "filter") || !strings.Contains(text, "q leave") {
		t.Errorf("an empty blog offers keys that do nothing:\n%s", text)
	}
}
