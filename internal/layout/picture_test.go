package layout_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// TestPictures: where the rooms of pictures are, and what stands beside them. In the rows of a room
// are hashes.
func TestPictures(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
	}{
		"alone":           {"a\n\n![A cat](cat.png)\n\nb", "a||####|####|####|A cat||b"},
		"without words":   {"![](cat.png)", "####|####|####|cat.png"},
		"a link":          {"[![A cat](cat.png)](https://a.example/)", "####|####|####|A cat -> https://a.example/"},
		"two":             {"![A](cat.png)\n![B](cat.png)", "####|####|####|A||####|####|####|B"},
		"in a quotation":  {"> ![A cat](cat.png)", "> ####|> ####|> ####|> A cat"},
		"in an item":      {"- x\n\n  ![A cat](cat.png)", "- x||  ####|  ####|  ####|  A cat"},
		"among words":     {"See ![A cat](cat.png) here.\n\nb", "See [Image: A cat] cat.png here.||####|####|####||b"},
		"small":           {"![A dot](dot.png)", "##|A dot"},
		"small, in words": {"See ![A dot](dot.png) here.", "See [Image: A dot] dot.png here."},
		"elsewhere":       {"![A cat](https://a.example/cat.png)", "[Image: A cat] https://a.example/cat.png"},
		"none":            {"![A cat](no.png)", "[Image: A cat] no.png"},
		"in a table":      {"| a |\n|---|\n| ![A cat](cat.png) |", "a|----------------------|[Image: A cat] cat.png"},
	} {
		page, err := layout.Draw(context.Background(), pictures(c.text, 40))
		if err != nil {
			t.Fatal(err)
		}
		lines := append([]string(nil), page.Lines...)
		for _, p := range page.Pictures {
			for i := range p.Rows {
				line := lines[p.Line+i] + strings.Repeat(" ", p.Col)
				lines[p.Line+i] = line[:p.Col] + strings.Repeat("#", p.Cols)
			}
			if p.File != "cat.png" && p.File != "dot.png" {
				t.Errorf("%s: file %q", name, p.File)
			}
		}
		if got := osc8.ReplaceAllString(strings.Join(lines, "|"), ""); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// pictures asks for a page on which there are two pictures: a cat of 4x3 cells and a dot of 2x1.
func pictures(text string, width int) layout.Request {
	return layout.Request{
		ID: text, Doc: func() *markdown.Document { return parser.Parse(text, 1) }, Width: width, Theme: theme.Plain(),
		Resolve: func(dest string) layout.Target {
			if strings.Contains(dest, ":") || dest == "no.png" {
				return layout.Target{URL: dest}
			}
			return layout.Target{File: dest}
		},
		Room: func(file string, cols int) layout.Room {
			if cols < 4 || cols > width {
				panic(fmt.Sprint(cols))
			}
			return map[string]layout.Room{"cat.png": {Cols: 4, Rows: 3}, "dot.png": {Cols: 2, Rows: 1}}[file]
		},
	}
}

// TestManyPictures: a post of nothing but pictures takes no more memory than one of text.
func TestManyPictures(t *testing.T) {
	for name, c := range map[string]struct{ rows, want int }{"small": {1, 500}, "high": {100, 100}} {
		q := pictures(strings.Repeat("![A cat](cat.png)\n\n", 2000), 40)
		asked := 0
		q.Room = func(string, int) layout.Room {
			asked++
			return layout.Room{Cols: 4, Rows: c.rows}
		}
		page, err := layout.Draw(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Pictures) != c.want || asked > 500 {
			t.Errorf("%s: %d pictures, asked for %d; want %d", name, len(page.Pictures), asked, c.want)
		}
	}
}

// TestHero: the picture that stands above the text, unless the text shows it.
func TestHero(t *testing.T) {
	for text, want := range map[string]int{"a": 1, "a ![A cat](cat.png)": 1, "a\n\n![A dot](dot.png)": 2} {
		q := pictures(text, 40)
		q.Hero = "cat.png"
		page, err := layout.Draw(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		hero := len(page.Pictures) > 0 && page.Pictures[0].Line == 0 && page.Lines[3] == ""
		if len(page.Pictures) != want || hero == (want == 1 && text != "a") {
			t.Errorf("%q: %+v", text, page.Pictures)
		}
	}
}

// TestPicturesOn: what is on a part of a page.
func TestPicturesOn(t *testing.T) {
	page, err := layout.Draw(context.Background(), pictures("![A](cat.png)\n![B](cat.png)\n![C](cat.png)", 40)) // 0-2, 5-7, 10-12
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[[2]int]string{
		{0, 1}: "A", {2, 3}: "A", {3, 4}: "", {3, 6}: "B", {2, 6}: "AB", {7, 11}: "BC", {0, 99}: "ABC", {13, 99}: "",
	} {
		got := ""
		for _, p := range page.PicturesOn(at[0], at[1]) {
			got += p.Text
		}
		if got != want {
			t.Errorf("lines %d to %d: %q, want %q", at[0], at[1], got, want)
		}
	}
}
