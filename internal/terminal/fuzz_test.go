package terminal_test

import (
	"bytes"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/terminal"
	"github.com/sshblog/sshblog/internal/test/fuzzseed"
)

// FuzzInput feeds bytes as keys, both raw ones and those that choices makes. Nothing panics, there
// are at most as many messages as bytes, no unsafe text gets through, and the result does not
// depend on how the bytes are split.
func FuzzInput(f *testing.F) {
	for _, c := range inputs {
		f.Add([]byte(c.bytes), []byte(nil))
	}
	for kind := range byte(ways) {
		f.Add([]byte(nil), []byte{kind, 3, 7, 200, 1, 2, kind + 1, 90, 33, 5, 0, 17, kind, 1, 1, 1})
	}
	f.Fuzz(func(t *testing.T, raw, recipe []byte) {
		keys := slices.Concat(raw, cook(recipe))
		if len(keys) > 60<<10 {
			return
		}
		var whole, single, parts []string
		synctest.Test(t, func(t *testing.T) { whole = feed(t, bytes.NewReader(keys)) })
		if len(whole) > len(keys) {
			t.Errorf("%d messages of %d bytes", len(whole), len(keys))
		}
		if bytes.Contains(keys, []byte("\x1b[<")) || bytes.Contains(keys, []byte("\x1b[M")) {
			return // moves of the mouse are joined as they come
		}
		synctest.Test(t, func(t *testing.T) { single = feed(t, oneByte{bytes.NewReader(keys)}) })
		if !slices.Equal(whole, single) {
			t.Errorf("%q: whole %q, single bytes %q", keys, whole, single)
		}
		synctest.Test(t, func(t *testing.T) { parts = feed(t, &inParts{bytes.NewReader(keys), recipe}) })
		if !slices.Equal(whole, parts) {
			t.Errorf("%q: whole %q, in parts %q", keys, whole, parts)
		}
	})
}

// inParts reads in pieces of the given sizes.
type inParts struct {
	r     io.Reader
	sizes []byte
}

func (p *inParts) Read(to []byte) (int, error) {
	size := 1
	if len(p.sizes) > 0 {
		size, p.sizes = 1+int(p.sizes[0])%len(to), p.sizes[1:]
	}
	return p.r.Read(to[:size])
}

// oneByte reads a byte at a time.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:1]) }

// feed runs a session on keys and returns the messages to the model.
func feed(t *testing.T, keys io.Reader) (told []string) {
	t.Helper()
	p := &page{stays: true}
	term := terminal.New(p, terminal.Options{
		In: keys, Out: io.Discard, Width: 80, Height: 24, Environ: []string{"TERM=vt220"}, Profile: colorprofile.ANSI,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	if err := term.Run(t.Context()); err != nil {
		t.Fatalf("Run: %v", err)
	}
	for _, msg := range p.told() {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			checkText(t, msg.Text, "")
			_ = msg.String()
		case tea.PasteMsg:
			checkText(t, msg.Content, "\n\t")
		}
	}
	return p.keys()
}

func checkText(t *testing.T, text, allowed string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("text %q", text)
	}
	for _, r := range text {
		if (r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e) && !strings.ContainsRune(allowed, r) {
			t.Errorf("text %q", text)
		}
	}
}

// FuzzViews shows two views in turn, of raw text and of what choices makes. Only our own sequences
// reach the terminal, and the screen shows the second view alone.
func FuzzViews(f *testing.F) {
	for i := range len(pieces) - 2 {
		f.Add(strings.Join(pieces[i:i+2], "x")+"\n"+pieces[i+2], strings.Join(pieces[i+1:i+3], ""), []byte{byte(i), 1, byte(i + 1), 3, 9, 1, 1}, uint8(20), uint8(3))
	}
	f.Fuzz(func(t *testing.T, first, second string, made []byte, width, height uint8) {
		r := choices{fuzzseed.Choices(made)}
		title := r.letters() + r.Of("", "\a\x1b[2J", "\x1b\\", "\u009c")
		first += r.drawing()
		second += r.drawing()
		if len(first)+len(second) > 4<<10 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			c := setup{width: 1 + int(width)%60, height: 1 + int(height)%20, view: screenView(first)}
			s := start(t, c)
			defer func() { _ = s.quit() }()
			c.view = screenView(second)
			c.view.WindowTitle = title
			s.show(c.view)
			checkWritten(t, s.out.take())
			if utf8.ValidString(first + second) {
				checkFresh(t, s, c)
			}
		})
	})
}

// checkWritten checks that only known sequences were written, and no controls but ours.
func checkWritten(t *testing.T, written string) {
	t.Helper()
	for _, title := range ourTitle.FindAllStringSubmatch(written, -1) {
		checkText(t, title[1], "")
	}
	rest := ourSequences.ReplaceAllString(written, "")
	for _, r := range rest {
		if r == utf8.RuneError && strings.Contains(written, "\ufffd") {
			continue
		}
		if (r < ' ' && r != '\r' && r != '\n') || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r == utf8.RuneError {
			t.Fatalf("%q was written: %q", r, written)
		}
	}
}

var ourSequences = regexp.MustCompile(`\x1b\[[0-9;:?]*[HJKCmrSThl]|\x1b\[\?202[67]\$p|\x1b\[c|\x1b\]8;[!-~]*\x1b\\|\x1b\]11;\?\a|\x1b\]2;[^\x1b\a]*\a|\x1b\[2[23];0t`)

var ourTitle = regexp.MustCompile(`\x1b\]2;([^\x1b\a]*)\a`)
