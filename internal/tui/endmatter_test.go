package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// shelf is a blog with a series of three and with related posts.
func shelf() fstest.MapFS {
	files := bees()
	for i, word := range []string{"autumn", "winter", "spring", "summer"} {
		files[word+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Beekeeping in %s\ndate: 2024-0%d-01\ntags: [beekeeping, seasons]\n---\nWhat the bees do in %s.\n", word, i+1, word)}
	}
	for i, word := range []string{"frame", "comb", "smoker", "veil", "glove", "ladder"} {
		files[word+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: About a %s\ndate: 2023-0%d-01\ntags: [%ss]\n---\nNothing but %ss.\n", word, i+1, word, word)}
	}
	files["hive.md"].Data = []byte(strings.Replace(string(files["hive.md"].Data), "[bees, wood]", "[bees, beekeeping, seasons]", 1))
	files["swarm.md"].Data = []byte(strings.Replace(string(files["swarm.md"].Data), "[bees]", "[bees, beekeeping, seasons]", 1))
	return files
}

func TestFootScreens(t *testing.T) {
	for _, w := range windows() {
		t.Run(w.dir+"foot", func(t *testing.T) {
			v := newVisit(t, shelf(), tui.Session{Width: w.width, Height: w.height, Open: "swarm"})
			w.show(v)
			v.settle()
			v.press("G<tab><tab>")
			v.golden(w.dir+"foot", w.profile)
		})
	}
}

// TestFootFits draws a post with full end matter at all small widths, in all languages.
func TestFootFits(t *testing.T) {
	for _, language := range []string{"en", "de", "zh"} {
		v := newVisit(t, shelf(), tui.Session{Open: "swarm"}, inLanguage(language))
		v.settle()
		for width := 20; width <= 130; width++ {
			v.resize(width, 40)
			v.settle()
			v.press("<tab>")
			checkFits(t, v, width, 40)
		}
	}
}

// TestFootFollow follows the end matter from part to part and to a related post, and goes all the
// way back.
func TestFootFollow(t *testing.T) {
	v := newVisit(t, shelf(), tui.Session{Open: "hive"})
	v.sees("next part")
	v.seesNot("previous part")
	v.press("<tab><enter>")
	v.sees("Catch it.")
	v.sees("part 2 of 3")
	v.press("<tab><tab><enter>")
	v.sees("Eat it.")
	v.seesNot("next part")
	v.press("<backspace>")
	v.sees("Catch it.")
	v.sees("Related")
	v.press("<shift+tab><shift+tab><shift+tab><enter>") // a tag, and one step back from its posts
	v.sees("#beekeeping")
	v.press("<esc>")
	v.sees("Catch it.")
	v.press("<shift+tab><shift+tab><shift+tab><shift+tab><enter>")
	v.sees("What the bees do")
	v.press("<backspace>")
	v.sees("Catch it.")
	v.press("<backspace>")
	v.sees("Build it.")
	v.press("<backspace>")
	v.seesNot("part 1 of 3")
	v.sees("▌ Mar  1  The hive")
}

// TestFootGone follows the end matter to a post that has since been removed.
func TestFootGone(t *testing.T) {
	v := newVisit(t, shelf(), tui.Session{Open: "hive"})
	v.sees("next part")
	delete(v.files, "swarm.md")
	v.files["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: New\ndate: 2026-05-01\n---\nx\n")}
	v.reload()
	v.sees("A new post is out: New")
	v.press("<tab><enter>")
	v.sees("That post is not here any more.")
}

// TestFootKeys: J and K are shown beside the posts that they lead to, and only there.
func TestFootKeys(t *testing.T) {
	v := newVisit(t, shelf(), tui.Session{Open: "swarm"})
	v.sees("J  next      The hive")
	v.sees("K  previous  The honey")
	v.press("t<right><right><enter><enter>")
	v.sees("Build it.")
	v.sees("J  next      The swarm") // of the group
	v.press("J")
	v.sees("Catch it.")
}

// TestFootGrows: related posts appear after the first lines, and the reader's place stays the same.
func TestFootGrows(t *testing.T) {
	files := shelf()
	files["swarm.md"].Data = append(files["swarm.md"].Data, strings.Repeat("\nA line of the swarm.\n", 60)...)
	v := newVisit(t, files, tui.Session{Open: "swarm"})
	v.until("the text", func() bool { return strings.Contains(v.text(), "Catch it.") })
	v.press("<space>")
	was := withoutLast(v.text())
	v.settle()
	if now := withoutLast(v.text()); now != was {
		t.Errorf("the text has moved:\n%s\nwas:\n%s", now, was)
	}
	v.press("G")
	v.sees("Related")
}

// TestPictures says below a post, and in the list of its links, how its pictures are fetched.
func TestPictures(t *testing.T) {
	files := fstest.MapFS{
		"garden.md": page("title: Garden\ndate: 2026-01-01", "Look: ![The beds](beds.png) and [a long way](https://example.com/"+
			strings.Repeat("far/", 30)+"end).\n\nSee [Other](other.md).\n"),
		"other.md": page("title: Other\ndate: 2026-01-02", "Nothing.\n"),
		"beds.png": {Data: []byte("\x89PNG")},
	}
	v := newVisit(t, files, tui.Session{Open: "garden"}, func(s *tui.Shared) {
		s.Fetch = func(file string) string { return "scp blog.example.com:" + file + " ." }
	})
	v.sees("To fetch 1 picture:")
	v.sees("scp blog.example.com:beds.png .")
	v.press("f")
	v.sees("The beds")
	v.sees("end") // the whole of the long address, below the list
	if n := strings.Count(v.text(), "Other"); n != 1 {
		t.Errorf("a link to a post is named %d times:\n%s", n, v.text())
	}
	v.press("3")
	v.sees("3/3")
	_, cmd := v.model.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	if cmd == nil || cmd() != tea.SetClipboard("scp blog.example.com:beds.png .")() {
		t.Error("the command is not copied")
	}
}
