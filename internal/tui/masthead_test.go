package tui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// branded is a blog with a banner, a narrow one, and an intro.
func branded(n int) fstest.MapFS {
	files := many(n)
	files["banner.txt"] = &fstest.MapFile{Data: []byte("\x1b[35m" + strings.Repeat("#", 70) + "\nBANNER\x1b[0m\n")}
	files["banner-60.txt"] = &fstest.MapFile{Data: []byte("SMALL\n")}
	files["intro.md"] = &fstest.MapFile{Data: []byte("Notes on **bees** and [boats](https://example.com).\n")}
	return files
}

// TestMasthead shows what the author has made on the first screen, if the list keeps its room, and
// only there.
func TestMasthead(t *testing.T) {
	v := newVisit(t, branded(40), tui.Session{})
	v.sees("BANNER")
	v.sees("Notes on bees and boats")
	v.sees("Post 1 ")
	v.seesNot("intro")
	checkFits(t, v, 80, 24)
	v.press("G")
	v.seesNot("BANNER")
	v.sees("Harbour notes")
	v.press("g")
	v.sees("BANNER")
	v.press("/post 3")
	v.seesNot("BANNER")
	v.press("<esc>g")
	v.sees("BANNER")
	v.resize(50, 24)
	v.sees("SMALL")
	v.seesNot("BANNER")
	v.resize(80, 12)
	v.seesNot("BANNER")
	v.seesNot("Notes on")
	for width := 20; width < 140; width++ {
		for _, height := range []int{8, 12, 15, 18, 24, 50} {
			v.resize(width, height)
			checkFits(t, v, width, height)
		}
	}
}

// TestMastheadChanges edits the files of the first screen while a reader looks at it.
func TestMastheadChanges(t *testing.T) {
	v := newVisit(t, branded(40), tui.Session{})
	v.sees("BANNER")
	v.files["banner.txt"] = &fstest.MapFile{Data: []byte("ANOTHER\n")}
	v.files["intro.md"] = &fstest.MapFile{Data: []byte("Other words.\n")}
	v.reload()
	v.sees("ANOTHER")
	v.sees("Other words.")
	delete(v.files, "banner.txt")
	delete(v.files, "banner-60.txt")
	delete(v.files, "intro.md")
	v.reload()
	v.seesNot("ANOTHER")
	v.sees("Small things about boats")
}

// TestMastheadLongIntro cuts an intro between two paragraphs: no blank row is left.
func TestMastheadLongIntro(t *testing.T) {
	files := branded(40)
	files["intro.md"] = &fstest.MapFile{Data: []byte("One.\n\nTwo.\n\nThree.\n\nFour.\n")}
	v := newVisit(t, files, tui.Session{Height: 30})
	v.sees("Three.")
	v.seesNot("Four.")
	lines := strings.Split(v.text(), "\n")
	at := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "Three.") })
	if strings.TrimSpace(lines[at+1]) != "" || strings.TrimSpace(lines[at+2]) == "" {
		t.Errorf("expected one blank row below the intro:\n%s", v.text())
	}
}
