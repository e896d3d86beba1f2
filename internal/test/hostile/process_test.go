//go:build linux

package hostile_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// TestProcess is what happens to the process as a whole: signals, a log that nobody takes, a lack
// of room and of descriptors.
func TestProcess(t *testing.T) {
	t.Parallel()
	for _, env := range environments() {
		t.Run(env.name, func(t *testing.T) {
			t.Parallel()
			for name, test := range map[string]func(*testing.T, environment){
				"6.1 full":                               full,
				"6.1 full of transfers":                  fullOfTransfers,
				"6.2 loads the posts anew while read":    reloads,
				"6.2 the posts vanish and come back":     postsVanish,
				"6.3 ends with a thousand readers":       endsWithThousand,
				"6.3 is interrupted":                     interrupted,
				"6.4 a log that is closed":               logClosed,
				"6.4 a log that nobody reads any more":   logGone,
				"6.4 a log on a full disk":               logFull,
				"6.5 says how it is":                     saysHow,
				"6.6 signals while it starts and ends":   signalled,
				"6.7 posts that are written slowly":      writtenSlowly,
				"6.8 posts that come later":              comesLater,
				"1.5 no descriptors, by unknown clients": noDescriptors(false),
				"1.5 no descriptors, by readers":         noDescriptors(true),
			} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					test(t, env)
				})
			}
		})
	}
}

// What those read for whom there is no room: in the blog, or for their address.
const (
	fullNotice    = "The blog is full at the moment. Please try again in a minute."
	crowdedNotice = "Too many sessions from your network. Please close one, or try again in a minute."
)

// full tells late comers, on a screen or beside the output, and lets the next one in.
func full(t *testing.T, env environment) {
	p := env.start(t, launch{settings: []string{"MAX_SESSIONS=4", "MAX_PER_ADDRESS=30"}})
	for range 2 {
		openScreen(t, p.dial(t, home), "xterm", "", 80, 24).await(t, "Post number 1")
	}
	p.turnsAway(t, home, crowdedNotice)
	p.awaitLog(t, `how="address full"`)
	p.servesReader(t)                                               // who comes from elsewhere has a place
	for _, from := range []string{away, "127.0.0.2", "127.0.0.3"} { // the last one gets one of the first
		openScreen(t, p.dial(t, from), "xterm", "", 80, 24).await(t, "Post number 1")
	}
	p.turnsAway(t, "127.0.0.4", fullNotice)
	p.awaitLog(t, `how=full`)
}

// turnsAway checks that one who comes now is told that there is no room, whatever is asked for.
func (p *program) turnsAway(t *testing.T, from, notice string) {
	late := openScreen(t, p.dial(t, from), "xterm", "", 80, 24)
	late.await(t, notice+"\r\n")
	if status := <-late.status; status != 1 {
		t.Errorf("status %d, want 1", status)
	}
	client := p.dial(t, from)
	for _, command := range []string{"ls", "cat post-1", "archive", "plain", "scp -f -r .", "rsync --server --sender -r . ."} {
		toldFull(t, client, "exec", command, notice)
	}
	toldFull(t, client, "subsystem", "sftp", notice)
	_ = client.Close()
}

// toldFull checks what a client without a screen is told, and its exit status.
func toldFull(t *testing.T, client *gossh.Client, kind, what, notice string) {
	t.Helper()
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{Channel: ch, status: make(chan uint32, 1), news: make(chan struct{}, 1)}
	go s.awaitStatus(requests)
	grants(t, ch, true, kind, encode(what))
	errs, _ := io.ReadAll(ch.Stderr())
	out, _ := io.ReadAll(ch)
	if status := <-s.status; status != 1 || len(out) > 0 || string(errs) != notice+"\n" {
		t.Errorf("%s: status %d, %q, %q", what, status, out, errs)
	}
}

func fullOfTransfers(t *testing.T, env environment) {
	p := env.start(t, launch{settings: []string{"MAX_TRANSFERS=2", "TRANSFER_TIMEOUT=30s", "MAX_PER_ADDRESS=30"}})
	client := p.dial(t, home)
	for range 2 {
		grants(t, openChannel(t, client), true, "subsystem", encode("sftp"))
	}
	toldFull(t, client, "subsystem", "sftp", crowdedNotice)
	p.servesReader(t) // readers have room
}

// reloads has the posts loaded anew while somebody reads.
func reloads(t *testing.T, env environment) {
	p := env.start(t, launch{})
	s := openScreen(t, p.dial(t, home), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	for _, keys := range []string{"\r", "h", "\r", "h", "\r"} {
		p.signal(t, syscall.SIGHUP)
		s.press(t, keys)
	}
	s.await(t, "First words")
	p.awaitLog(t, `msg="nothing has changed" posts=60`)
	p.servesReader(t)
	s.leaves(t, "q")
	p.lives(t)
}

// postsVanish takes the directory away while it is served, and puts it back: there is always a
// blog, and in the end it is the new one.
func postsVanish(t *testing.T, env environment) {
	dir := filepath.Join(t.TempDir(), "posts")
	if err := writePosts(dir, 3); err != nil {
		t.Fatal(err)
	}
	p := env.start(t, launch{posts: dir})
	s := openScreen(t, p.dial(t, home), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	p.signal(t, syscall.SIGHUP)
	p.awaitLog(t, `level=(ERROR|WARN)|posts loaded.*posts=0`)
	s.press(t, "\r")
	s.await(t, "First words")
	p.lives(t)
	fresh := []byte("---\ntitle: Post that is new\ndate: 2026-02-02\n---\nNew words.\n")
	if err := errors.Join(os.WriteFile(filepath.Join(dir+"-away", "new.md"), fresh, 0o600), os.Rename(dir+"-away", dir)); err != nil {
		t.Fatal(err)
	}
	p.signal(t, syscall.SIGHUP)
	if !waitfor.True(patience, func() bool {
		session, err := p.dial(t, home).NewSession()
		if err != nil {
			return false
		}
		out, _ := session.Output("ls")
		return bytes.Contains(out, []byte("Post that is new"))
	}) {
		t.Error("the posts do not come back")
	}
	p.servesReader(t)
	s.leaves(t, "q")
}

// endsWithThousand ends a program with a thousand readers, each on a connection of its own: every
// terminal is restored, in five seconds.
func endsWithThousand(t *testing.T, env environment) {
	readers := 1000
	switch {
	case env.descriptors > 0:
		readers = 150 // which leaves some for the blog
	case testing.Short(), raced:
		readers = 100
	}
	p := env.start(t, launch{settings: []string{
		"MAX_CONNECTIONS=1100", "MAX_PER_ADDRESS=1100", "MAX_WAITING=1100", "MAX_WAITING_PER_ADDRESS=1100", "HANDSHAKE_TIMEOUT=60s", "KEEPALIVE=60s",
		"STALL_TIMEOUT=60s", "START_TIMEOUT=60s",
	}})
	screens := make([]*screen, readers)
	for i, address := range addresses(readers) {
		screens[i] = openScreen(t, p.dial(t, address), "xterm", "", 40, 12) // a thousand have room in little memory
	}
	for _, s := range screens {
		s.await(t, "Post number 1")
	}
	begun := time.Now()
	p.signal(t, syscall.SIGTERM)
	p.ends(t, 5*time.Second*slower)
	took := time.Since(begun)
	for i, s := range screens {
		if rest := s.await(t, "closing for now"); !strings.Contains(rest, "\x1b[?1049l") || !strings.Contains(rest, "\x1b[?25h") {
			t.Fatalf("the terminal of reader %d was not restored: %q", i, rest)
		}
	}
	t.Logf("%d readers, ended in %v", readers, took)
	if n := len(p.lines("how=stopped")); n != readers {
		t.Errorf("%d lines of readers that the stop has let go, want %d", n, readers)
	}
	p.awaitLog(t, "msg=stopped")
	if n := len(p.lines("sessions that did not end by themselves")); n > 0 {
		t.Error("sessions did not end by themselves")
	}
}

func interrupted(t *testing.T, env environment) {
	p := env.start(t, launch{})
	s := openScreen(t, p.dial(t, home), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	silent := p.connect(t, home)
	p.signal(t, syscall.SIGINT)
	s.await(t, "\x1b[?1049l")
	p.ends(t, 5*time.Second*slower)
	isCutOff(t, silent)
}

// logClosed, logGone and logFull serve with a log that takes nothing.
func logClosed(t *testing.T, env environment) { servesWithout(t, env, launch{closed: true}) }

func logGone(t *testing.T, env environment) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	defer func() { _ = w.Close() }()
	servesWithout(t, env, launch{stderr: w})
}

func logFull(t *testing.T, env environment) {
	w, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	servesWithout(t, env, launch{stderr: w})
}

func servesWithout(t *testing.T, env environment, l launch) {
	l.address = freeAddress(t)
	p := env.run(t, l)
	p.addr = l.address
	for range 3 {
		if took, err := p.visit(home, patience); err != nil {
			t.Errorf("nobody gets in: %v after %v", err, took)
		}
	}
	p.signal(t, syscall.SIGUSR1)
	p.signal(t, syscall.SIGHUP)
	p.servesReader(t)
	p.signal(t, syscall.SIGTERM)
	p.ends(t, 5*time.Second*slower)
}

// freeAddress is an address on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// saysHow checks the line that SIGUSR1 asks for against what is known.
func saysHow(t *testing.T, env environment) {
	p := env.start(t, launch{})
	p.servesReader(t)
	for range 3 {
		openScreen(t, p.dial(t, home), "xterm", "", 100, 30).await(t, "Post number 1")
	}
	silent := p.connect(t, home)
	waitfor.True(givenBack, func() bool { return p.vitals(t).waiting == 1 })
	v := p.vitals(t)
	if v.connections != 4 || v.waiting != 1 || v.sessions != 3 || v.cells != 3*100*30 || v.descriptors < 8 || v.goroutines < 10 || v.heap < 1<<20 {
		t.Errorf("%+v", v)
	}
	_ = silent.Close()
}

// noDescriptors takes all descriptors that the process may have: it neither spins nor ends, and
// when they are free a reader gets in.
func noDescriptors(readers bool) func(*testing.T, environment) {
	return func(t *testing.T, env environment) {
		env.descriptors = 40
		many := []string{"MAX_CONNECTIONS=1000", "MAX_PER_ADDRESS=1000", "MAX_WAITING=1000", "MAX_WAITING_PER_ADDRESS=1000", "HANDSHAKE_TIMEOUT=30s", "START_TIMEOUT=30s"}
		p := env.start(t, launch{settings: many})
		var all []net.Conn
		for range 60 {
			conn, err := p.connectFrom(home)
			if err != nil {
				continue // made room for others
			}
			t.Cleanup(func() { _ = conn.Close() })
			all = append(all, conn)
			if readers {
				_ = conn.SetDeadline(time.Now().Add(time.Second))
				_, _ = handshake(conn, clientConfig())
			}
		}
		worked := p.processor(t)
		<-time.After(2 * time.Second)
		if share := float64(p.processor(t)-worked) / float64(2*time.Second); share > shareOfACore && !raced {
			t.Errorf("it takes %.0f %% of a core to have no descriptors", 100*share)
		}
		p.lives(t)
		for _, conn := range all {
			_ = conn.Close()
		}
		p.servesReader(t)
		p.lives(t)
	}
}
