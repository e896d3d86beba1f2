//go:build linux

package hostile_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// signalled sends the program the signals that operators may send at any time, while it loads its
// posts and from when it is told to end until it has: none of them ends it, and what was asked while
// it loaded is done.
func signalled(t *testing.T, env environment) {
	dir := filepath.Join(t.TempDir(), "posts")
	if err := writePosts(dir, 3000); err != nil {
		t.Fatal(err)
	}
	p := env.run(t, launch{posts: dir})
	if !waitfor.True(patience, func() bool { return p.reads(dir) }) {
		t.Fatal("it does not read its posts")
	}
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGUSR1, syscall.SIGHUP} {
		p.signal(t, s)
	}
	p.addr = "127.0.0.1:" + p.awaitLog(t, `listening.* addr=127\.0\.0\.1:(\d+)`)[1]
	p.awaitLog(t, `msg="nothing has changed" posts=3000`)
	p.awaitLog(t, `msg=vitals`)
	screens := []*screen{}
	for range 3 {
		screens = append(screens, openScreen(t, p.dial(t, home), "xterm", "", 80, 24))
	}
	for _, s := range screens {
		s.await(t, "Post number 1")
	}
	p.signal(t, syscall.SIGTERM)
	sent := 0
	for err := error(nil); err == nil; sent++ {
		err = p.cmd.Process.Signal([]os.Signal{syscall.SIGHUP, syscall.SIGUSR1}[sent%2])
		select {
		case <-p.exited:
			err = os.ErrProcessDone
		case <-time.After(time.Millisecond):
		}
	}
	p.ends(t, 5*time.Second*slower)
	t.Logf("%d signals while it ended", sent)
}

// reads reports whether the program has a directory open.
func (p *program) reads(dir string) bool {
	links, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", p.cmd.Process.Pid)) // the pattern is fine
	return slices.ContainsFunc(links, func(link string) bool {
		target, _ := os.Readlink(link) // it may be closed again
		return target == dir
	})
}

// writtenSlowly writes posts where they are served, a few bytes at a time, new ones and others
// anew, while others list them: nobody is told of half a header, and of a draft never.
func writtenSlowly(t *testing.T, env environment) {
	dir := t.TempDir()
	if err := writePosts(dir, 3); err != nil {
		t.Fatal(err)
	}
	p := env.start(t, launch{posts: dir, settings: []string{"MAX_CHANNELS=20"}})
	client := p.dial(t, home)
	list := func() []byte {
		session, err := client.NewSession()
		if err != nil {
			t.Error(err)
			return nil
		}
		out, err := session.Output("ls -n 100")
		if err != nil {
			t.Errorf("ls: %v", err)
		}
		return out
	}
	forms := map[string]string{
		"yaml.md": "---\ntitle: Whole %s\ndate: 2026-02-02\ndraft: %t\n---\n",
		"toml.md": "+++\ntitle = \"Whole %s\"\ndate = 2026-02-02\ndraft = %t\n+++\n",
		"json.md": "{\n\"title\": \"Whole %s\",\n\"date\": \"2026-02-02\",\n\"draft\": %t\n}\n",
		"org.org": "#+title: Whole %s\n#+date: <2026-02-02 Mon>\n#+draft: %t\n\n",
	}
	listed := 0
	for round := range 2 { // the second writes what is there anew
		for name, form := range forms {
			for _, draft := range []bool{false, true} {
				title := fmt.Sprintf("%s-%t", strings.TrimSuffix(name, filepath.Ext(name)), draft)
				text := fmt.Sprintf(form, title, draft) + "Text.\n"
				file := filepath.Join(dir, fmt.Sprintf("%t-%s", draft, name))
				if err := writeSlowly(file, text, func() {
					listed++
					out := list()
					for line := range bytes.Lines(out) {
						if !bytes.Contains(line, []byte("Post number")) && !bytes.Contains(line, []byte("Whole")) ||
							bytes.Contains(line, []byte("-true")) {
							t.Errorf("round %d, %s: %q is listed", round, name, line)
						}
					}
				}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if !waitfor.True(patience, func() bool { return bytes.Count(list(), []byte("Whole")) == len(forms) }) {
		t.Errorf("in the end there is %s", list())
	}
	t.Logf("%d lists while posts were written", listed)
}

// writeSlowly writes a file in place, in pieces, and calls look between them.
func writeSlowly(file, text string, look func()) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	const piece = 16
	for len(text) > 0 {
		look()
		<-time.After(150 * time.Millisecond) // for longer than the program waits to look
		n := min(piece, len(text))
		if _, err := f.WriteString(text[:n]); err != nil {
			return err
		}
		text = text[n:]
	}
	return nil
}

// comesLater serves a directory that is empty at the start, then holds files that say nothing, then
// posts: readers get in all the time.
func comesLater(t *testing.T, env environment) {
	dir := t.TempDir()
	p := env.start(t, launch{posts: dir, settings: []string{"SAMPLE=true"}})
	s := openScreen(t, p.dial(t, home), "xterm", "", 80, 24)
	s.await(t, "Welcome")
	for name, text := range map[string]string{"_config.yml": ": [", "readme.txt": "x", "draft.md": "---\ndraft: true\n---\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.signal(t, syscall.SIGHUP)
	p.awaitLog(t, `msg="nothing has changed"|problem in a post`)
	openScreen(t, p.dial(t, home), "xterm", "", 80, 24).await(t, "Welcome")
	if err := writePosts(dir, 3); err != nil {
		t.Fatal(err)
	}
	p.awaitLog(t, `msg="the first posts are there"`)
	s.await(t, "Post number 1")
	p.servesReader(t)
	s.leaves(t, "q")
	p.lives(t)
}
