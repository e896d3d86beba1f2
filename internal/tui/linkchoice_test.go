package tui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/tui"
)

// reversed matches what is shown in reverse video: the chosen link, or the match that the reader is
// at.
var reversed = regexp.MustCompile(`\x1b\[[0-9;]*\b7(?:;[0-9;]*)?m([^\x1b]*)`)

// marked returns what is in reverse video, row by row.
func marked(v *visit) []string {
	var rows []string
	for _, line := range v.lines() {
		row := ""
		for _, m := range reversed.FindAllStringSubmatch(line, -1) {
			row += m[1]
		}
		if row != "" {
			rows = append(rows, strings.TrimSpace(row))
		}
	}
	return rows
}

// TestEveryRowOfALinkIsMarked chooses links that go over the ends of lines, wherever they are:
// every row of them is marked, and nothing else.
func TestEveryRowOfALinkIsMarked(t *testing.T) {
	const name = "a link of so many words that it goes over the end of a line and of another one below it, in each place"
	link := "[" + name + "](two.md)"
	for place, text := range map[string]string{
		"body":     "Before it " + link + " behind it.",
		"emphasis": "Before it [a **link of** so many words that *it goes over the end* of a line and of another one below it, in each place](two.md).",
		"quote":    "> Before it " + link + " behind it.",
		"nested":   "> - Before it " + link + " behind it.\n",
		"item":     "1. Before it " + link + " behind it.",
		"cell":     "| One | Two | Three |\n|---|---|---|\n| " + strings.Repeat("words ", 12) + " | " + link + " | " + strings.Repeat("more ", 12) + " |",
		"alert":    "> [!NOTE]\n> " + link,
		"heading":  "## " + link,
	} {
		for _, size := range [][2]int{{40, 30}, {60, 30}, {80, 30}, {160, 40}} {
			files := fstest.MapFS{"one.md": page("title: One\ndate: 2026-02-02", text+"\n"), "two.md": page("title: Two", "Two.")}
			v := newVisit(t, files, tui.Session{Open: "one", Width: size[0], Height: size[1]})
			v.settle()
			v.press("<tab>")
			if got := strings.Join(strings.Fields(strings.Join(marked(v), " ")), " "); got != name {
				t.Errorf("%s, %d columns: marked is %q:\n%s", place, size[0], got, v.text())
			}
		}
	}
}

// TestEveryRowOfANotesLinkIsMarked is the same for a link in a footnote at the bottom of the
// window.
func TestEveryRowOfANotesLinkIsMarked(t *testing.T) {
	const name = "those who come to the harbour by night and have no chart of their own"
	files := fstest.MapFS{"one.md": page("title: One\ndate: 2026-02-02",
		"It is so[^n].\n\n[^n]: Made by some, and made for ["+name+"](https://a.example/) indeed.\n")}
	v := newVisit(t, files, tui.Session{Open: "one", Width: 40, Height: 24})
	v.settle()
	v.press("<tab><enter><tab>")
	got := strings.Join(marked(v), " ")
	if !strings.HasSuffix(got, name) {
		t.Errorf("marked is %q:\n%s", got, v.text())
	}
}

// TestEveryRowOfAMatchIsMarked finds words that go over the ends of lines.
func TestEveryRowOfAMatchIsMarked(t *testing.T) {
	filler := strings.Repeat("word ", 5)
	for _, c := range []struct{ name, text, query, want string }{
		{"body", filler + "quick brown foxes and lazy dogs", "quick brown foxes and lazy dogs", ""},
		{"three rows", filler + "quick brown foxes and lazy dogs that run across the road to the sea", "quick brown foxes and lazy dogs that run across the road to the sea", ""},
		{"quote", "> " + filler + "quick brown foxes and lazy dogs", "quick brown foxes and lazy dogs", ""},
		{"item", "- " + filler + "quick brown foxes and lazy dogs", "Quick Brown FOXES and lazy dogs", "quick brown foxes and lazy dogs"},
		{"chinese", strings.Repeat("清晨的海边很安静我们走", 2) + "灯塔很远的地方有船" + strings.Repeat("我们走在", 6), "灯塔很远的地方有船", ""},
		{"korean", "가나다라 마바사아 자차카타 파하가나 강남에서 고노까지 걸어갑니다", "파하가나 강남에서 고노까지", ""},
		{"code", "```\n> first\n> second\n```", "> first", ""},
	} {
		for width := 30; width < 64; width += 3 {
			v := newVisit(t, fstest.MapFS{"one.md": page("title: One\ndate: 2026-02-02", c.text+"\n\nThe end.\n")},
				tui.Session{Open: "one", Width: width, Height: 24})
			v.settle()
			v.press("/" + c.query + "<enter>")
			want := c.want
			if want == "" {
				want = c.query
			}
			got := strings.Join(marked(v), " ")
			if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") || !strings.Contains(v.text(), "1/1") {
				t.Errorf("%s, %d columns: marked is %q, want %q:\n%s", c.name, width, got, want, v.text())
			}
			checkFits(t, v, width, 24)
		}
	}
}

// TestNoMatchAcrossParagraphs: the end of a paragraph is no blank.
func TestNoMatchAcrossParagraphs(t *testing.T) {
	v := newVisit(t, fstest.MapFS{"one.md": page("title: One", "It ends here.\n\nIt begins.\n")}, tui.Session{Open: "one"})
	v.settle()
	v.press("/here. It<enter>")
	v.sees("not in this post")
}

// TestFirstTab opens posts with a link on each row of the first screen. The first Tab chooses it
// where it is, and moves nothing; nor does it after some steps down.
func TestFirstTab(t *testing.T) {
	for _, height := range []int{12, 20, 24, 40} {
		for down := range 3 {
			for row := range height + 3 {
				text := strings.Repeat("Words.\n\n", row/2) + strings.Repeat("Words.\\\n", row%2) + "See [this](two.md).\n\n" + prose(60) + "And [that](two.md).\n"
				v := newVisit(t, fstest.MapFS{"one.md": page("title: One\ndate: 2026-02-02", text), "two.md": page("title: Two", "Two.")},
					tui.Session{Open: "one", Width: 80, Height: height})
				v.settle()
				v.press(strings.Repeat("j", down))
				before, on := withoutLast(v.text()), strings.Contains(v.text(), "See this.")
				v.press("<tab>")
				if on && withoutLast(v.text()) != before {
					t.Fatalf("height %d, row %d, %d down: the text moves:\n%s\nwas:\n%s", height, row, down, v.text(), before)
				}
				if got := marked(v); on && (len(got) != 1 || got[0] != "this") {
					t.Fatalf("height %d, row %d, %d down: %q is chosen:\n%s", height, row, down, got, v.text())
				}
				v.press("<tab><shift+tab><tab><esc>")
				if after := withoutLast(v.text()); after != before {
					t.Fatalf("height %d, row %d, %d down: Esc leads elsewhere:\n%s\nwas:\n%s", height, row, down, after, before)
				}
				v.press("<esc>")
				v.sees("1/2")
			}
		}
	}
}

// TestEscStaysWhereTheReaderScrolled gives up a link after some steps of the reader's own.
func TestEscStaysWhereTheReaderScrolled(t *testing.T) {
	text := prose(30) + "See [this](two.md).\n\n" + prose(30)
	v := newVisit(t, fstest.MapFS{"one.md": page("title: One\ndate: 2026-02-02", text), "two.md": page("title: Two", "Two.")},
		tui.Session{Open: "one"})
	v.settle()
	v.press("<tab>jj")
	before := withoutLast(ansi.Strip(fmt.Sprint(v.text())))
	v.press("<esc>")
	if after := withoutLast(v.text()); after != before {
		t.Errorf("Esc leads elsewhere:\n%s\nwas:\n%s", after, before)
	}
}
