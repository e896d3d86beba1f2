package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// bees is a blog with groups of every kind.
func bees() fstest.MapFS {
	return fstest.MapFS{
		"hive.md":    {Data: []byte("---\ntitle: The hive\ndate: 2025-03-01\ntags: [bees, wood]\ncategories: [Craft]\nseries: A year of bees\nauthor: Mika Sol\n---\nBuild it.\n")},
		"swarm.md":   {Data: []byte("---\ntitle: The swarm\ndate: 2025-05-01\ntags: [bees]\ncategories: [Notes]\nseries: A year of bees\nauthor: Mika Sol\n---\nCatch it.\n")},
		"honey.md":   {Data: []byte("---\ntitle: The honey\ndate: 2025-08-01\ntags: [bees, kitchen]\ncategories: [Notes]\nseries: A year of bees\nauthor: Ada Wax\n---\nEat it.\n")},
		"bread.md":   {Data: []byte("---\ntitle: Bread with honey\ndate: 2026-01-05\ntags: [kitchen]\nauthor: Ada Wax\n---\nBake it.\n")},
		"weather.md": {Data: []byte("---\ntitle: 天气 and weather\ndate: 2026-02-01\n---\nLook up.\n")},
		"about.md":   {Data: []byte("# About\n\nBees.\n")},
	}
}

// TestBrowseScreens compares both levels with their golden files, at three sizes and in four looks.
func TestBrowseScreens(t *testing.T) {
	for _, w := range windows() {
		for name, keys := range map[string]string{"browse": "t", "browse-years": "t<left>", "browse-posts": "tj<enter>"} {
			t.Run(w.dir+name, func(t *testing.T) {
				v := newVisit(t, bees(), tui.Session{Width: w.width, Height: w.height})
				w.show(v)
				v.press(keys)
				v.golden(w.dir+name, w.profile)
			})
		}
	}
}

// TestBrowseFits draws both levels at all small widths and some heights.
func TestBrowseFits(t *testing.T) {
	files := bees()
	files["long.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Long\ndate: 2024-01-01\ntags: [\"" + strings.Repeat("蜜蜂 and wax ", 6) + "\"]\n---\nx\n")}
	languages := []string{"en", "de", "zh"}
	for i, keys := range []string{"t", "t<tab><tab>", "t<shift+tab>", "tG", "t<enter>", "tG<enter>"} {
		v := newVisit(t, files, tui.Session{}, inLanguage(languages[i%3]))
		v.press(keys)
		for width := 1; width <= 130; width++ {
			for _, height := range []int{1, 4, 8, 9, 13, 14, 24, 61} {
				v.resize(width, height)
				checkFits(t, v, width, height)
			}
		}
	}
}

// lastChosen returns the lowest row with a mark, since the kinds above have one, too.
func lastChosen(v *visit) string {
	lines := strings.Split(v.text(), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.Contains(lines[i], "▌") && !strings.Contains(lines[i], "▌   ") { // not the text below it
			return lines[i]
		}
	}
	return ""
}

// TestBrowseMoves goes through the levels, and checks the chosen row and the place in the footer
// after each key.
func TestBrowseMoves(t *testing.T) {
	v := newVisit(t, bees(), tui.Session{})
	for _, c := range []struct{ keys, chosen, place string }{
		{"j", "Bread with honey", "2/6"},
		{"t", "bees", "1/3"},
		{"j", "kitchen", "2/3"},
		{"<tab>", "Notes", "1/2"},
		{"<right>", "A year of bees", "1/1"},
		{"<right><right>", "2026", "1/2"},
		{"G", "2025", "2/2"},
		{"<tab>", "kitchen", "2/3"},
		{"<left>", "2025", "2/2"},
		{"<shift+tab>", "Ada Wax", "1/2"},
		{"<tab><tab>l", "Bread with honey", "1/2"},
		{"j", "The honey", "2/2"},
		{"h", "kitchen", "2/3"},
		{"<right><left><enter>", "Bread with honey", "1/2"},
		{"<left>", "kitchen", "2/3"},
		{"<esc>", "Bread with honey", "2/6"},
	} {
		v.press(c.keys)
		row, text := lastChosen(v), v.text()
		if !strings.Contains(row, c.chosen) || !strings.HasSuffix(strings.TrimSpace(text), c.place) {
			t.Errorf("after %q: %q, expected %q and %q:\n%s", c.keys, row, c.chosen, c.place, text)
		}
	}
}

// TestBrowseReads opens posts of a group. J and K go through the group. Esc returns to it, and t
// does from anywhere.
func TestBrowseReads(t *testing.T) {
	v := newVisit(t, bees(), tui.Session{})
	v.press("t<right><right><enter>")
	v.sees("Series / A year of bees")
	v.press("<enter>")
	v.sees("Build it.")
	v.press("J")
	v.sees("Catch it.")
	v.press("J")
	v.sees("Eat it.")
	v.press("J")
	v.sees("The last post.")
	v.press("K")
	v.sees("Catch it.")
	v.press("<esc>")
	if row := chosenRow(v); !strings.Contains(row, "The swarm") {
		t.Errorf("chosen: %q", row)
	}
	v.press("<enter>")
	v.sees("Catch it.")
	v.press("t")
	v.sees("Series / A year of bees")
	v.press("<esc><esc>")
	v.sees("1/6")

	v.press("<enter>")
	v.sees("Look up.")
	v.press("t")
	v.sees("kitchen")
	v.press("<esc>")
	v.sees("Look up.")
}

// TestBrowseTyped: where letters are text, t is a letter.
func TestBrowseTyped(t *testing.T) {
	v := newVisit(t, bees(), tui.Session{})
	v.press("/t")
	v.seesNot("kitchen 2")
	v.sees("/ t")
}

func TestBrowseNothing(t *testing.T) {
	v := newVisit(t, fstest.MapFS{"a.md": {Data: []byte("# About\n\nx\n")}}, tui.Session{})
	v.press("t")
	v.sees("No tags, categories, series or years here.")
	v.press("<enter><tab><left>jGlh")
	v.sees("About")
	for width := 1; width <= 60; width++ {
		v.press("t")
		v.resize(width, 9)
		checkFits(t, v, width, 9)
	}
}

// TestBrowseReload changes the blog while its groups are shown. The same group and post stay
// chosen, by name.
func TestBrowseReload(t *testing.T) {
	v := newVisit(t, bees(), tui.Session{})
	v.press("tj")
	v.files["more.md"] = &fstest.MapFile{Data: []byte("---\ntitle: More\ndate: 2026-03-01\ntags: [hops, hops2, bees]\n---\nx\n")}
	v.files["more2.md"] = &fstest.MapFile{Data: []byte("---\ntitle: More yet\ndate: 2026-03-02\ntags: [hops, hops2, hops3]\n---\nx\n")}
	v.files["more3.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Most\ndate: 2026-03-02\ntags: [hops]\n---\nx\n")}
	v.reload()
	v.sees("▌ kitchen")
	v.sees("4/6")
	v.press("<enter>j")
	v.sees("2/2")
	v.files["tart.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Tart\ndate: 2026-03-01\ntags: [kitchen]\n---\nx\n")}
	v.reload()
	v.sees("3/3")
	if row := chosenRow(v); !strings.Contains(row, "The honey") {
		t.Errorf("chosen: %q", row)
	}

	v.press("<enter>")
	v.sees("Eat it.")
	for _, name := range []string{"tart.md", "honey.md", "bread.md"} {
		delete(v.files, name)
	}
	v.reload()
	v.press("J") // the group is gone, the list is not
	v.settle()
	v.press("<esc>")
	v.sees("▌ Tags")
	v.seesNot("kitchen")
	for name := range v.files {
		if name != "about.md" {
			delete(v.files, name)
		}
	}
	v.reload()
	v.sees("No tags, categories")
}

// TestBrowseMouse clicks on a kind, a group and a post.
func TestBrowseMouse(t *testing.T) {
	v := newVisit(t, bees(), tui.Session{})
	v.press("mt")
	v.clickOn("Years")
	v.sees("▌ 2026")
	v.clickOn("2025")
	v.sees("▌ 2025")
	v.clickOn("2025")
	v.sees("Years / 2025")
	v.clickOn("The swarm")
	v.sees("2/3")
	v.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	v.sees("3/3")
	v.click(tea.Mouse{Button: tea.MouseLeft, X: 1, Y: 20})
	v.sees("3/3")
	v.clickOn("The hive")
	v.sees("Build it.")
}

// TestBrowseBeside opens a post of a group on a wide window. The group is shown beside it.
func TestBrowseBeside(t *testing.T) {
	for width := 120; width <= 200; width += 7 {
		v := newVisit(t, bees(), tui.Session{Width: width, Height: 30})
		v.settle()
		v.press("t<tab><tab><enter><enter>")
		v.sees("Build it.")
		v.sees("Series / A year of bees")
		v.settle()
		checkFits(t, v, width, 30)
		v.press("J")
		v.sees("Catch it.")
		if row := chosenRow(v); !strings.Contains(row, "The swarm") {
			t.Errorf("beside the post: %q", row)
		}
	}
}

// BenchmarkBrowseKey presses a key among the groups, and among the posts of a group, of 10,000
// posts, and draws.
func BenchmarkBrowseKey(b *testing.B) {
	for name, open := range map[string]string{"groups": "t", "posts": "t<enter>"} {
		b.Run(name, func(b *testing.B) {
			v := newVisit(b, many(10_000), tui.Session{})
			v.press(open)
			keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'G', Text: "G"}, {Code: 'k', Text: "k"}, {Code: 'g', Text: "g"}}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				v.send(keys[i%len(keys)])
				_ = v.model.View()
			}
		})
	}
}
