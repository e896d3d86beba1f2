package lineui_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/lineui"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// heard is what was said so far.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// TestRestart tells a person of a restart wherever they are, with the way back to the page that they
// have heard last, and repeats what they have typed and can type. What they type meanwhile counts.
func TestRestart(t *testing.T) {
	x, err := loader.Load(harbour(), loader.Options{Title: "Harbour notes", Now: func() time.Time {
		return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		open, typed, rest string
		unknown           bool // how readers come back
		back              string
	}{
		"list":       {typed: "hel", rest: "p", back: "open "},
		"post":       {open: "tides", typed: "ne", rest: "xt9", back: "open tides"},
		"a heading":  {open: "tides#the-answer", typed: "x", rest: "y", back: "open tides#the-answer"},
		"links":      {open: "tides#three-questions", typed: "l\r", rest: "zz", back: "open tides#three-questions"},
		"no command": {open: "tides", typed: "ne", rest: "xt9", unknown: true},
	} {
		for _, raw := range []bool{true, false} {
			for _, texts := range catalog.All() {
				where := name + ", " + texts.Lang
				options := lineui.Options{Index: func() *blog.Index { return x }, Renderer: pages.New(pages.Options{}), Language: texts.Lang}
				if !c.unknown {
					options.Command = func(address string) string { return "open " + address }
				}
				in, typing := io.Pipe()
				restarting := make(chan struct{})
				said := new(heard)
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan error)
				go func() {
					ended <- lineui.New(options).Run(ctx, lineui.Env{
						In: in, Out: said, Raw: raw, Size: window(40, 24), Open: c.open, Restarting: restarting,
					})
				}()
				typed := c.typed
				if !raw {
					typed = strings.ReplaceAll(typed, "\r", "\n")
				}
				_, _ = io.WriteString(typing, typed)
				squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
				awaits := func(want ...string) {
					t.Helper()
					text := squeeze(strings.Join(want, ""))
					if !waitfor.True(5*time.Second, func() bool { return strings.Contains(squeeze(said.String()), text) }) {
						t.Fatalf("%s: waited for %q:\n%s", where, text, said)
					}
				}
				if raw && !strings.Contains(typed, "\r") {
					awaits(typed)
				}
				close(restarting)
				back := ""
				if !c.unknown {
					back = strings.ReplaceAll(texts.Plain.ComeBack, "%s", c.back)
				}
				awaits(texts.Plain.RestartsSoon, back)
				_, _ = io.WriteString(typing, c.rest+"\r\n")
				if answer := `"` + strings.TrimPrefix(c.typed, "l\r") + c.rest + `"`; c.open != "" {
					awaits(answer)
				} else {
					awaits(texts.NoSearch) // words search there
				}
				cancel()
				if err := <-ended; err != nil {
					t.Errorf("%s: %v", where, err)
				}
				awaits(texts.Plain.Restarting, back)
				_ = typing.Close()
			}
		}
	}
}
