package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// long is a blog of posts with sections, links and words to find.
func long(n int) fstest.MapFS {
	files := fstest.MapFS{}
	for i := 1; i <= n; i++ {
		files[fmt.Sprintf("post-%d.md", i)] = page(fmt.Sprintf("title: Post %d\ndate: 2026-01-%02d", i, 29-i),
			fmt.Sprintf("Top of %d.\n\n%sA needle%d.\n\n%s## Last\n\nSee [this](post-1.md).\n", i, prose(20), i, prose(30)))
	}
	return files
}

// TestKeysWaitForThePost types before a post is there: what is typed is meant for the post, however
// it was opened, and the screen below stays as it was.
func TestKeysWaitForThePost(t *testing.T) {
	for _, c := range []struct{ name, open, keys, sees, below string }{
		{"move", "", "j<enter>jjjjj", "Post 2  ", "2/5"},
		{"end", "", "j<enter>G", "See this.", "2/5"},
		{"find", "", "j<enter>/needle2<enter>", "1/1", "2/5"},
		{"find with q", "", "j<enter>/quick", "/ quick█", ""},
		{"contents", "", "<enter>o", "Contents", ""},
		{"link", "", "jj<enter><tab>", "Enter follow", ""},
		{"link, and on", "", "jj<enter><tab><enter>/needle1<enter>", "A needle1.", ""},
		{"help", "", "<enter>?", "this help, on and off", ""},
		{"next", "", "<enter>JJ", "Top of 3.", "3/5"},
		{"next, and down", "", "<enter>JJG", "See this.", "3/5"},
		{"previous", "", "G<enter>KKJ", "Top of 4.", "4/5"},
		{"by address", "post-3", "G", "See this.", ""},
		{"by address, find", "post-3", "/needle3<enter>", "1/1", ""},
		{"from a link", "post-2", "<wait><tab><enter>GK", "The first post.", ""},
		{"group", "", "t<enter>j<enter>G", "See this.", ""},
		{"filter", "", "/post 4<enter>G", "See this.", ""},
	} {
		v := newVisit(t, long(5), tui.Session{Open: c.open})
		if rest, ok := strings.CutPrefix(c.keys, "<wait>"); ok {
			v.settle()
			c.keys = rest
		}
		v.press(c.keys)
		v.settle()
		if !strings.Contains(v.text(), c.sees) {
			t.Errorf("%s: no %q:\n%s", c.name, c.sees, v.text())
		}
		if c.below != "" {
			for range 4 {
				if v.press("<esc>"); strings.Contains(v.text(), c.below) {
					break
				}
			}
			v.sees(c.below)
		}
	}
}

// TestPasteWaitsForThePost pastes into a line that is not there yet.
func TestPasteWaitsForThePost(t *testing.T) {
	v := newVisit(t, long(3), tui.Session{})
	v.press("<enter>/")
	v.send(tea.PasteMsg{Content: "needle1" + strings.Repeat("é", 5000)})
	v.sees("Top of 1.")
	v.sees("‹")
	v.press("<ctrl+u>needle1<enter>")
	v.sees("1/1")
}

// TestKeysThatDoNotWait leave or give up at once.
func TestKeysThatDoNotWait(t *testing.T) {
	for _, keys := range []string{"<enter>q", "<enter>jj<ctrl+c>", "<enter>/q<ctrl+c>"} {
		v := newVisit(t, long(3), tui.Session{})
		v.press(keys)
		v.busy--
		v.until("the end", func() bool { return v.ended })
	}
	for _, keys := range []string{"<enter><esc>", "<enter>jjG<esc>", "<enter>h", "<enter>/abc<esc>"} {
		v := newVisit(t, long(3), tui.Session{})
		v.press(keys)
		v.settle()
		if !strings.Contains(v.text(), "1/3") {
			t.Errorf("after %q:\n%s", keys, v.text())
		}
	}
}

// TestKeysWaitForAnswers opens what a filter or a search finds before it has found it.
func TestKeysWaitForAnswers(t *testing.T) {
	v := newVisit(t, many(3000), tui.Session{})
	v.press("/post 42<enter>")
	v.sees("Text of post 42.")

	v = newSearch(t, long(5), tui.Session{})
	v.settle()
	v.idle = 2
	v.press("sneedle3<enter>")
	v.settle()
	v.sees("Esc clear")
	v.press("<esc><esc>")
	v.sees("Search needle3")
	v.press("<ctrl+u>words<down><down><enter>G")
	v.settle()
	v.sees("See this.")
	v.press("<esc><esc>")
	v.sees("3/5")
}

// TestTypedAheadIsBounded: of very much that is typed, only the beginning waits.
func TestTypedAheadIsBounded(t *testing.T) {
	v := newVisit(t, long(3), tui.Session{})
	v.press("<enter>" + strings.Repeat("j", 5) + strings.Repeat("]", 10_000) + "k")
	v.settle()
	v.sees("Last")
	v.press("g")
	v.sees("Top of 1.")
}
