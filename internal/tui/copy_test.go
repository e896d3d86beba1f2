package tui_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/tui"
)

// copies presses a key and returns the new contents of the clipboard, "" if there are none.
func (v *visit) copies(key string) string {
	v.t.Helper()
	press := tea.KeyPressMsg{Code: []rune(key)[0], Text: key}
	if key == "enter" {
		press = tea.KeyPressMsg{Code: tea.KeyEnter}
	}
	var cmd tea.Cmd
	v.model, cmd = v.model.Update(press)
	if cmd == nil {
		return ""
	}
	msg := reflect.ValueOf(cmd())
	if msg.Type() != reflect.TypeOf(tea.SetClipboard("")()) {
		v.t.Fatalf("%s: not to the clipboard, but %v", key, msg.Type())
	}
	return msg.String()
}

// wantCopied compares what a key puts into the clipboard.
func (v *visit) wantCopied(key, want string) {
	v.t.Helper()
	if got := v.copies(key); got != want {
		v.t.Errorf("%s copies %q, want %q; the screen:\n%s", key, got, want, v.text())
	}
	if want == "" {
		return
	}
	v.sees("sent to your clipboard, if your terminal allows it")
	v.sees("\n" + strings.TrimLeft(strings.Split(want, "\n")[0], "\t")) // at the left edge
	v.press("x")
	v.seesNot("any key goes back")
}

// here is the command line of a test.
func here(address string) string { return "open " + address }

func TestCopyCommand(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{}, copying)
	v.press("j")
	v.wantCopied("y", "open tides")
	v.press("<enter>")
	v.settle()
	v.wantCopied("y", "open tides")
	v.press("]")
	v.wantCopied("y", "open tides#the-rule")
	v.press("jj")
	v.wantCopied("y", "open tides#the-rule")
	v.press("g")
	v.wantCopied("y", "open tides")
	v.press("/y")
	v.sees("/ y") // what is typed copies nothing

	v = newVisit(t, bees(), tui.Session{}, copying)
	v.press("t")
	v.wantCopied("y", "") // a group is no post
	v.press("<enter>j")
	slug := v.copies("y")
	v.press("<enter>")
	v.settle()
	if slug == "" || v.copies("y") != slug {
		t.Errorf("in a group %q is copied, and in its post something else", slug)
	}

	v = newVisit(t, charts(), tui.Session{})
	v.wantCopied("y", "")
	v.sees("This post has no command line")
	v = newVisit(t, fstest.MapFS{}, tui.Session{}, copying)
	v.wantCopied("y", "")
	v.wantCopied("Y", "")
}

func TestCopyAddress(t *testing.T) {
	files := charts()
	files["sshblog.yaml"] = &fstest.MapFile{Data: []byte("base_url: https://boats.example/log\n")}
	v := newVisit(t, files, tui.Session{Open: "tides"})
	v.sees("Tides come.")
	want := v.store.Index().WebURL(lookup(t, v.store.Index(), "chart"))
	v.wantCopied("Y", "")
	v.sees("no address on the web")
	v.press("<esc>g")
	v.sees("1/2")
	v.wantCopied("Y", want)
}

func lookup(t *testing.T, x *blog.Index, slug string) *blog.Post {
	t.Helper()
	p, ok := x.Lookup(slug)
	if !ok {
		t.Fatalf("no post %s", slug)
	}
	return p
}

func TestCopyCode(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{Open: "chart"})
	v.sees("A chart")
	v.wantCopied("c", "sound --depth 12 \\\n\t| sort")

	v.press("]") // two blocks are on the screen
	v.wantCopied("c", "")
	v.sees("Code")
	if row := chosenRow(v); !strings.Contains(row, "for d in depths:") || !strings.Contains(row, "python") {
		t.Errorf("the first on the screen is not chosen, but %q", row)
	}
	v.press("j")
	if row := chosenRow(v); !strings.Contains(row, "just one line") {
		t.Errorf("a block that begins with a blank line is listed as %q", row)
	}
	v.wantCopied("enter", "\njust one line")
	v.sees("Depths")
	v.wantCopied("c", "")
	v.press("<esc>")
	v.seesNot("Code ")

	v.press("G") // none is on the screen
	v.wantCopied("c", "")
	v.sees("3/3")
	v.press("m")
	v.press("cm")
	v.seesNot("3/3")

	v = newVisit(t, charts(), tui.Session{Open: "tides"})
	v.sees("Tides come.")
	v.wantCopied("c", "")
	v.sees("has no code")
}

// TestCopyTooMuch copies more than a terminal's clipboard takes. The reader is told, and nothing is
// sent.
func TestCopyTooMuch(t *testing.T) {
	for _, c := range []struct {
		bytes  int
		copied bool
	}{{64 << 10, true}, {64<<10 + 1, false}, {1<<20 + 5000, false}} {
		line := strings.Repeat("x", 1023) + "\n"
		text := strings.Repeat(line, c.bytes/1024) + strings.Repeat("y", c.bytes%1024)
		text = strings.TrimSuffix(text, "\n")
		if c.bytes%1024 == 0 {
			text += "z"
		}
		files := fstest.MapFS{"big.md": {Data: []byte("# Big\n\n```\n" + text + "\n```\n")}}
		v := newVisit(t, files, tui.Session{Open: "big"})
		v.sees("xxxx")
		got := v.copies("c")
		if c.copied && got != text || !c.copied && got != "" {
			t.Errorf("of %d bytes %d are copied", len(text), len(got))
		}
		if !c.copied {
			v.sees("Too much for a terminal's clipboard")
		}
	}
}
