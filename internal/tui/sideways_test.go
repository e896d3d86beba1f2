package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// TestWideCode scrolls code that is wider than the text sideways, and back.
func TestWideCode(t *testing.T) {
	var line strings.Builder
	for i := range 40 {
		line.WriteString("word" + string(rune('a'+i%26)) + string(rune('0'+i/26)) + " ")
	}
	text := "---\ntitle: Wide\n---\nBefore.\n\n```\n" + line.String() + "\nshort\n```\n\nAfter.\n"
	v := newVisit(t, fstest.MapFS{"wide.md": {Data: []byte(text)}}, tui.Session{Open: "wide"})
	v.sees("worda0")
	v.sees("> code right")
	if strings.Contains(v.text(), "wordn1") {
		t.Fatalf("the end of the line is seen at once:\n%s", v.text())
	}
	for range 60 {
		v.press(">")
		checkFits(t, v, 80, 24)
	}
	v.sees("wordn1")
	v.seesNot("worda0")
	v.sees("Before.")
	v.sees("After.")
	for range 60 {
		v.press("<lt>")
	}
	v.sees("worda0")
	v.resize(40, 20)
	v.settle()
	v.press(">>")
	checkFits(t, v, 40, 20)
}
