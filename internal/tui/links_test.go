package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// linked is a blog whose posts link to one another.
func linked() fstest.MapFS {
	filler := strings.Repeat("Some words to fill the page.\n\n", 30)
	return fstest.MapFS{
		"one.md": {Data: []byte("---\ntitle: One\ndate: 2026-02-02\n---\nTop of one.\n\n" + filler +
			"See [two](two.md#second), [here](#end) or [elsewhere](https://example.com/x).\n\n" + filler + "## End\n\nThe end of one.\n")},
		"two.md": {Data: []byte("---\ntitle: Two\ndate: 2026-01-01\n---\nTop of two.\n\n" + filler + "## Second\n\nBack to [one](one.md).\n")},
	}
}

func TestFollowAndReturn(t *testing.T) {
	v := newVisit(t, linked(), tui.Session{Open: "one"})
	v.sees("Top of one.")
	v.press("/see two<enter><esc>")
	before := withoutLast(v.text())
	v.press("<tab><enter>")
	v.sees("Back to one.")
	v.press("<tab><enter>")
	v.sees("Top of one.")
	v.press("<backspace>")
	v.sees("Back to one.")
	v.press("<backspace>")
	v.sees("See two")
	if after := withoutLast(v.text()); after != before {
		t.Errorf("not the same place:\n%s\nwas:\n%s", after, before)
	}

	v.press("<tab><tab><enter>")
	v.sees("The end of one.")
	v.press("<backspace>")
	v.sees("See two")
	v.press("<backspace>")
	v.sees("1/2")
}

func TestFollowElsewhere(t *testing.T) {
	v := newVisit(t, linked(), tui.Session{Open: "one"})
	v.sees("Top of one.")
	v.press("/see two<enter><esc><shift+tab>")
	v.sees("https://example.com/x")
	_, cmd := v.model.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	v.sees("\nhttps://example.com/x\n")
	if cmd == nil || cmd() != tea.SetClipboard("https://example.com/x")() {
		t.Error("the address is not copied")
	}
	checkFits(t, v, 80, 24)
}

// TestForward goes back and forward along a history, each time to the exact place, even in a window
// of another width.
func TestForward(t *testing.T) {
	v := newVisit(t, linked(), tui.Session{Open: "one"})
	v.sees("Top of one.")
	forward := tea.KeyPressMsg{Code: tea.KeyRight, Mod: tea.ModAlt}
	v.send(forward)
	v.sees("Nothing to go forward to.")
	var places []string
	leave := func(keys string) {
		v.settle()
		places = append(places, withoutLast(v.text()))
		v.press(keys)
		v.settle()
	}
	at := func(i int) {
		t.Helper()
		v.settle()
		if got := withoutLast(v.text()); got != places[i] {
			t.Errorf("not place %d:\n%s\nwas:\n%s", i, got, places[i])
		}
	}
	v.press("/see two<enter><esc>kkk<tab>")
	leave("<enter>")      // 0: one, at the link to two#second
	leave("<tab><enter>") // 1: two, at the heading
	v.press("jjj")
	leave("") // 2: one, near its top

	v.press("<backspace>")
	at(1)
	v.press("<backspace>")
	at(0)
	v.send(forward)
	at(1)
	v.send(forward)
	at(2)

	v.resize(50, 20)
	v.settle()
	v.press("<backspace><backspace>")
	v.sees("See two")
	v.resize(80, 24)
	at(0)
	v.send(forward)
	at(1)
	v.press("<tab><enter>") // another way: what was ahead is gone
	v.sees("Top of one.")
	v.send(forward)
	v.sees("Nothing to go forward to.")
}

// TestClickOnLinks follows links with the mouse, on both lines of one that is broken, and comes
// back with a key.
func TestClickOnLinks(t *testing.T) {
	for _, width := range []int{80, 160} {
		text := strings.Repeat("word ", 13) + "[a link of many words that goes over the end of the line](two.md) and more.\n"
		files := linked()
		files["click.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Click\ndate: 2026-03-03\n---\n" + text)}
		v := newVisit(t, files, tui.Session{Open: "click", Width: width, Height: 24})
		v.settle()
		v.press("m")
		for _, part := range []string{"a link", "of the line"} {
			v.clickOn(part)
			v.sees("Top of two.")
			v.press("<backspace>")
			v.sees("word")
		}
		before := withoutLast(v.text())
		v.clickOn("word")
		if withoutLast(v.text()) != before {
			t.Errorf("width %d: a click on words that are no link does something:\n%s", width, v.text())
		}
	}
}
