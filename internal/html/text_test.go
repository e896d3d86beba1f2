package html_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	nethtml "golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// TestTextIsThatOfTheScreen: block by block, a page has the words that the screen has, in the same
// order. The posts are those of the manual, of the tests, and of a corpus where one lies beside the
// project.
func TestTextIsThatOfTheScreen(t *testing.T) {
	for name, dir := range map[string]string{
		"manual": "../../content", "everything": "testdata", "corpus": "../../../shared/corpus",
	} {
		if _, err := os.Stat(dir); name == "corpus" && err != nil {
			continue // it is not part of the project
		}
		t.Run(name, func(t *testing.T) {
			posts := 0
			for _, p := range postsBelow(t, dir) {
				posts++
				checkText(t, parser.Parse(p.Body(), p.BodyLine(), parser.SyntaxOf(p.Path)).WithoutTitle(p.Title))
				if t.Failed() {
					t.Fatal(p.Path)
				}
			}
			t.Log(posts, "posts")
		})
	}
}

// postsBelow returns the posts of the blogs in a directory: those that lie in it, or in a
// directory of it.
func postsBelow(t *testing.T, dir string) (all []*blog.Post) {
	t.Helper()
	dirs := []string{dir}
	entries, err := fs.ReadDir(os.DirFS(dir), ".")
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(dir) == "corpus" {
		dirs = nil
		for _, e := range entries {
			if e.IsDir() {
				dirs = append(dirs, filepath.Join(dir, e.Name()))
			}
		}
	}
	for _, dir := range dirs {
		x, err := loader.Load(os.DirFS(dir), loader.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x.All()...)
	}
	return all
}

// checkText compares the page of each block, and of all of them with their notes, with the tree and
// with the screen.
func checkText(t testing.TB, doc *markdown.Document) {
	t.Helper()
	for i := range doc.Blocks {
		checkBlock(t, &markdown.Document{Blocks: doc.Blocks[i : i+1]})
	}
	checkBlock(t, doc)
}

// checkBlock fails where a page lacks words of the tree, or has words that the screen lacks: both
// also have what stands for a picture without a description.
func checkBlock(t testing.TB, doc *markdown.Document) {
	t.Helper()
	if len(doc.Blocks) == 0 {
		return
	}
	page, line := textOf(t, pageOf(doc)), doc.Blocks[0].Line
	if rest := missing(letters(doc.Text()), page); rest != "" {
		t.Fatalf("line %d: the page does not have %.80q:\n%.400s", line, rest, page)
	}
	rest := missing(page, screenOf(t, doc))
	if rest != "" && strings.Contains(pageOf(doc), "<table>") { // its cells are wrapped side by side
		rest = missing(sorted(page), sorted(screenOf(t, doc)))
	}
	if rest != "" {
		t.Fatalf("line %d: the screen does not have %.80q:\n%.400s", line, rest, screenOf(t, doc))
	}
}

// letters returns the letters and digits of a text, as what looks the same is written the same.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(s))
}

// sorted returns the letters of a text in the order of the alphabet.
func sorted(s string) string {
	all := []rune(s)
	slices.Sort(all)
	return string(all)
}

// missing returns the rest of the letters of want from the first on that have does not have in the
// same order; "" if it has all.
func missing(want, have string) string {
	in := []rune(have)
	at := 0
	for i, r := range want {
		for at < len(in) && in[at] != r {
			at++
		}
		if at == len(in) {
			return want[i:]
		}
		at++
	}
	return ""
}

// textOf returns the letters of a page: its text, and the descriptions of its pictures.
func textOf(t testing.TB, text string) string {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type == nethtml.TextNode:
			b.WriteString(n.Data)
		case n.Type == nethtml.ElementNode && n.Data == "img":
			for _, a := range n.Attr {
				if a.Key == "alt" {
					b.WriteString(a.Val)
				}
			}
		}
	}
	return letters(b.String())
}

// screenOf returns the letters of the screen on which a block is.
func screenOf(t testing.TB, doc *markdown.Document) string {
	t.Helper()
	p, err := layout.Draw(context.Background(), layout.Request{
		ID: "x", Doc: func() *markdown.Document { return doc }, Width: layout.MaxWidth, Method: textwidth.Graphemes, Theme: theme.Plain(), WrapCode: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return letters(ansi.Strip(strings.Join(p.Lines, "\n")))
}
