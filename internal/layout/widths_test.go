package layout_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// seen returns the code points of a text that have to be on some line of a page: all but blanks,
// and those that cannot be seen by themselves and that a line break may leave out.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, s)
}

// stray matches a variation selector that belongs to nothing. It is counted with a blank before it,
// and that may be one that a line is broken at.
var stray = regexp.MustCompile(`(^|[\s.])[\x{fe00}-\x{fe0f}]+`)

// FuzzNothingIsLost lays a text out as prose, as code and in a table, for terminals that count code
// points and for those that count graphemes. Every letter is on the page, and no line is wider than
// it.
func FuzzNothingIsLost(f *testing.F) {
	for _, words := range []string{
		"मेरा नाम लिखो ताकि हम देख सकें कि चौड़ाई कैसे मापी जाती है", "น้ำคำทำนำน้ำใสไหลเย็นเห็นตัวปลา", "காலையில் கடலோரம் நடந்தோம்",
		"👨‍👩‍👧‍👦👨‍👩‍👧‍👦 family and 🇩🇪🇫🇷 flags", "❤️1️⃣👍🏽 ✔️ ⚠️", "مرحبا بالعالم وأهلا وسهلا", "שָׁלוֹם עולם", "中文字符没有空格所以到处都可以换行",
		"日本語の文章は「かっこ」と、句読点。", "한국어 문장은 띄어쓰기를 합니다", "မြန်မာစာ ခ្មែរ བོད་ཡིག", "plain words and a-hyphenated-one",
		strings.Repeat("👩‍👩‍👧‍👧", 9), strings.Repeat("क्ष", 30), "a" + strings.Repeat("\u0301", 40),
	} {
		f.Add(words, 10)
		f.Add(strings.Repeat(words+" ", 4), 41)
		f.Add(strings.Repeat(words+" ", 4), 80)
	}
	f.Add(" ", 104) // a column without any text
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = max(layout.MinWidth, min(width, layout.MaxWidth))
		text = stray.ReplaceAllString(plaintext.Clean(text), "$1")
		if len(text) > 4<<10 {
			return
		}
		in := []markdown.Inline{{Kind: markdown.Text, Text: text}}
		doc := &markdown.Document{Blocks: []markdown.Block{
			{Kind: markdown.Paragraph, Inlines: in},
			{Kind: markdown.Quote, Blocks: []markdown.Block{{Kind: markdown.Paragraph, Inlines: in}}},
			{Kind: markdown.Code, Text: text + "\n"},
			{Kind: markdown.Table, Table: &markdown.Grid{
				Align: make([]markdown.Align, 2), Rows: [][]markdown.Cell{{{{Kind: markdown.Text, Text: "-"}}, in}},
			}},
		}}
		for _, m := range []textwidth.Method{textwidth.CodePoints, textwidth.Graphemes} {
			page, err := layout.Draw(context.Background(), layout.Request{
				Doc: func() *markdown.Document { return doc }, Width: width, Method: m, Theme: theme.Plain(), WrapCode: true,
			})
			if err != nil {
				t.Fatal(err)
			}
			var all strings.Builder
			for i, line := range page.Lines {
				if n := m.Width(line); n > width {
					t.Errorf("%v: line %d has %d cells of %d: %q", m, i, n, width, line)
				}
				all.WriteString(ansi.Strip(line))
			}
			if got, want := seen(all.String()), seen(text); !inOrder(got, strings.Repeat(want, len(doc.Blocks))) {
				t.Errorf("%v, %d cells: %q is not on the page %q", m, width, want, got)
			}
		}
	})
}

// inOrder reports whether the code points of want stand in got in their order, with marks of blocks
// and of broken lines between them.
func inOrder(got, want string) bool {
	for _, r := range want {
		_, rest, ok := strings.Cut(got, string(r))
		if !ok {
			return false
		}
		got = rest
	}
	return true
}
