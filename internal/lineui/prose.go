package lineui

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
)

// spokenLook is how posts look by ear: headings and images are called that, tables are read row by
// row, nothing is underlined or framed, and links have the numbers of the list of links.
func spokenLook(t *catalog.Texts) postview.Look {
	type object = map[string]any
	sheet := object{
		"block_quote":   object{"indent": 0, "indent_token": ""},
		"strikethrough": object{"prefix": "~~", "suffix": "~~"},
		"code_block":    object{"margin": 4},
		"task":          object{"ticked": "[x] ", "unticked": "[ ] "},
		"image_text":    object{"format": t.Plain.Image + " {{.text}} —"},
		"sshblog": object{
			"quiet": object{}, "mark": object{}, "key": object{}, "insert": object{}, "note": object{}, "alert": object{},
			"bullets": []string{"-"}, "rule": "* * *", "alert_bar": "", "uncoloured": true, "records": true,
			"quote_label": t.Plain.Quote,
			"signs":       object{"between": ", ", "wrap": "", "fold": "", "leads": ", "},
		},
	}
	for level := 1; level <= 6; level++ {
		sheet[fmt.Sprintf("h%d", level)] = object{"prefix": t.Plain.Heading + " "}
	}
	source, err := json.Marshal(sheet)
	if err != nil {
		panic(err) // it is made of words
	}
	theme, err := theme.ParseTheme("spoken-"+t.Lang, source)
	if err != nil {
		panic(err)
	}
	return postview.Look{Theme: theme, Links: layout.Numbered}
}

// prose is a post as lines of text, of one width.
type prose struct {
	page  *layout.Page
	lines []string
	head  int   // lines above the text
	at    []int // for each line of the page, where it is among lines, or the line that follows it
	of    []int // for each of lines from head on, the line of the page that it is
}

// newProse makes lines of a post's head and page: what was drawn is gone, and no two empty lines
// follow one another.
func newProse(head []string, page *layout.Page) *prose {
	p := &prose{page: page}
	add := func(line string) bool {
		line = speakable(line)
		if line == "" && (len(p.lines) == 0 || p.lines[len(p.lines)-1] == "") {
			return false
		}
		p.lines = append(p.lines, line)
		return true
	}
	for _, line := range head {
		add(line)
	}
	p.head = len(p.lines)
	for i, line := range page.Lines {
		p.at = append(p.at, len(p.lines))
		if add(line) {
			p.of = append(p.of, i)
		}
	}
	if n := len(p.lines); n > p.head && p.lines[n-1] == "" {
		p.lines, p.of = p.lines[:n-1], p.of[:len(p.of)-1]
	}
	return p
}

// speakable is a line without what is drawn in it, and without the sign that a web page would fold
// something away below.
func speakable(line string) string {
	return strings.TrimRight(strings.Replace(withoutBoxes(plaintext.Clean(line)), "▾ ", "", 1), " ")
}

// lineOf returns where a line of the page is among lines.
func (p *prose) lineOf(pageLine int) int {
	if len(p.at) == 0 {
		return 0
	}
	return min(p.at[max(0, min(pageLine, len(p.at)-1))], len(p.lines)-1)
}

// lineIn returns the line of other that has the words of a line of p.
func (p *prose) lineIn(line int, other *prose) int {
	switch {
	case line >= len(p.lines):
		return len(other.lines)
	case line < p.head || len(p.of) == 0:
		return min(line, other.head)
	}
	return other.lineOf(other.page.LineAt(p.page.PlaceAt(p.of[line-p.head])))
}

// links lists the links of the post, each address once. Those that have a number in the text come
// first, in the order of their numbers.
func (p *prose) links() []layout.LinkMark {
	var numbered, others []layout.LinkMark
	seen := map[string]bool{}
	for _, l := range p.page.Links {
		address := l.URL
		if l.Post != "" {
			address = l.Post
		}
		if address == "" || seen[address] || strings.HasPrefix(address, "#fn") {
			continue
		}
		seen[address] = true
		if l.Post == "" && strings.HasPrefix(address, "#") || sameAddress(l.Text, address) {
			others = append(others, l)
		} else {
			numbered = append(numbered, l)
		}
	}
	return append(numbered, others...)
}

// sameAddress reports whether the text of a link is its address, which then needs no number.
func sameAddress(text, address string) bool {
	return text == address || "mailto:"+text == address || "http://"+text == address || "https://"+text == address
}

// layoutRequest asks for the lines of a post.
func (s *session) layoutRequest(p *blog.Post, width int) layout.Request {
	q := s.look.Request(s.index, p, width, func(post string) string { return post })
	q.WrapCode = true
	return q
}
