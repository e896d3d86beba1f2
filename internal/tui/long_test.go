package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// paragraphs is a post of n numbered paragraphs and a heading at its end.
func paragraphs(n int) fstest.MapFS {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Paragraph %d begins here. %s\n\n", i, strings.Repeat("It has some more words. ", 10))
	}
	b.WriteString("## The last heading\n\nThe last words.\n")
	return fstest.MapFS{"long.md": {Data: []byte(b.String())}}
}

// TestLongPost opens a post that takes long to lay out. Its beginning can be read and scrolled
// before the rest is there, which then moves nothing.
func TestLongPost(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"at the top", "", "Paragraph 0 begins"},
		{"scrolled", "<pgdown><pgdown>", "Paragraph 1"},
		{"at the end of what is there", "<pgdown><end>", "The last words."},
		{"not at the end after all", "<end><home>", "Paragraph 0 begins"},
		{"looking at the headings", "o", ""},
		{"another width", "w", "Paragraph 0 begins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := newVisit(t, paragraphs(1000), tui.Session{})
			v.press("<enter>")
			v.busy--
			v.send(v.take(1)[0]) // what comes first is the beginning; the rest is not taken yet
			if !strings.Contains(v.text(), "Paragraph 0 begins") {
				t.Fatalf("the beginning is not there:\n%s", v.text())
			}
			if strings.Contains(v.text(), "older") {
				t.Error("the end matter is there before the end")
			}
			v.press(c.keys)
			was := v.text()
			v.settle()
			v.sees(c.want)
			v.resize(80, 23) // nobody is thrown back to where the beginning ended
			v.settle()
			v.sees(c.want)
			v.resize(80, 24)
			v.settle()
			if now := v.text(); !strings.Contains(c.keys, "<end>") && c.keys != "w" && body(belowHead(now)) != body(belowHead(was)) {
				t.Errorf("the rest has moved the beginning:\n%s\nwas:\n%s", now, was)
			}
			v.press("<esc><end>")
		})
	}
}

// TestLongPostAtHeading opens a long post at a heading near its end, beyond the part that is there
// first.
func TestLongPostAtHeading(t *testing.T) {
	v := newVisit(t, paragraphs(1000), tui.Session{Open: "long#the-last-heading"})
	v.sees("The last words.")
}

// body returns the window without its last line, which shows how far the reader is.
func body(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[:len(lines)-1], "\n")
}
