package lineui_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/content"
	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/lineui"
	"github.com/sshblog/sshblog/internal/loader"
)

// blogOf is a blog of posts by their slugs, the first one named "post".
func blogOf(t testing.TB, posts map[string]string) *lineui.Reader {
	t.Helper()
	files := fstest.MapFS{}
	for slug, text := range posts {
		files[slug+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: The " + slug + "\ndate: 2026-01-02\n---\n" + text)}
	}
	return readerOf(t, func() (*blog.Index, error) { return loader.Load(files, loader.Options{Title: "B"}) })
}

// readPost returns what is said of a post on one page, without its head and what can be typed.
func readPost(t testing.TB, text string, environ ...string) string {
	t.Helper()
	said := visit(t, blogOf(t, map[string]string{"post": text}), lineui.Env{Open: "post", Environ: environ, Size: window(88, 200)}, "")
	_, said, _ = strings.Cut(said, "\n\n")
	said, _, _ = strings.Cut(said, "\n\nThis is the end")
	said, _, _ = strings.Cut(said, "\n\nDas ist das Ende")
	return said
}

// TestSignsAreWords: what a page shows by signs, or by where it stands, is said in words.
func TestSignsAreWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"I like ~~cats~~ dogs.", "I like (deleted: cats, end of deletion) dogs."},
		{"<ins>new</ins>", "(inserted: new, end of insertion)"},
		{"a\n\n***\n\nb", "a\n\nSection break.\n\nb"},
		{"- [x] a\n- [ ] b", "Done: a\nTo do: b"},
		{"- a\n  - b\n    1. c\n- d", "Item: a\nItem, level 2: b\n1. Level 3: c\nItem: d"},
		{"x<sup>2</sup> and H~2~O, 1<sup>st</sup>", "x superscript 2 and H subscript 2 O, 1st"},
		{"<kbd>Ctrl</kbd>+`x` ==m== *e* **s**", "Ctrl+x m e s"},
		{"> a\n>\n> > b\n> >\n> > > c", "Quotation: a\n\nQuotation, level 2: b\n\nQuotation, level 3: c End of quotation, level 3.\n" +
			"End of quotation, level 2.\nEnd of quotation."},
		{strings.Repeat(">", 14) + " a", quoted(12)},
		{"> - a", "Quotation:\n\nItem: a\nEnd of quotation."},
		{"```go\nx\n```", "    Code, go:\n    x\nEnd of code."},
		{"```text\nx\n```", "    Code:\n    x\nEnd of code."},
		{"$$\nx\n$$", "Formula:\n\n    x\nEnd of formula."},
		{"| A | B |\n|---|---|\n| 1 | ~~2~~ |", "Table with 1 row:\nA: 1\nB: (deleted: 2, end of deletion)\nEnd of table."},
		{"> [!NOTE]\n> a", "Note:\na\nEnd of Note."},
		{"<details><summary>s</summary>\n\na\n\n</details>", "Details: s\n  a\n  End of Details."},
		{"a[^x] b[^y] c[^x].\n\nd\n\n[^x]: one[^y]\n[^y]: two", "a (footnote 1) b (footnote 2) c (footnote 1).\n\n" +
			"Footnote 1: one (footnote 2) End of footnote.\n\nFootnote 2: two End of footnote.\n\nd"},
		{"> a[^x]\n\nb\n\n[^x]: one", "Quotation: a (footnote 1) End of quotation.\n\nFootnote 1: one End of footnote.\n\nb"},
		{"- a[^x]\n- b\n\n[^x]: one", "Item: a (footnote 1)\nFootnote 1: one End of footnote.\nItem: b"},
		{"![a chart](c.png) b", "Image: a chart, c.png b"},
		{"## H[^x]\n\nb\n\n[^x]: one", "Heading: H (footnote 1)\n\nFootnote 1: one End of footnote.\n\nb"},
		{"<https://example.com/a> [b](https://example.com/b)", "https://example.com/a (link 1) b (link 2)\n\nLink 2 leads to https://example.com/b"},
		{"[![b](b.png)](https://example.com)", "Image: b, b.png (link 1)\n\nLink 1 leads to https://example.com"},
		{"Term\n: meaning", "Term\n  meaning"},
	} {
		if got := readPost(t, c.text); got != c.want {
			t.Errorf("%q is read as\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
	if got, want := readPost(t, "- [x] a[^x]\n\n> b\n\n[^x]: n", "LANG=de_DE.UTF-8"), "Erledigt: a (Fußnote 1)\n"+
		"Fußnote 1: n Ende der Fußnote.\n\nZitat: b Ende des Zitats."; got != want {
		t.Errorf("in German it is read as\n%s\nwant\n%s", got, want)
	}
}

// quoted is what is said of so many quotations in one another, around an a.
func quoted(levels int) string {
	begin, end := "Quotation:", "End of quotation, level "+strconv.Itoa(levels)+"."
	for level := 2; level <= levels; level++ {
		begin += "\n\nQuotation, level " + strconv.Itoa(level) + ":"
	}
	for level := levels - 1; level > 1; level-- {
		end += "\nEnd of quotation, level " + strconv.Itoa(level) + "."
	}
	return begin + " a " + end + "\nEnd of quotation."
}

// signs are what is spoken by its name and says nothing to who hears it.
var signs = regexp.MustCompile(`~~|\[[ x]\]|\* \* \*|(^|\s)#\w|[¹²³⁴₂]|[0-9] min\b|\[[0-9]+\]|[▾•☑→│]`)

// pagesOf splits what was said into pages, without what can be typed.
func pagesOf(said string) []string {
	pages := promptLines.Split(said, -1)
	return pages[:len(pages)-1]
}

// promptLines say what can be typed in a post.
var promptLines = regexp.MustCompile(`(?s)\n(Press\sEnter\sfor|This\sis\sthe\send\sof).*?\bq\s[^.]*\.(\s+Page [0-9]+ of [0-9]+\.)?\n`)

// linkLines are the lines below a page that say where its links lead, with their rests.
var linkLines = regexp.MustCompile(`(?s)\n\nLink\s[0-9]+\sleads\sto\s.*$`)

// TestPages reads posts in many windows: no word is lost or said twice, pages end with blocks or
// sentences where one ends, links are listed on the page on which they are, and each page fits.
func TestPages(t *testing.T) {
	long := strings.Repeat("The moon pulls, and Dr. Tide of St. Ives follows. Is it late? It is! ", 40)
	posts := map[string]string{
		"prose": "Some words.\n\n" + long + "\n\n" + long,
		"records": "| Place | Height |\n|---|---|\n" + strings.Repeat("| Harbour | 4.1 m |\n| Island | 3.2 m |\n", 20) +
			"\n" + strings.Repeat("- An item of words. It has [a link](https://example.com/x).\n", 30),
		"links": strings.Repeat("See [the prose](prose.md) and [that](https://example.com/that) first. Then rest.\n\n## Head\n\n", 15),
		"code":  "Look:\n\n```go\n" + strings.Repeat("x := f(1). Y\n", 70) + "```\n",
	}
	reader := blogOf(t, posts)
	for slug := range posts {
		whole := visit(t, reader, lineui.Env{Open: slug, Size: window(88, 9000)}, "")
		for _, size := range [][2]int{{88, 24}, {80, 12}, {40, 30}, {60, 60}, {20, 8}} {
			said := visit(t, reader, lineui.Env{Open: slug, Size: window(size[0], size[1])}, strings.Repeat("\n", 900))
			said, _, _ = strings.Cut(said, "There is no more")
			pages := pagesOf(said)
			var words []string
			for i, page := range pages {
				text := linkLines.ReplaceAllString(page, "")
				words = append(words, wordsOf(text)...)
				checkPage(t, fmt.Sprintf("%s at %dx%d, page %d", slug, size[0], size[1], i+1), slug, page, size[1], i+1 == len(pages))
			}
			want := wordsOf(linkLines.ReplaceAllString(pagesOf(whole)[0], ""))
			if !slices.Equal(words, want) {
				t.Errorf("%s at %v: %d words are read, want %d", slug, size, len(words), len(want))
			}
		}
	}
}

// wordsOf returns the words of a text, without the commas that end with a line.
func wordsOf(text string) []string { return strings.Fields(strings.ReplaceAll(text, ",", " ")) }

// checkPage holds a page of a window of so many lines to what was promised of it.
func checkPage(t *testing.T, name, slug, page string, height int, last bool) {
	t.Helper()
	text := strings.TrimSpace(linkLines.ReplaceAllString(page, ""))
	if lines := strings.Count(page, "\n"); lines > height && height > 12 {
		t.Errorf("%s has %d lines", name, lines)
	}
	mentioned := map[string]bool{}
	for _, m := range regexp.MustCompile(`\(link\s+([0-9]+)\)`).FindAllStringSubmatch(text, -1) {
		mentioned[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`\nLink ([0-9]+) leads`).FindAllStringSubmatch(page, -1) {
		if !mentioned[m[1]] {
			t.Errorf("%s lists link %s, which is not on it:\n%s", name, m[1], page)
		}
		delete(mentioned, m[1])
	}
	if len(mentioned) > 0 {
		t.Errorf("%s does not list the links %v:\n%s", name, mentioned, page)
	}
	if last || height < 12 {
		return
	}
	if text == "" {
		t.Errorf("%s is empty", name)
		return
	}
	end := text[strings.LastIndexByte(text, '\n')+1:]
	switch {
	case strings.HasPrefix(end, "Heading:"), strings.HasSuffix(end, ":") && !strings.HasSuffix(end, "):"):
		t.Errorf("%s ends with what belongs to the next:\n%s", name, end)
	case slug == "records" && strings.HasPrefix(end, "Place"):
		t.Errorf("%s ends within a record", name)
	case slug == "prose" && !strings.ContainsAny(end[len(end)-1:], ".?!"),
		slug == "prose" && (strings.HasSuffix(end, "Dr.") || strings.HasSuffix(end, "St.")):
		t.Errorf("%s ends within a sentence: %q", name, end)
	}
}

// TestNoSignsAreSaid reads the manual, and a post of all that a post can hold.
func TestNoSignsAreSaid(t *testing.T) {
	x, err := loader.Load(content.FS(), loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader := readerOf(t, func() (*blog.Index, error) { return x, nil })
	p, ok := x.Lookup("rendering-tour")
	if !ok {
		t.Fatal("the tour is not there")
	}
	said := visit(t, reader, lineui.Env{Open: p.Slug, Size: window(80, 30)}, strings.Repeat("\n", 60))
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "    ") { // code is read as it is
			continue
		}
		if found := signs.FindString(line); found != "" && !strings.Contains(p.Raw(), found) {
			t.Errorf("%q is said: %s", found, line)
		}
	}
}

// TestBackToTheLink follows links in all ways, and comes back to the page on which they were.
func TestBackToTheLink(t *testing.T) {
	filler := strings.Repeat("Some words of it.\n\n", 30)
	reader := blogOf(t, map[string]string{
		"post":  filler + "See [the other](other.md) or [below](#below). Here.\n\n" + filler + "## Below\n\nLow.\n",
		"other": "Other words. Back to [the post](post.md).\n",
	})
	here := "See the other (link 1)"
	for name, c := range map[string]struct{ typed, want string }{
		"number":       {"1;q", here},
		"brackets":     {"[1];q", here},
		"parentheses":  {"(1);q", here},
		"word":         {"link 1;q", here},
		"list":         {"l;1;q", here},
		"place":        {"2;q", here},
		"two steps":    {"1;1;q;q", here},
		"beside":       {"1;p;q", here},
		"search":       {"s other;1;q;q", here},
		"tags":         {"s low;q", here},
		"the list":     {"1;q;q", "There are 2 posts here."},
		"no such link": {"7", "There is no number 7 here; the last one is 2."},
	} {
		t.Run(name, func(t *testing.T) {
			there := visit(t, reader, lineui.Env{Open: "post", Size: window(80, 20)}, "\n\n\n\n")
			if !strings.HasSuffix(pagesOf(there)[len(pagesOf(there))-1], "\n") {
				t.Fatal("no page")
			}
			turns := 0
			for i, page := range pagesOf(there) {
				if strings.Contains(page, here) {
					turns = i
				}
			}
			said := visit(t, reader, lineui.Env{Open: "post", Size: window(80, 20)}, strings.Repeat("\n", turns)+lined(c.typed+";"))
			said = said[:strings.LastIndex(strings.TrimSuffix(said, "Goodbye.\n"), "\n")]
			tail := said[max(0, len(said)-700):]
			if !strings.Contains(tail, c.want) {
				t.Errorf("%s: ends with\n%s\nwant %q", c.typed, tail, c.want)
			}
		})
	}
}

// TestManySteps follows links round and round: the way back is bounded, and ends at the list.
func TestManySteps(t *testing.T) {
	reader := blogOf(t, map[string]string{"post": "To [other](other.md).\n", "other": "To [post](post.md).\n"})
	said := visit(t, reader, lineui.Env{Open: "post"}, strings.Repeat("1\n", 300)+strings.Repeat("q\n", 60))
	if n := strings.Count(said, "where the link was"); n < 300 || !strings.HasSuffix(said, "Goodbye.\n") {
		t.Errorf("%d steps; it ends with %q", n, said[max(0, len(said)-200):])
	}
}

// TestOnePage: on a post of one page, neither its prompt nor its answers speak of others.
func TestOnePage(t *testing.T) {
	said := visit(t, blogOf(t, map[string]string{"post": "Words.\n"}), lineui.Env{Open: "post"}, "b\n\nn\np\n")
	for _, never := range []string{"page before", "Page 1", "beginning", "next post", "post before"} {
		if strings.Contains(said, never) {
			t.Errorf("%q is said:\n%s", never, said)
		}
	}
	if !strings.Contains(said, "This post has one page.") {
		t.Errorf("b is not answered:\n%s", said)
	}
}

// FuzzHearing reads any post in any window: it never fails, only text is said, and no line is
// wider than the window.
func FuzzHearing(f *testing.F) {
	f.Add("> a[^x]\n\n- [x] ~~b~~\n\n[^x]: [c](d.md)\n", uint8(40), uint8(12))
	f.Add("```go\nx\n```\n\n| a |\n|---|\n| b |\n", uint8(20), uint8(3))
	f.Fuzz(func(t *testing.T, text string, width, height uint8) {
		reader := blogOf(t, map[string]string{"post": text})
		said := visit(t, reader, lineui.Env{Open: "post", Size: window(int(width), int(height))}, lined(";;;b;r;b;l;1;q;t;1;"))
		checkHeard(t, said)
		if !strings.Contains(said, "Goodbye.") {
			t.Errorf("it ends with %q", said[max(0, len(said)-100):])
		}
	})
}
