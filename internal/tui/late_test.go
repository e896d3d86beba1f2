package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// take returns the messages of n commands without passing them to the model.
func (v *visit) take(n int) []tea.Msg {
	v.t.Helper()
	var all []tea.Msg
	for range n {
		all = append(all, <-v.msgs)
	}
	return all
}

// TestLateAnswerOfAnotherPost opens a post, abandons it, and opens another. In whatever order the
// lines arrive, its own text is below its title.
func TestLateAnswerOfAnotherPost(t *testing.T) {
	for _, order := range [][2]int{{0, 1}, {1, 0}} {
		v := newVisit(t, many(3), tui.Session{})
		v.press("<enter><esc>")
		first := v.take(1)[0]
		v.press("j<enter>")
		answers := []tea.Msg{first, v.take(1)[0]}
		for _, i := range order {
			v.send(answers[i])
		}
		if text := v.text(); !strings.Contains(text, "Text of post 2.") || strings.Contains(text, "Text of post 1.") {
			t.Errorf("order %v:\n%s", order, text)
		}
	}
}

// TestQuickNext presses J twice before the first post is there.
func TestQuickNext(t *testing.T) {
	v := newVisit(t, many(5), tui.Session{Open: "post-1"})
	v.sees("Text of post 1.")
	v.press("JJ")
	v.sees("Text of post 3.")
}

// TestNextAfterReload goes on from a post that has changed since it was opened.
func TestNextAfterReload(t *testing.T) {
	v := newVisit(t, many(3), tui.Session{Open: "post-1"})
	v.sees("Text of post 1.")
	v.files["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Brand new\ndate: 2026-05-30\n---\nNew text.\n")}
	v.files["post-1.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Post 1\ndate: 2025-12-31\n---\nOther words.\n")}
	v.reload()
	v.sees("has changed")
	v.press("K")
	v.sees("New text.")
	v.press("JJ")
	v.sees("Text of post 2.")
}

// TestFilterMatchesBeyondTheCut highlights letters of a title that is cut. Only whole characters
// are left.
func TestFilterMatchesBeyondTheCut(t *testing.T) {
	files := fstest.MapFS{"a.md": {Data: []byte("---\ntitle: Looking at the sea through a window without glass, a memoir\ndate: 2026-01-01\n---\nx\n")}}
	for width := 20; width < 100; width++ {
		v := newVisit(t, files, tui.Session{Width: width, Height: 24})
		v.press("/glass")
		if content := v.model.View().Content; !utf8.ValidString(content) {
			t.Fatalf("width %d: %q", width, content)
		}
		checkFits(t, v, width, 24)
	}
}

// TestFilterGivenUp clears the filter of a long list before its result is there. The list stays
// where the reader has gone.
func TestFilterGivenUp(t *testing.T) {
	v := newVisit(t, many(3000), tui.Session{})
	v.press("/p")
	late := v.take(1)[0]
	v.press("<esc>G")
	v.send(late)
	if !strings.Contains(v.text(), "3000/3000") {
		t.Errorf("the list has moved:\n%s", v.text())
	}
}

// TestUnknownHeading says that a post has no such heading.
func TestUnknownHeading(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{Open: "tides#nowhere"})
	v.sees(`There is no heading "nowhere" here.`)
	v.sees("Twice a day")
}

// TestReloadWhileRendering presses r while the old text is being laid out again. The cache keeps
// each text under a key of its own.
func TestReloadWhileRendering(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "one.md"), fmt.Appendf(nil, "---\ntitle: One\n---\n%s\n", text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Old words.")
	v := newVisitOf(t, dir, tui.Session{Open: "one"})
	v.sees("Old words.")
	write("New words, more of them.")
	v.reload()
	v.sees("has changed")
	v.resize(50, 20)
	v.press("r")
	v.sees("New words")
	write("Old words.")
	v.reload()
	v.sees("has changed")
	v.press("r")
	v.sees("Old words.")
	v.resize(80, 24)
	v.sees("Old words.")
}

// TestTitleChanges: the list shows a changed title, even if nothing else has changed.
func TestTitleChanges(t *testing.T) {
	v := newVisit(t, many(30), tui.Session{})
	v.sees("Post 3 ")
	v.files["post-3.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Third thoughts\ndate: 2025-12-29\n---\nOther words.\n")}
	v.reload()
	v.sees("Third thoughts")
	v.seesNot("Post 3 ")
}

// TestCrowd: if there are many sessions, each switches to a newer Index a little later, but never
// by more than a second.
func TestCrowd(t *testing.T) {
	for _, crowd := range []int{0, 1, 100_000} {
		v := newVisit(t, many(3), tui.Session{Sessions: func() int { return crowd }})
		v.files["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Brand new\ndate: 2026-05-30\n---\nNew text.\n")}
		begun := time.Now()
		v.reload()
		v.sees("Brand new")
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("a crowd of %d: %v", crowd, took)
		}
	}
}
