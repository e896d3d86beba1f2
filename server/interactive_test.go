package server_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/server"
)

// TestTalk gives a command that is talked with what is typed and the size of the window as it is,
// and sends its status.
func TestTalk(t *testing.T) {
	b := startBlog(t, posts(1), func(o *server.Options) {
		o.Run = func(_ context.Context, env command.Env, args []string) int {
			typed := make([]byte, 1)
			for {
				if _, err := env.Stdin.Read(typed); err != nil {
					return command.Failed
				}
				if typed[0] == 'q' {
					return 3
				}
				w, h := env.Size()
				_, _ = fmt.Fprintf(env.Stdout, "%q %s %dx%d raw %v;", args, typed, w, h, env.Raw)
			}
		}
	})
	s := openScreen(t, dial(t, b.addr), "dumb", "post-1", 70, 20)
	s.press(t, "a")
	s.await(t, `["plain" "post-1"] a 70x20 raw true;`)
	size := struct{ Columns, Rows, PxW, PxH uint32 }{50, 30, 0, 0}
	// with an answer: it has been heeded
	if ok, err := s.session.SendRequest("window-change", true, gossh.Marshal(&size)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	s.press(t, "b")
	s.await(t, `b 50x30`)
	s.press(t, "q")
	var exit *gossh.ExitError
	if err := s.session.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 3 {
		t.Errorf("ended with %v, want status 3", err)
	}
}

// TestSilentListener lets somebody go who has typed nothing for too long: the command is told, and
// says goodbye itself.
func TestSilentListener(t *testing.T) {
	b := startBlog(t, posts(1), func(o *server.Options) {
		o.Limits.Idle = 50 * time.Millisecond
		o.Run = func(ctx context.Context, env command.Env, _ []string) int {
			<-ctx.Done()
			_, _ = io.WriteString(env.Stdout, "Goodbye.")
			return command.Done
		}
	})
	s := openScreen(t, dial(t, b.addr), "dumb", "", 80, 24)
	s.await(t, "Goodbye.")
	if err := s.session.Wait(); err != nil {
		t.Error(err)
	}
}
