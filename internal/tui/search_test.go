package tui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui"
)

// library is a blog to search in: a long post with words far down, one in Chinese, one with
// accents.
func library() fstest.MapFS {
	var straw strings.Builder
	for i := range 60 {
		fmt.Fprintf(&straw, "Straw %d, nothing but straw and the wind in it.\n\n", i)
		if i%20 == 10 {
			fmt.Fprintf(&straw, "## Place %d\n\nAt place %d, a long way down from where the post begins and not quite at its end, "+
				"somebody has lost a *golden* needle, and **nobody** has found it since then.\n\n", i, i)
		}
	}
	files := harbour()
	files["hay.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Hay and straw\ndate: 2026-05-01\ntags: [farm, straw]\nauthor: Ada Wax\n---\n" + straw.String())}
	files["needles.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Golden needles\ndate: 2024-02-01\ntags: [sewing]\n---\nA needle has an eye.\n\n- [thread](https://example.com) of *gold*\n")}
	files["cafe.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Café au bord\ndate: 2025-02-01\n---\nUn café très serré, près de l’eau où l’on pêche.\n")}
	return files
}

// newSearch starts a session whose search is ready.
func newSearch(t testing.TB, files fstest.MapFS, o tui.Session) *visit {
	t.Helper()
	v := newVisit(t, files, o)
	v.index()
	return v
}

// index builds the search index for the blog as it is now.
func (v *visit) index() {
	v.t.Helper()
	if err := v.searcher.Update(context.Background(), v.store.Index()); err != nil {
		v.t.Fatal(err)
	}
}

// search opens the search, types a query, and waits for its hits.
func (v *visit) search(query string) {
	v.t.Helper()
	v.settle()
	v.idle = 2
	v.press("s" + query)
	v.settle()
}

// TestSearchScreens compares the search with its golden files, at three sizes and in four looks.
func TestSearchScreens(t *testing.T) {
	for _, w := range windows() {
		for name, keys := range map[string][2]string{
			"search": {""}, "search-hits": {"golden needle", "<down>"}, "search-none": {"zebra"}, "search-post": {"lost golden", "<enter>"},
		} {
			t.Run(w.dir+name, func(t *testing.T) {
				v := newSearch(t, library(), tui.Session{Width: w.width, Height: w.height})
				w.show(v)
				v.search(keys[0])
				v.press(keys[1])
				v.settle()
				v.golden(w.dir+name, w.profile)
			})
		}
	}
}

// TestSearchFits draws the search at all small widths and some heights. No line is wider, no screen
// higher, and the chosen hit is visible.
func TestSearchFits(t *testing.T) {
	for _, query := range []string{"", "needle", "the", "海", "zebra", "café tr", strings.Repeat("straw 海边 ", 10)} {
		v := newSearch(t, library(), tui.Session{})
		v.search(query)
		v.press("<down>")
		for width := 1; width <= 170; width++ {
			for _, height := range []int{1, 4, 8, 9, 13, 15, 16, 17, 24, 61} {
				v.resize(width, height)
				checkFits(t, v, width, height)
				if hits := strings.Contains(v.text(), " hit"); hits && chosenRow(v) == "" {
					t.Fatalf("%q: no hit is chosen on a screen of %dx%d:\n%s", query, width, height, v.text())
				}
			}
		}
	}
}

// TestSearchFinds types queries of all kinds, and checks the hits and their lines.
func TestSearchFinds(t *testing.T) {
	for _, c := range []struct{ query, place, chosen, line string }{
		{"needle eye", "1/1", "Golden needles", "A needle has an eye."},
		{"NEEDL", "1/2", "Golden needles", "A needle has an eye."},
		{"cafe serre", "1/1", "Café au bord", "Un café très serré"},
		{"CAFÉ", "1/1", "Café au bord", "Un café très serré"},
		{"清晨", "1/1", "海边的早晨", "清晨的海边很安静。"},
		{"海边", "1/1", "海边的早晨", "清晨的海边很安静。"},
		{`"golden needle"`, "1/1", "Hay and straw", "somebody has lost a golden needle"},
		{"tag:sewing", "1/1", "Golden needles", "A needle has an eye."},
		{"author:ada", "1/1", "Hay and straw", ""},
		{"year:2024 gold", "1/1", "Golden needles", "thread of gold"},
		{"small one", "1/1", "About this harbour", "It is a small one."},
	} {
		v := newSearch(t, library(), tui.Session{})
		v.search(c.query)
		text := v.text()
		if row := chosenRow(v); !strings.Contains(row, c.chosen) || !strings.Contains(text, c.line) || !strings.HasSuffix(strings.TrimSpace(text), c.place) {
			t.Errorf("%q: expected %q, %q and %q:\n%s", c.query, c.chosen, c.line, c.place, text)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	v := newSearch(t, library(), tui.Session{})
	for _, c := range [][2]string{
		{"", "Words, \"a phrase\""},
		{"tag:", "Words, \"a phrase\""},
		{`"`, "Words, \"a phrase\""},
		{"zebra", "Nothing found."},
		{"year:1999 needle", "Nothing found."},
		{"draft", "Nothing found."},
		{"thought", "Nothing found."},
	} {
		v.search("<ctrl+u>" + c[0])
		v.press("<enter><down><pgdown><up>")
		if !strings.Contains(v.text(), c[1]) {
			t.Errorf("%q: expected %q:\n%s", c[0], c[1], v.text())
		}
	}
}

// TestSearchMarks checks that exactly what matched is marked, in titles and lines.
func TestSearchMarks(t *testing.T) {
	v := newSearch(t, library(), tui.Session{})
	v.search("golden needle")
	underlined := func(line string) (marked []string) {
		for _, part := range strings.Split(line, "\x1b[")[1:] {
			if style, text, _ := strings.Cut(part, "m"); strings.Contains(";"+style+";", ";4;") {
				marked = append(marked, text)
			}
		}
		return marked
	}
	var got []string
	for _, line := range v.lines()[2:6] {
		got = append(got, strings.Join(underlined(line), " "))
	}
	if want := []string{"Golden needles", "needle", "", "golden needle"}; !slices.Equal(got, want) {
		t.Errorf("marked: %q, expected %q", got, want)
	}
}

// TestSearchLineShowsMatch: at every width the matched words are visible.
func TestSearchLineShowsMatch(t *testing.T) {
	for _, query := range []string{"somebody lost", "nobody", "wind", "golden", "海边"} {
		v := newSearch(t, library(), tui.Session{Width: 20, Height: 24})
		v.search(query)
		word, _, _ := strings.Cut(query, " ")
		for width := 20; width <= 170; width++ {
			v.resize(width, 24)
			if lines := strings.Split(v.text(), "\n"); !strings.Contains(strings.Join(lines[2:], "\n"), word) {
				t.Fatalf("%q at %d columns:\n%s", query, width, v.text())
			}
		}
	}
}

// TestSearchKeys edits the query and moves among the hits.
func TestSearchKeys(t *testing.T) {
	v := newSearch(t, many(50), tui.Session{})
	v.search("")
	for _, c := range []struct{ keys, query, place string }{
		{"post", "post", "1/50"},
		{"<down><down><ctrl+n><ctrl+p>", "post", "3/50"},
		{"<pgdown>", "post", "13/50"},
		{"<pgdown><pgdown><pgdown><pgdown><down>", "post", "50/50"},
		{"<pgup>", "post", "40/50"},
		{" 7", "post 7", "1/1"},
		{"<backspace>", "post ", "1/50"},
		{"text<ctrl+w>", "post ", "1/50"},
		{"<ctrl+w>", "", ""},
		{"jkqs?/JK<tab>m", "jkqs?/JKm", ""},
		{"<ctrl+u>", "", ""},
		{"<backspace><ctrl+w><ctrl+u>", "", ""},
		{strings.Repeat("x", 300), strings.Repeat("x", 60), ""},
	} {
		v.press(c.keys)
		v.settle()
		text := v.text()
		head, _, _ := strings.Cut(text, "\n")
		if !strings.Contains(head, c.query+"█") || !strings.HasSuffix(strings.TrimSpace(text), c.place) {
			t.Errorf("after %q: expected %q and %q:\n%s", c.keys, c.query, c.place, text)
		}
	}
	v.press("<ctrl+u>")
	v.send(tea.PasteMsg{Content: "text of\n\x1b[31mpost\t17\r"})
	v.sees("text of [31mpost 17 █")
	v.press("<ctrl+c>")
	v.until("the end", func() bool { return v.ended })
}

// TestSearchMany shows only the best of very many hits, and says so.
func TestSearchMany(t *testing.T) {
	v := newSearch(t, many(300), tui.Session{})
	v.search("text")
	v.sees("the best 200 hits")
	v.sees("1/200")
	v.resize(20, 8)
	v.sees("/ text█")
}

// TestSearchEverywhere opens the search from each screen and returns there.
func TestSearchEverywhere(t *testing.T) {
	for _, c := range []struct{ open, keys, back string }{
		{"", "s", "1/8"}, {"", "?s", "1/8"}, {"hay", "s", "Straw 0,"}, {"hay", "os", "Straw 0,"}, {"hay", "/wind<enter>s", "1/60"},
	} {
		v := newSearch(t, library(), tui.Session{Open: c.open})
		v.settle()
		v.idle = 2
		v.press(c.keys)
		v.sees("tag:x")
		v.press("<esc>")
		v.sees(c.back)
	}
	v := newSearch(t, library(), tui.Session{})
	v.press("/<ctrl+k>s")
	v.sees("/ s")
}

// TestSearchReads opens hits, goes through them, and returns to the search as it was.
func TestSearchReads(t *testing.T) {
	v := newSearch(t, library(), tui.Session{Open: "ropes"})
	v.sees("A rope is a promise")
	v.search("needle")
	v.press("<down><enter>")
	v.sees("1/3") // of the marks
	v.sees("somebody has lost")
	v.press("K")
	v.sees("A needle has an eye.")
	v.press("K")
	v.sees("The first post.")
	v.press("J")
	v.sees("somebody has lost")
	v.press("J")
	v.sees("The last post.")
	v.press("n")
	v.sees("2/3")
	v.press("N")
	v.sees("1/3")
	v.press("<esc>")
	v.seesNot("1/3")
	v.press("<esc>")
	v.sees("Search needle█")
	v.sees("2/2")
	v.press("<enter>")
	v.sees("1/3")
	v.press("s") // back to the one that is open
	v.sees("2/2")
	v.press("<esc>")
	v.sees("A rope is a promise")
	v.press("<esc>")
	v.sees("/8")
	v.press("s")
	v.sees("tag:x")
}

// TestSearchOpensAtMatch opens a post at the line of the hit, at every width, and not at the first
// place where one of its words occurs.
func TestSearchOpensAtMatch(t *testing.T) {
	files := library()
	for _, width := range []int{20, 40, 80, 119, 160} {
		for query, want := range map[string]string{
			"place 50 needle": "At place 50", `"nothing but straw"`: "Straw 0,", "straw 37": "Straw 37,", "twelfths": "The rule of twelfths",
			"sandbank": "Sandbank", "page elsewhere": "page elsewhere", "height float64": "func height", "海边": "清晨的海边很安静。",
			"pêche": "pêche", "hay": "Hay and straw", "year:2024": "A needle has an eye.", "tag:farm": "Straw 0,",
		} {
			v := newSearch(t, files, tui.Session{Width: width, Height: 14})
			v.search(query)
			v.press("<enter>")
			v.settle()
			if text := strings.Join(strings.Fields(v.text()), " "); !strings.Contains(text, want) {
				t.Errorf("%q at %d columns: expected %q:\n%s", query, width, want, v.text())
			}
			checkFits(t, v, width, 14)
		}
	}
}

// TestSearchMarksSurvive: after a change of the width the same match is on the screen and marked.
func TestSearchMarksSurvive(t *testing.T) {
	v := newSearch(t, library(), tui.Session{})
	v.search("lost golden")
	v.press("<enter>")
	v.sees("1/6")
	v.press("nn")
	v.sees("3/6")
	for _, width := range []int{40, 160, 25, 80} {
		v.resize(width, 24)
		v.settle()
		v.sees("3/6")
		v.press("nN")
		v.sees("At place 30")
	}
}

// TestSearchNotReady types before there is an index. The hits appear by themselves.
func TestSearchNotReady(t *testing.T) {
	v := newVisit(t, library(), tui.Session{})
	v.search("")
	v.sees("still being read")
	v.press("needle")
	v.settle()
	v.sees("still being read")
	v.index()
	v.sees("2 hits")
	v.seesNot("still being read")
}

// TestSearchReload changes the blog under an open search. The chosen post stays chosen, in its
// place on the screen, and removed posts disappear at once.
func TestSearchReload(t *testing.T) {
	v := newSearch(t, many(50), tui.Session{})
	v.search("post")
	v.press("<pgdown><pgdown><up><up>")
	row := func(text string) int { return strings.Count(strings.Split(v.text(), text)[0], "\n") }
	if chosen := chosenRow(v); !strings.Contains(chosen, "Post 19 ") {
		t.Fatalf("chosen %q", chosen)
	}
	at := row("▌")
	v.files["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Brand new post\ndate: 2026-05-30\n---\nNew text.\n")}
	delete(v.files, "post-20.md")
	v.reload()
	v.sees("A new post is out")
	v.sees("49 hits")
	v.index()
	v.sees("50 hits")
	if chosen := chosenRow(v); !strings.Contains(chosen, "Post 19 ") || row("▌") != at {
		t.Errorf("chosen %q in row %d, it was in %d", chosen, row("▌"), at)
	}
	v.press("<enter>")
	v.sees("Text of post 19.")
	delete(v.files, "post-19.md")
	v.reload()
	v.sees("This post is gone")
	v.index()
	v.press("J") // it has no place any more: the one that has it counts
	v.sees("Text of post 22.")
	v.press("<esc><esc>") // the marks, the post
	v.sees("49 hits")
}

// TestSearchQuickIndex: a new post is found even if the search index is there before the session
// knows the post.
func TestSearchQuickIndex(t *testing.T) {
	v := newSearch(t, many(5), tui.Session{})
	v.search("brand")
	v.sees("Nothing found.")
	v.files["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Brand new post\ndate: 2026-05-30\n---\nNew text.\n")}
	v.reload()
	changed := v.take(1)[0]
	v.index()
	v.sees("1 hit")
	v.send(changed)
	v.sees("1 hit")
	v.press("<enter>")
	v.sees("New text.")
}

// TestSearchLateAnswers types while an answer is on its way, closes the search, and opens another.
// No answer appears below another query.
func TestSearchLateAnswers(t *testing.T) {
	v := newSearch(t, library(), tui.Session{})
	v.press("s")
	v.press("needle")
	v.idle = 2
	late := v.take(1)[0] // for "n"
	v.busy--
	v.press("<ctrl+u>café")
	v.send(late)
	v.sees("Café au bord")
	v.seesNot("Golden needles")

	v.press("<ctrl+u>needle")
	late = v.take(1)[0]
	v.busy--
	v.press("<esc>s")
	v.send(late)
	v.sees("tag:x")
	v.press("rope")
	v.sees("made of")

	v.press("<ctrl+u>needle")
	late = v.take(1)[0]
	v.busy--
	v.press("<ctrl+u>")
	v.send(late)
	v.settle()
	v.sees("tag:x")
	v.seesNot("needles")
}

// TestSearchGivesUpOpening presses Enter and goes back before the post is there. The post does not
// appear later.
func TestSearchGivesUpOpening(t *testing.T) {
	for _, keys := range []string{"<esc>", "<backspace>"} {
		v := newSearch(t, library(), tui.Session{})
		v.search("needle")
		v.press("<enter>" + keys)
		v.settle()
		if text := v.text(); !strings.Contains(text, "Search needl") {
			t.Errorf("after %q:\n%s", keys, text)
		}
	}
	v := newSearch(t, library(), tui.Session{})
	v.press("<enter>s")
	v.idle = 2
	v.settle()
	v.sees("tag:x")
}

// TestSearchMouse chooses and opens hits with clicks, and moves with the wheel.
func TestSearchMouse(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}, {160, 50}} {
		v := newSearch(t, library(), tui.Session{Width: size[0], Height: size[1]})
		v.settle()
		v.press("m")
		v.search("needle")
		v.clickOn("2 hits")
		v.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		v.sees("2/2")
		v.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		v.sees("1/2")
		v.clickOn("Hay and")
		v.sees("2/2")
		if chosen := chosenRow(v); !strings.Contains(chosen, "Hay and straw") {
			t.Errorf("%v: chosen %q", size, chosen)
		}
		v.clickOn("golden needle") // its second row
		v.sees("1/3")
		v.click(tea.Mouse{Button: tea.MouseRight})
		v.click(tea.Mouse{Button: tea.MouseRight})
		v.sees("2/2")
		v.click(tea.Mouse{X: 3, Y: size[1] - 2, Button: tea.MouseLeft}) // where there is none
		v.sees("2/2")
		v.clickOn("Esc close")
		v.sees("1/8")
	}
}

// TestSearchOfNothing: without a searcher the key says so.
func TestSearchOfNothing(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{})
	m := tui.New(tui.Shared{Blog: v.store, Titles: titles.New(cache.New(0))}, tui.Session{Width: 80, Height: 24})
	m.Update(tea.KeyPressMsg{Code: 's', Text: "s"})
	if text := ansi.Strip(m.View().Content); !strings.Contains(text, "There is no search here.") {
		t.Errorf("the screen:\n%s", text)
	}
}

// TestHitIsOnItsLine searches at many widths: the word is on the line of each hit, and no word of
// the line is cut.
func TestHitIsOnItsLine(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 12 {
		files[fmt.Sprintf("p%d.md", i)] = page(fmt.Sprintf("title: Post %d\ndate: 2026-01-%02d", i, i+1),
			strings.Repeat("word and more of it ", 3*i/2)+"here the needle is "+strings.Repeat("and then some ", 9)+"\n")
	}
	files["table.md"] = page("title: Table\ndate: 2026-02-01", "| needle | needle |\n|---|---|\n| one | two |\n")
	words := strings.Fields("word and more of it here the needle is and then some")
	v := newSearch(t, files, tui.Session{Width: 80, Height: 30})
	v.search("needle")
	v.sees("needle | needle")
	for _, width := range []int{120, 100, 80, 63, 50, 40, 33, 28} {
		v.resize(width, 60)
		v.settle()
		lines := strings.Split(v.text(), "\n")
		for i, line := range lines {
			if !strings.Contains(line, "Post ") {
				continue
			}
			excerpt := strings.TrimSpace(lines[i+1])
			if !strings.Contains(excerpt, "needle") {
				t.Errorf("%d columns: the word is not in %q", width, excerpt)
			}
			for _, word := range strings.Fields(strings.Trim(excerpt, "…")) {
				if !slices.Contains(words, word) {
					t.Errorf("%d columns: %q is cut in %q", width, word, excerpt)
				}
			}
		}
		checkFits(t, v, width, 60)
	}
}
