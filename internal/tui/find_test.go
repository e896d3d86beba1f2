package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// haystack is a long post with needles in it.
func haystack() fstest.MapFS {
	var text strings.Builder
	for i := range 60 {
		fmt.Fprintf(&text, "Straw %d, nothing but straw.\n\n", i)
		if i%20 == 10 {
			fmt.Fprintf(&text, "Here is a **Nee**dle, the Café of 海边的早晨 number %d.\n\n", i)
		}
	}
	return fstest.MapFS{"hay.md": {Data: []byte("---\ntitle: Hay\n---\n" + text.String())}}
}

func TestFind(t *testing.T) {
	v := newVisit(t, haystack(), tui.Session{Open: "hay"})
	v.sees("Straw 0,")
	v.press("/needle")
	v.sees("/ needle")
	v.press("<enter>")
	v.sees("number 10.")
	v.sees("1/3")
	v.press("n")
	v.sees("number 30.")
	v.press("n")
	v.sees("number 50.")
	v.press("n")
	v.sees("number 10.")
	v.press("N")
	v.sees("3/3")
	checkFits(t, v, 80, 24)
	v.resize(40, 12)
	v.settle()
	checkFits(t, v, 40, 12)
	v.press("n")
	v.sees("number 10.")
	v.press("<esc>")
	v.seesNot("1/3")
	v.press("<esc>")
	v.sees("1/1")
}

func TestFindFolds(t *testing.T) {
	for query, want := range map[string]string{"CAFE": "1/3", "café": "1/3", "海边": "1/3", "STRAW 5": "1/11", "q?x": "is not in this post"} {
		v := newVisit(t, haystack(), tui.Session{Open: "hay"})
		v.sees("Straw 0,")
		v.press("/" + query + "<enter>")
		v.sees(want)
	}
}

// TestFindMarks checks that marks do not change the words of the lines, wherever the matches are.
func TestFindMarks(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{Open: "tides"})
	v.sees("Twice a day")
	plain := v.text()
	for _, query := range []string{"t", "ide", "water", "mine", "day", " ", "1", "海"} {
		v.press("/" + query + "<enter>")
		marked := v.text()
		if body, want := withoutLast(marked), withoutLast(plain); body != want && !strings.Contains(marked, "not in this post") {
			t.Errorf("%q changes the text:\n%s\nwant:\n%s", query, body, want)
		}
		v.press("<esc>")
		if v.model.View().WindowTitle == "Harbour notes" { // nothing was found, so Esc went to the list
			v.press("<enter>")
			v.settle()
		}
		v.press("g")
	}
}

func withoutLast(screen string) string { return screen[:strings.LastIndexByte(screen, '\n')] }
