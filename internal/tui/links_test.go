package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// linked is a blog whose posts lead to one another.
func linked() fstest.MapFS {
	filler := strings.Repeat("Some words to fill the page.\n\n", 30)
	return fstest.MapFS{
		"one.md": {Data: []byte("---\ntitle: One\ndate: 2026-02-02\n---\nTop of one.\n\n" + filler +
			"See [two](two.md#second), [here](#end) or [elsewhere](https://example.com/x).\n\n" + filler + "## End\n\nThe end of one.\n")},
		"two.md": {Data: []byte("---\ntitle: Two\ndate: 2026-01-01\n---\nTop of two.\n\n" + filler + "## Second\n\nBack to [one](one.md).\n")},
	}
}

func TestFollowAndReturn(t *testing.T) {
	v := newVisit(t, linked(), tui.Options{Open: "one"})
	v.sees("Top of one.")
	v.press("<tab>")
	v.sees("No link on this screen.")
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
	v := newVisit(t, linked(), tui.Options{Open: "one"})
	v.sees("Top of one.")
	v.press("/see two<enter><esc><shift+tab>")
	v.sees("https://example.com/x")
	_, cmd := v.model.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	v.sees("Copied: https://example.com/x")
	if cmd == nil || cmd() != tea.SetClipboard("https://example.com/x")() {
		t.Error("the address is not copied")
	}
	checkFits(t, v, 80, 24)
}
