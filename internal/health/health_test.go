package health

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// kexinit is a packet that begins a key exchange.
const kexinit = "\x00\x00\x00\x06\x04\x14abcd"

func TestReadAnswer(t *testing.T) {
	for name, test := range map[string]struct {
		answer, version, wrong string
	}{
		"a blog":                  {"SSH-2.0-sshblog_1.0\r\n" + kexinit, "sshblog_1.0", ""},
		"lines before":            {"hello\r\n\r\nSSH-2.0-sshblog_1.0\n" + kexinit, "sshblog_1.0", ""},
		"another server":          {"SSH-2.0-OpenSSH_9.2\r\n" + kexinit, "", `"OpenSSH_9.2"`},
		"signs for a terminal":    {"SSH-2.0-\x1b[2J\r\n", "", `"\x1b[2J"`},
		"another protocol":        {strings.Repeat("220 mail\r\n", maxLines+1), "", "no version"},
		"an old version":          {"SSH-1.5-sshblog_1\r\n", "", "EOF"},
		"a long line":             {strings.Repeat("a", 4*maxLine), "", "more than 255"},
		"silence":                 {"", "", "EOF"},
		"only a version":          {"SSH-2.0-sshblog_1.0\r\n", "", "EOF"},
		"another packet":          {"SSH-2.0-sshblog_1.0\r\n\x00\x00\x00\x06\x04\x01abcd", "", "no key exchange"},
		"a packet that is cut":    {"SSH-2.0-sshblog_1.0\r\n" + kexinit[:8], "", "EOF"},
		"a packet of 4 gigabytes": {"SSH-2.0-sshblog_1.0\r\n\xff\xff\xff\xff\x04\x14", "", "no key exchange"},
		"an empty packet":         {"SSH-2.0-sshblog_1.0\r\n\x00\x00\x00\x00\x04\x14", "", "no key exchange"},
	} {
		t.Run(name, func(t *testing.T) {
			version, heard, err := readAnswer(iotest.OneByteReader(strings.NewReader(test.answer)))
			if heard != (test.answer != "") {
				t.Errorf("heard: %v", heard)
			}
			if test.wrong == "" && (err != nil || version != test.version) ||
				test.wrong != "" && (err == nil || !strings.Contains(err.Error(), test.wrong)) {
				t.Errorf("version %q, error %v", version, err)
			}
		})
	}
}

// FuzzAnswer: whatever a server answers, no more is read than an answer may have, and only a version
// of the blog with a key exchange behind it is one.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("SSH-2.0-sshblog_1.0\r\n" + kexinit))
	f.Add([]byte("a\nb\nSSH-2.0-OpenSSH\r\n"))
	f.Fuzz(func(t *testing.T, answer []byte) {
		const most = maxLines*(maxLine+1) + 4 + maxPacket
		all := &counter{r: io.MultiReader(strings.NewReader(string(answer)), strings.NewReader(strings.Repeat("x", 2*most)))}
		version, _, err := readAnswer(all)
		if all.n > most+maxLine+1 {
			t.Errorf("%d bytes were read", all.n)
		}
		if (err == nil) != strings.HasPrefix(version, software) && err == nil {
			t.Errorf("version %q", version)
		}
	})
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

// serveOnce answers connections one after the other with what the functions do.
func serveOnce(t *testing.T, all ...func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for i := 0; ; i++ {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			all[min(i, len(all)-1)](conn)
		}
	}()
	return l.Addr().String()
}

// TestRefusedIsTriedAgain: a blog that is full for a moment is healthy; one that refuses all along,
// as a proxy with nothing behind it does, is not.
func TestRefusedIsTriedAgain(t *testing.T) {
	refuse := func(c net.Conn) {
		_ = c.(*net.TCPConn).SetLinger(0)
		_ = c.Close()
	}
	hangUp := func(c net.Conn) { _ = c.Close() }
	answer := func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-sshblog_1.0\r\n"+kexinit) }
	if version, err := Check(t.Context(), serveOnce(t, refuse, hangUp, answer), false); err != nil || version != "sshblog_1.0" {
		t.Errorf("version %q, error %v", version, err)
	}
	if _, err := Check(t.Context(), serveOnce(t, refuse), false); !errors.Is(err, errRefused) {
		t.Errorf("refused all along: %v", err)
	}
}

// TestNobodyAnswers: the time is bounded, whoever it is that does not answer.
func TestNobodyAnswers(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // nobody accepts
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	drip := serveOnce(t, func(c net.Conn) {
		for {
			if _, err := io.WriteString(c, "a"); err != nil {
				return
			}
			_ = c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
			if _, err := c.Read(make([]byte, 256)); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
				return // the client has hung up
			}
		}
	})
	for name, addr := range map[string]string{"silent": silent.Addr().String(), "slow": drip} {
		began := time.Now()
		_, err := Check(context.Background(), addr, false)
		if took := time.Since(began); err == nil || took > Timeout+500*time.Millisecond {
			t.Errorf("%s: %v after %v", name, err, took)
		}
	}
}
