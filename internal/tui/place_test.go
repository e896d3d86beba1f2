package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// prose is n paragraphs.
func prose(n int) string { return strings.Repeat("Some words to fill the page.\n\n", n) }

// page is a file of a post.
func page(head, text string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\n" + head + "\n---\n" + text)}
}

// TestVeryPlace follows a link while the head is visible, and one in the end matter, and returns.
// The window is as it was.
func TestVeryPlace(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 12 {
		tag := fmt.Sprintf("t%d", i)
		if i < 3 {
			tag = "same, rare"
		}
		files[fmt.Sprintf("p%d.md", i)] = page(fmt.Sprintf("title: Post %d about nothing%d\ndate: 2026-01-%02d\ntags: [%s]", i, i, i+1, tag),
			fmt.Sprintf("Top %d. See [another](p5.md).\n\n%s", i, prose(40)))
	}
	for name, keys := range map[string][2]string{
		"head": {"jj", "<tab><enter>"}, "text": {"jjj", "<tab><enter>"}, "end": {"G", "<shift+tab><enter>"},
	} {
		v := newVisit(t, files, tui.Session{Open: "p1"})
		v.settle()
		v.press(keys[0])
		before := withoutLast(v.text())
		v.press(keys[1])
		v.settle()
		if withoutLast(v.text()) == before {
			t.Errorf("%s: the link leads nowhere", name)
		}
		v.press("<backspace>")
		v.settle()
		if after := withoutLast(v.text()); after != before {
			t.Errorf("%s: not the same place:\n%s\nwas:\n%s", name, after, before)
		}
	}
}

// TestHistoryOfHaste follows a link twice before its post is there, and abandons one. The way back
// has one step for each.
func TestHistoryOfHaste(t *testing.T) {
	files := fstest.MapFS{
		"one.md": page("title: One\ndate: 2026-02-02", "Top of one. See [two](two.md)."), "two.md": page("title: Two\ndate: 2026-01-01", "Top of two."),
	}
	v := newVisit(t, files, tui.Session{Open: "one"})
	v.settle()
	v.press("<tab><enter><enter>")
	v.sees("Top of two")
	v.press("<backspace>")
	v.sees("Top of one")
	v.press("<backspace>")
	v.sees("1/2")

	v = newVisit(t, files, tui.Session{Open: "one"})
	v.settle()
	v.press("<tab><enter><esc>")
	v.settle()
	v.sees("Top of one")
	v.press("<backspace>")
	v.sees("1/2")
}

// TestOverlayOfTheTextBefore opens overlays of a post while its new text, which has nothing to show
// in them, is on its way.
func TestOverlayOfTheTextBefore(t *testing.T) {
	for _, key := range []string{"o", "f", "c"} {
		files := fstest.MapFS{"a.md": page("title: A", "## One\n\n[x](https://example.org) [y](https://example.com)\n\n```\na\n```\n\n```\nb\n```\n")}
		v := newVisit(t, files, tui.Session{Open: "a"})
		v.settle()
		files["a.md"] = page("title: A", "no headings\n")
		v.reload()
		v.sees("has changed")
		v.press("r" + key)
		v.settle()
		v.press("j<enter><enter>")
		v.sees("no headings")
	}
}

// TestChangeToldAfterBrowsing changes a post while another screen is above it.
func TestChangeToldAfterBrowsing(t *testing.T) {
	v := newVisit(t, many(3), tui.Session{Open: "post-2"})
	v.settle()
	v.press("t")
	v.files["post-2.md"] = page("title: Post 2\ndate: 2025-12-30\ntags: [another]", "New words.\n")
	v.reload()
	v.sees("another")
	v.press("<esc>")
	v.sees("has changed")
	v.press("r")
	v.sees("New words")
}

// TestChosenLinkAmongMatches chooses a link while matches are marked. It is visible, and Enter
// follows it.
func TestChosenLinkAmongMatches(t *testing.T) {
	files := fstest.MapFS{"one.md": page("title: One", "Top of one. See [two](two.md)."), "two.md": page("title: Two", "Top of two.")}
	v := newVisit(t, files, tui.Session{Open: "one"})
	v.settle()
	v.press("/top<enter>")
	before := strings.Join(v.lines(), "\n")
	v.press("<tab>")
	if strings.Join(v.lines(), "\n") == before {
		t.Error("the chosen link looks like the others")
	}
	v.sees("follow")
	v.press("<enter>")
	v.sees("Top of two")
}

// TestFindFolded finds words regardless of case, accents and ligatures, and across line ends.
// Syllables of Hangul are whole.
func TestFindFolded(t *testing.T) {
	files := fstest.MapFS{
		"ko.md":  page("title: K", "가나다라 강남 고노.\n"),
		"lig.md": page("title: L", "of\ufb01ce Straße Café\n"),
		"en.md":  page("title: E", strings.Repeat("aaaa ", 14)+"quick brown fox\n"),
		"zh.md":  page("title: Z", strings.Repeat("清晨的海边很安静我们走在", 2)+"灯塔"+strings.Repeat("很远的地方有船", 6)+"\n"),
	}
	for _, c := range []struct{ post, query string }{{"ko", "강남"}, {"lig", "office"}, {"lig", "STRASSE"}, {"lig", "cafe"}, {"en", "quick brown"}, {"zh", "灯塔"}} {
		for width := 40; width < 100; width++ {
			v := newVisit(t, files, tui.Session{Open: c.post, Width: width, Height: 24})
			v.settle()
			v.press("/" + c.query + "<enter>")
			if !strings.Contains(v.text(), "1/1") {
				t.Fatalf("width %d: %q:\n%s", width, c.query, v.text())
			}
			checkFits(t, v, width, 24)
		}
	}
}

// TestResizeThereAndBack: a window that gets its old size back shows the old lines, whatever sizes
// it had meanwhile, even narrow ones and some in which the whole post fits. A reader who has
// scrolled stays at the new place.
func TestResizeThereAndBack(t *testing.T) {
	var text strings.Builder
	for i := range 30 {
		fmt.Fprintf(&text, "Paragraph %d has %s\n\n", i, strings.Repeat("some words that are broken anew in every window ", 3))
	}
	files := fstest.MapFS{"one.md": page("title: One\ndate: 2026-02-02", text.String())}
	for name, keys := range map[string]string{"head": "jj", "text": "jjjjjjjjj", "in a paragraph": "jjjjjjjjjjjjjjjjjj", "end": "Gkk"} {
		v := newVisit(t, files, tui.Session{Open: "one"})
		v.settle()
		v.press(keys)
		before := withoutLast(v.text())
		for _, size := range [][2]int{{40, 12}, {33, 12}, {200, 60}, {120, 200}, {61, 17}, {80, 24}} {
			v.resize(size[0], size[1])
			v.settle()
		}
		if after := withoutLast(v.text()); after != before {
			t.Errorf("%s: not the same place:\n%s\nwas:\n%s", name, after, before)
		}
		v.resize(40, 12)
		v.settle()
		v.press("kkk")
		moved := withoutLast(v.text())
		v.resize(40, 13)
		v.settle()
		if after := withoutLast(v.text()); !strings.HasPrefix(after, moved) {
			t.Errorf("%s: the reader was moved back:\n%s\nwas:\n%s", name, after, moved)
		}
	}
}
