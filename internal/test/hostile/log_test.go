//go:build linux

package hostile_test

import (
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// longestLine is how long a line of the log that a client causes may be, in bytes.
const longestLine = 2 << 10

// logs are what a client leaves in the log.
func logs() []client {
	listed := []string{"PROXIES=127.0.0.1"}
	return []client{
		{"8.1 one line for a reader", listed, oneLine("198.51.100.7", `remote=198\.51\.100\.0/24`)},
		{"8.1 one line for a reader, IPv6", listed, oneLine("2001:db8:1:2::3", `remote=2001:db8:1::/48`)},
		{"8.1 one line, whole addresses", append([]string{"FULL_ADDRESSES=true"}, listed...), oneLine("198.51.100.7", `remote=198\.51\.100\.7:4000`)},
		{"8.1 one line for each of many", nil, manyLines},
		{"8.1 more lines than a minute has", []string{"MAX_LOG_LINES=20"}, tooManyLines},
		{"8.1 health checks", nil, healthChecks},
		{"8.2 hostile names", nil, hostileNames},
		{"8.2 hostile versions", nil, hostileVersions},
	}
}

// oneLine is a reader who comes by a proxy, runs a command on a PTY, and leaves: one line says all
// that there is to know.
func oneLine(from, remote string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		client, err := p.bring(t, home, headerV1(from))
		if err != nil {
			t.Fatal(err)
		}
		s := openScreen(t, client, "xterm-256color", "cat post-1", 101, 33)
		<-s.status
		_ = client.Close()
		p.awaitLog(t, `msg="connection ended" `+remote+` how=left duration=[0-9.]+m?s bytes=[1-9]\d+ sessions=1 user=reader client=SSH-2.0-Go `+
			`term=xterm-256color size=101x33 command="cat post-1"$`)
		if n := len(p.lines(remote)); n != 1 {
			t.Errorf("%d lines on one reader", n)
		}
		if whole := p.lines(regexp.QuoteMeta(from)); len(whole) > 0 && !strings.Contains(remote, "4000") {
			t.Errorf("a whole address: %q", whole)
		}
	}
}

// manyLines are different clients: each leaves one line, however it ends.
func manyLines(t *testing.T, p *program) {
	was := len(p.lines("connection ended"))
	for i, use := range []func(*gossh.Client){
		func(c *gossh.Client) { openScreen(t, c, "xterm", "", 80, 24).leaves(t, "q") },
		func(c *gossh.Client) { openScreen(t, c, "xterm", "", 80, 24).await(t, "Post number 1") },
		func(c *gossh.Client) { s, _ := c.NewSession(); _ = s.Run("ls") },
		func(c *gossh.Client) { s, _ := c.NewSession(); _ = s.Run("cat nope") },
		func(c *gossh.Client) { s, _ := c.NewSession(); _ = s.RequestSubsystem("sftp") },
		func(c *gossh.Client) { openChannel(t, c) },
		func(*gossh.Client) {},
	} {
		client := p.dial(t, home)
		use(client)
		_ = client.Close()
		if !waitfor.True(patience, func() bool { return len(p.lines("connection ended")) == was+i+1 }) {
			t.Errorf("client %d leaves %d lines", i, len(p.lines("connection ended"))-was-i)
		}
	}
	for i, want := range []string{
		"how=left .* term=xterm size=80x24$", `how="hung up" .* term=xterm size=80x24$`, "how=left .* command=ls$", `how=left .* command="cat nope" status=1$`,
		`how=.* subsystem=sftp$`, `how="hung up" .* sessions=1 `, `how="hung up" .* sessions=0 `,
	} {
		if line := p.lines("connection ended")[was+i]; !regexp.MustCompile(want).MatchString(line) {
			t.Errorf("client %d: %q, want %q", i, line, want)
		}
	}
}

// tooManyLines are readers who come and go faster than the log has lines for: those of one address
// take half of them, those of others the rest.
func tooManyLines(t *testing.T, p *program) {
	was := len(p.lines(""))
	for _, from := range []string{home, "127.0.0.2", "127.0.0.3"} {
		for range 30 {
			_ = p.dial(t, from).Close()
		}
	}
	waitfor.True(patience, func() bool { return p.vitals(t).connections == 0 })
	if n := len(p.lines("connection ended remote=" + home)); n > 10 {
		t.Errorf("%d lines from one address, want 10", n)
	}
	// a minute may have passed meanwhile
	if n := len(p.lines("connection ended")); len(p.lines("refused in the last minute")) == 0 && n != 20 {
		t.Errorf("%d lines, want 20; in all %d", n, len(p.lines(""))-was)
	}
}

// healthChecks connect and close, at once, after versions were exchanged, or by a reset: none of
// them leaves a line.
func healthChecks(t *testing.T, p *program) {
	was := len(p.lines(""))
	for i := range 150 {
		conn, err := p.connectFrom(home)
		if err != nil {
			t.Fatal(err)
		}
		if i%3 > 0 {
			_ = conn.SetLinger(-1)
		}
		if i%2 > 0 {
			_, _ = io.WriteString(conn, "SSH-2.0-check\r\n")
			_, _ = conn.Read(make([]byte, 10))
		}
		_ = conn.Close()
	}
	waitfor.True(patience, func() bool { return p.vitals(t).connections == 0 })
	for _, line := range p.lines("")[was:] {
		if !strings.Contains(line, "msg=vitals") {
			t.Errorf("a line for health checks: %s", line)
		}
	}
}

// hostile is text that no log should show as it is.
var hostile = []string{
	"\x1b]0;owned\a\x1b[31m", "a\nlevel=INFO msg=forged", "a\r\n", "\x00\x01\x7f", "\u009b31m\u202e", "\xff\xfe", `" msg="forged`, strings.Repeat("x", 20_000),
	strings.Repeat("\x1b", 20_000),
}

func hostileNames(t *testing.T, p *program) {
	const longest = 256
	was := len(p.lines(""))
	for _, text := range hostile {
		config := clientConfig()
		config.User = text
		if len(text) > longest {
			if _, err := handshake(p.connect(t, home), config); err == nil {
				t.Errorf("a user name of %d bytes gets in", len(text))
			}
			config.User = text[:longest]
		}
		client, err := handshake(p.connect(t, home), config)
		if err != nil {
			t.Fatal(err)
		}
		ch := openChannel(t, client)
		grants(t, ch, true, "pty-req", ptyRequest(text, 80, 24))
		_, _ = ch.SendRequest("env", true, encode("LANG", text))
		_, _ = ch.SendRequest("exec", true, encode(text[:min(len(text), 4000)]))
		_ = client.Close()
	}
	p.cleanLog(t, was, len(hostile))
}

func hostileVersions(t *testing.T, p *program) {
	was := len(p.lines(""))
	n := 0
	for _, text := range hostile {
		config := clientConfig()
		config.ClientVersion = "SSH-2.0-" + strings.NewReplacer("\n", " ", "\r", " ").Replace(text)[:min(len(text), 200)]
		client, err := handshake(p.connect(t, home), config)
		if err != nil {
			continue // the library takes no such version
		}
		n++
		openScreen(t, client, "xterm", "", 80, 24).await(t, "Post number 1")
		_ = client.Close()
	}
	if n == 0 {
		t.Error("no version got through")
	}
	p.cleanLog(t, was, n)
}

// quoted is what stands in quotes.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// cleanLog checks the lines that have come since: as many as there were clients, none of them long,
// no control character in any.
func (p *program) cleanLog(t *testing.T, since, clients int) {
	t.Helper()
	if !waitfor.True(patience, func() bool { return len(p.lines(""))-since >= clients }) {
		t.Errorf("%d clients, %d lines", clients, len(p.lines(""))-since)
	}
	lines := p.lines("")[since:]
	for _, line := range lines {
		bad := strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == utf8.RuneError })
		if bad || len(line) > longestLine || !strings.HasPrefix(line, "time=") || strings.Contains(quoted.ReplaceAllString(line, ""), "forged") {
			t.Errorf("%d bytes: %.300q", len(line), line)
		}
	}
	if len(lines) != clients {
		t.Errorf("%d clients, %d lines:\n%.2000s", clients, len(lines), strings.Join(lines, "\n"))
	}
}
