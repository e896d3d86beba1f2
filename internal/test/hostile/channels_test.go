//go:build linux

package hostile_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// channels open what they may and what they may not.
func channels() []client {
	short := []string{"IDLE_TIMEOUT=1s", "START_TIMEOUT=30s"}
	// What takes long to count, or to send, keeps its place meanwhile.
	still := []string{"START_TIMEOUT=30s"}
	return []client{
		{"3.1 more sessions than allowed", still, fiveSessions},
		{"3.1 more sessions than allowed, with screens", nil, fiveScreens},
		{"3.2 no session", nil, noSession},
		{"3.2 sessions in which nothing starts", nil, nothingStarts},
		{"3.2 stays when its session has ended", short, staysAfter},
		{"3.3 channels of other kinds", nil, otherChannels},
		{"3.3 requests to the connection", nil, otherGlobalRequests},
		{"3.3 asks for proofs of host keys", still, asksProofs},
		{"3.3 asks for proofs of 10,000 host keys", nil, manyProofs},
		{"3.3 asks for proofs before it has authenticated", nil, earlyProofs},
		{"3.3 announces host keys itself", still, announcesKeys},
		{"3.11 ends its input at once", nil, endsInput},
		{"3.11 closes without the end of input", []string{"KEEPALIVE=5s"}, closesAtOnce},
		{"3.11 closes what it has never opened", nil, strangeNumbers},
		{"3.11 talks on when it has closed", nil, talksOn},
	}
}

func fiveSessions(t *testing.T, p *program) {
	client := p.dial(t, home)
	var open []gossh.Channel
	for range 20 {
		if ch, requests, err := client.OpenChannel("session", nil); err == nil {
			open = append(open, ch)
			go gossh.DiscardRequests(requests)
		}
	}
	if len(open) != 4 {
		t.Errorf("%d sessions on one connection, want 4", len(open))
	}
	for range 3 { // one goes, one comes, and no more
		_ = open[0].Close()
		var next gossh.Channel
		if !waitfor.True(givenBack, func() bool {
			ch, requests, err := client.OpenChannel("session", nil)
			if err == nil {
				next = ch
				go gossh.DiscardRequests(requests)
			}
			return err == nil
		}) {
			t.Fatal("one session was closed, but there is no place for another")
		}
		open = append(open[1:], next)
		if _, _, err := client.OpenChannel("session", nil); err == nil {
			t.Error("a fifth session")
		}
	}
	_ = client.Close()
	p.awaitLog(t, `how="hung up" .* refused=\d\d`)
}

func fiveScreens(t *testing.T, p *program) {
	client := p.dial(t, home)
	for range 4 {
		openScreen(t, client, "xterm", "", 80, 24).await(t, "Post number 1")
	}
	if _, err := tryScreen(client, "xterm", "", 80, 24); err == nil {
		t.Error("a fifth screen")
	}
}

func noSession(t *testing.T, p *program) {
	begun := time.Now()
	isEnded(t, p.dial(t, home))
	if took := time.Since(begun); took < 900*time.Millisecond {
		t.Errorf("ended after %v already", took)
	}
	p.awaitLog(t, `how="no session"`)
}

func nothingStarts(t *testing.T, p *program) {
	client := p.dial(t, home)
	for range 4 {
		ch := openChannel(t, client)
		grants(t, ch, true, "pty-req", ptyRequest("xterm", 80, 24))
		defer func() {
			if got, err := io.ReadAll(ch); len(got) > 0 || err != nil {
				t.Errorf("%q, %v", got, err)
			}
		}()
	}
}

// staysAfter is what a ControlMaster does.
func staysAfter(t *testing.T, p *program) {
	client := p.dial(t, home)
	for range 10 {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Run("ls -n 1"); err != nil {
			t.Fatal(err)
		}
	}
	s := openScreen(t, client, "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	_ = s.Close()
	isEnded(t, client)
	p.awaitLog(t, `how=\S+ .*sessions=11`)
}

func otherChannels(t *testing.T, p *program) {
	client := p.dial(t, home)
	to := encode("127.0.0.1", uint32(22), "127.0.0.1", uint32(4000))
	for kind, payload := range map[string][]byte{
		"direct-tcpip": to, "forwarded-tcpip": to, "x11": encode("127.0.0.1", uint32(6000)), "auth-agent@openssh.com": nil, "auth-agent": nil,
		"direct-streamlocal@openssh.com": encode("/run/socket", "", uint32(0)), "forwarded-streamlocal@openssh.com": encode("/run/socket", ""),
		"tun@openssh.com": encode(uint32(1), uint32(0)), "": nil, "\tsession": nil, "SESSION": nil, "\x1b[31m": nil, "no-such-thing": bytes.Repeat([]byte{0xff}, 30_000),
	} {
		if ch, _, err := client.OpenChannel(kind, payload); err == nil {
			t.Errorf("a channel %q was opened", kind)
			_ = ch.Close()
		}
	}
	openScreen(t, client, "xterm", "", 80, 24).await(t, "Post number 1")
}

func otherGlobalRequests(t *testing.T, p *program) {
	client := p.dial(t, home)
	for kind, payload := range map[string][]byte{
		"tcpip-forward": encode("0.0.0.0", uint32(8080)), "cancel-tcpip-forward": encode("0.0.0.0", uint32(8080)),
		"streamlocal-forward@openssh.com": encode("/run/socket"), "hostkeys-prove-00@openssh.com": encode("key"),
		"no-more-sessions@openssh.com": nil, "": nil, "\x00\x1b": nil, "no-such-thing": bytes.Repeat([]byte{0xff}, 30_000),
	} {
		if ok, _, err := client.SendRequest(kind, true, payload); ok || err != nil {
			t.Errorf("request %q: %v, %v", kind, ok, err)
		}
	}
	openScreen(t, client, "xterm", "", 80, 24).await(t, "Post number 1")
}

// endsInput ends its input at once: a screen without keys ends, a command runs to its end.
func endsInput(t *testing.T, p *program) {
	client := p.dial(t, home)
	s := openScreen(t, client, "xterm", "", 80, 24)
	_ = s.CloseWrite()
	s.await(t, "\x1b[?1049l")
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	session.Stdin = bytes.NewReader(nil)
	if out, err := session.Output("ls -n 1"); err != nil || !bytes.Contains(out, []byte("Post number 1")) {
		t.Errorf("%q, %v", out, err)
	}
}

func closesAtOnce(t *testing.T, p *program) {
	client := p.dial(t, home)
	for range 50 {
		var s *screen
		if !waitfor.True(givenBack, func() (ok bool) { s, _ = tryScreen(client, "xterm", "", 80, 24); return s != nil }) {
			t.Fatal("no place for another session")
		}
		_ = s.Close()
	}
}

// strangeNumbers uses numbers of channels that there are not.
func strangeNumbers(t *testing.T, p *program) {
	for _, kind := range []byte{msgAdjust, msgData, msgExtendedData, msgEOF, msgClose, msgRequest, msgSuccess, msgOpenConfirmed, msgOpenFailed} {
		for _, number := range []uint32{0, 7, 1<<32 - 1} {
			w := p.wireReader(t, home)
			w.say(t, message(kind, number, uint32(1), uint32(1), uint32(1), "x", "y"))
			w.isCutOff(t)
		}
	}
}

// talksOn goes on with a channel that it has closed.
func talksOn(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.shows(t, 1<<20)
	w.awaitText(t, "Post number 1")
	for _, payload := range [][]byte{
		message(msgEOF, ch), message(msgClose, ch), message(msgData, ch, "jjj"), message(msgRequest, ch, "window-change", false, windowChange(90, 30)),
		message(msgRequest, ch, "exec", true, encode("ls")), message(msgAdjust, ch, uint32(1000)), message(msgClose, ch), message(msgEOF, ch),
	} {
		if w.send(payload) != nil {
			break
		}
	}
	_ = w.Close()
}
