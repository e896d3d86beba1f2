package server_test

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/tui"
	"github.com/sshblog/sshblog/server"
)

// draining is an option of a server whose readers know the way back.
func draining(d time.Duration, hurry <-chan struct{}) func(*server.Options) {
	return func(o *server.Options) {
		o.Drain, o.Hurry = d, hurry
		o.CutShort = func(_ []string, typed string) string { return "cut short: " + typed }
		model := o.NewModel
		o.NewModel = func(s tui.Session) tea.Model { return restarting{model(s)} }
	}
}

// restarting is a model that says what it is told of a restart.
type restarting struct{ tea.Model }

func (r restarting) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m, cmd := r.Model.Update(msg)
	return restarting{m}, cmd
}

func (r restarting) Farewell() string { return r.Model.(*tui.Model).Farewell() }

// TestDrain: readers are told at once and go one after another, each with a last line; nobody else
// comes in, and the server ends when the last one has gone.
func TestDrain(t *testing.T) {
	b := startBlog(t, posts(3), draining(3*time.Second, nil))
	var screens []*screen
	for range 5 {
		s := openScreen(t, dial(t, b.addr), "xterm", "post-2", 80, 24)
		s.await(t, "First words of post 2")
		screens = append(screens, s)
	}
	ended := make(chan time.Time, len(screens))
	begun := time.Now()
	b.stop()
	for _, s := range screens {
		s.await(t, "The blog restarts soon; come again.")
	}
	if got := b.server.Phase(); got != server.PhaseDraining {
		t.Errorf("phase %d", got)
	}
	if conn, err := net.Dial("tcp", b.addr); err == nil {
		_ = conn.Close()
		t.Error("somebody else comes in")
	}
	for _, s := range screens {
		go func() {
			_ = s.session.Wait()
			ended <- time.Now()
		}()
	}
	var last time.Time
	for i := range screens {
		at := <-ended
		if apart := at.Sub(last); i > 0 && apart < 100*time.Millisecond {
			t.Errorf("two go within %v", apart)
		}
		last = at
	}
	for _, s := range screens {
		if rest := s.await(t, `The blog restarts. You left "Post number 2".`); !strings.Contains(rest, "\x1b[?1049l") {
			t.Errorf("the terminal was not restored: %q", rest)
		}
	}
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
	if took := time.Since(begun); took > patience {
		t.Errorf("it took %v", took)
	}
}

// TestDrainWithoutSessions: a connection that waits for its client's next session ends, be its last one
// over before or after the drain began.
func TestDrainWithoutSessions(t *testing.T) {
	b := startBlog(t, posts(1), draining(time.Hour, nil))
	stays := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	stays.await(t, "Post number 1")
	before, after := dial(t, b.addr), dial(t, b.addr)
	if _, err := mustSession(t, before).Output("ls"); err != nil {
		t.Fatal(err)
	}
	s := openScreen(t, after, "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	b.stop()
	s.await(t, "restarts soon")
	s.press(t, "q")
	for name, client := range map[string]*gossh.Client{"before": before, "after": after} {
		ended := make(chan struct{})
		go func() { _ = client.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(patience):
			t.Errorf("%s: the connection stays", name)
		}
	}
	stays.press(t, "q")
}

// TestDrainAlone ends at once when nobody is there.
func TestDrainAlone(t *testing.T) {
	b := startBlog(t, posts(1), draining(time.Hour, nil))
	s := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	b.stop()
	s.await(t, "restarts soon")
	s.press(t, "q")
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
}

// TestDrainInAHurry ends all sessions as a server without a drain does, when it is told to for the
// second time.
func TestDrainInAHurry(t *testing.T) {
	hurry := make(chan struct{})
	b := startBlog(t, posts(1), draining(time.Hour, hurry))
	s := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	b.stop()
	s.await(t, "restarts soon")
	close(hurry)
	s.await(t, "closing for now")
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
}

// TestDrainOtherSessions: a command that is talked with is told and ended, one that writes gets its
// time and is then told that its output is not all, and so is a download; a session in which nothing is
// started goes as well.
func TestDrainOtherSessions(t *testing.T) {
	begun := make(chan struct{})
	b := startBlog(t, posts(1), func(o *server.Options) {
		draining(2*time.Second, nil)(o)
		o.Run = func(ctx context.Context, env command.Env, args []string) int {
			if args[0] != command.LineReader {
				close(begun)
				env.Await(func() { <-ctx.Done() })
				return command.Failed
			}
			_, _ = io.WriteString(env.Stdout, "listening")
			env.Await(func() { <-env.Restarting })
			_, _ = io.WriteString(env.Stdout, "told")
			env.Await(func() { <-ctx.Done() })
			_, _ = io.WriteString(env.Stdout, "ended")
			return command.Done
		}
	})
	talk := openScreen(t, dial(t, b.addr), "dumb", "post-1", 70, 20)
	talk.await(t, "listening")
	writing := mustSession(t, dial(t, b.addr))
	var said lockedBuffer
	writing.Stderr = &said
	if err := writing.Start("cat post-1"); err != nil {
		t.Fatal(err)
	}
	<-begun
	transfer := mustSession(t, dial(t, b.addr))
	warned, err := transfer.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := transfer.RequestSubsystem("sftp"); err != nil {
		t.Fatal(err)
	}
	_ = mustSession(t, dial(t, b.addr)) // nothing is started in it
	b.stop()
	talk.await(t, "told")
	talk.await(t, "ended")
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
	_ = writing.Wait()
	if got := said.String(); got != "cut short: cat post-1\n" {
		t.Errorf("a command is told %q", got)
	}
	if got, _ := io.ReadAll(warned); string(got) != "cut short: \n" {
		t.Errorf("a download is told %q", got)
	}
}

// TestDrainKeptSocket: where the listening socket outlives the server, newcomers are served meanwhile,
// and told; those who come in the last part wait for the next server.
func TestDrainKeptSocket(t *testing.T) {
	b := startBlog(t, posts(3), func(o *server.Options) {
		draining(time.Hour, nil)(o)
		o.Restarts = true
	})
	first := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	first.await(t, "Post number 1")
	b.stop()
	first.await(t, "restarts soon")
	second := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	second.await(t, "restarts soon")
	first.press(t, "q")
	second.press(t, "q")
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
}

// TestDrainIsNotHeldUp: clients that press keys all the time, open one session after another or take
// nothing do not keep the server longer than its time.
func TestDrainIsNotHeldUp(t *testing.T) {
	const drain = 2 * time.Second
	b := startBlog(t, posts(3), func(o *server.Options) {
		endless(o)
		draining(drain, nil)(o)
	})
	busy := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	busy.await(t, "Post number 1")
	go func() {
		for {
			if _, err := io.WriteString(busy.keys, "jk"); err != nil {
				return
			}
			<-time.After(5 * time.Millisecond)
		}
	}()
	many := dial(t, b.addr)
	first := openScreen(t, many, "xterm", "", 80, 24)
	first.await(t, "Post number 1")
	go func() {
		for {
			session, err := many.NewSession()
			if err != nil {
				return
			}
			_, _ = session.Output("ls")
		}
	}()
	for range 3 {
		mute := mustSession(t, dial(t, b.addr))
		if _, err := mute.StdoutPipe(); err != nil { // never read
			t.Fatal(err)
		}
		if err := mute.Start("more"); err != nil {
			t.Fatal(err)
		}
	}
	begun := time.Now()
	b.stop()
	busy.await(t, "The blog restarts.")
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
	if took := time.Since(begun); took > drain+6*time.Second {
		t.Errorf("it took %v", took)
	}
}
