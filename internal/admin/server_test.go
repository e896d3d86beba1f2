package admin_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/admin"
	"github.com/sshblog/sshblog/internal/test/waitfor"
)

const patience = 20 * time.Second

// options are those of a program that is as it should be.
func options(t *testing.T) admin.Options {
	return admin.Options{
		Metrics:     func(w io.Writer) error { _, err := io.WriteString(w, "a 1\n"); return err },
		MetricsType: "text/plain; version=0.0.4", Alive: func() {},
		Ready:  func() (string, bool) { return "ready", true },
		Report: func(what string, value any, _ []byte) { t.Errorf("%s: %v", what, value) },
	}
}

// start starts a server until the test ends, and returns its address.
func start(t *testing.T, o admin.Options) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- admin.New(o).Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// ask sends bytes and returns all that comes back.
func ask(t *testing.T, addr, sent string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	_, _ = io.WriteString(conn, sent) // it may be answered before it is all sent
	got, err := io.ReadAll(conn)
	if err != nil {
		t.Errorf("%q: %v", sent[:min(len(sent), 60)], err)
	}
	return string(got)
}

// TestRequests: what is answered to what is sent.
func TestRequests(t *testing.T) {
	addr := start(t, options(t))
	for _, c := range []struct{ name, sent, want string }{
		{"metrics", "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n", "200 OK"},
		{"bare lines", "GET /metrics HTTP/1.0\n\n", "200 OK"},
		{"a query", "GET /metrics?name[]=a HTTP/1.1\r\nHost: localhost\r\n\r\n", "200 OK"},
		{"health", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", "200 OK"},
		{"readiness", "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n", "200 OK"},
		{"contents", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "200 OK"},
		{"head", "HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", "200 OK"},
		{"a body", "GET /metrics HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody", "200 OK"},
		{"a second request", "GET /healthz HTTP/1.1\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n", "200 OK"},
		{"another host", "GET /metrics HTTP/1.1\r\nHost: blog.example.com\r\n\r\n", "421 Misdirected Request"},
		{"another host with a port", "GET /metrics HTTP/1.1\r\nhOST: blog.example.com:9222\r\n\r\n", "421 Misdirected Request"},
		{"two hosts", "GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: x\r\n\r\n", "421 Misdirected Request"},
		{"a host that begins like this machine", "GET / HTTP/1.1\r\nHost: localhost.example.com\r\n\r\n", "421 Misdirected Request"},
		{"an address that begins like this machine", "GET / HTTP/1.1\r\nHost: 127.0.0.1.example.com\r\n\r\n", "421 Misdirected Request"},
		{"all addresses", "GET / HTTP/1.1\r\nHost: 0.0.0.0:9222\r\n\r\n", "421 Misdirected Request"},
		{"another host's profile", "GET /debug/pprof/heap HTTP/1.1\r\nHost: x\r\n\r\n", "421 Misdirected Request"},
		{"an address of this machine", "GET / HTTP/1.1\r\nHost: 127.0.0.1:9222\r\n\r\n", "200 OK"},
		{"another one", "GET / HTTP/1.1\r\nHost: 127.9.9.9\r\n\r\n", "200 OK"},
		{"one of IPv6", "GET / HTTP/1.1\r\nHost: [::1]:9222\r\n\r\n", "200 OK"},
		{"one of IPv6 without a port", "GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n", "200 OK"},
		{"this machine by name", "GET / HTTP/1.1\r\nHost: LocalHost.:80\r\n\r\n", "200 OK"},
		{"no host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "200 OK"},
		{"post", "POST /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", "405 Method Not Allowed"},
		{"a method of one's own", "B^R~W /metrics HTTP/1.1\r\n\r\n", "405 Method Not Allowed"},
		{"elsewhere", "GET /metrics/ HTTP/1.1\r\n\r\n", "404 Not Found"},
		{"a way out", "GET /../../etc/passwd HTTP/1.1\r\n\r\n", "404 Not Found"},
		{"profiles that nobody has asked for", "GET /debug/pprof/heap HTTP/1.1\r\n\r\n", "404 Not Found"},
		{"a proxy's form", "GET http://x/metrics HTTP/1.1\r\n\r\n", "400 Bad Request"},
		{"no path", "GET\r\n\r\n", "400 Bad Request"},
		{"no version", "GET /metrics\r\n\r\n", "400 Bad Request"},
		{"another version", "GET /metrics HTTP/2.0\r\n\r\n", "505 HTTP Version Not Supported"},
		{"control characters", "GET /\x1b]0;x\a HTTP/1.1\r\n\r\n", "400 Bad Request"},
		{"another protocol", "\x16\x03\x01\x02\x00\x01\x00\n\n", "400 Bad Request"},
		{"SSH", "SSH-2.0-OpenSSH_9.9\r\n", "400 Bad Request"},
		{"a header that is none", "GET /metrics HTTP/1.1\r\nnonsense\r\n\r\n", "400 Bad Request"},
		{"a folded header", "GET /metrics HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n", "400 Bad Request"},
		{"a long path", "GET /" + strings.Repeat("x", 5000) + " HTTP/1.1\r\n\r\n", "431 Request Header Fields Too Large"},
		{"a long header", "GET / HTTP/1.1\r\nA: " + strings.Repeat("x", 5000) + "\r\n\r\n", "431 Request Header Fields Too Large"},
		{"many headers", "GET / HTTP/1.1\r\n" + strings.Repeat("A: b\r\n", 100) + "\r\n", "431 Request Header Fields Too Large"},
		{"much", "GET / HTTP/1.1\r\n" + strings.Repeat("A: "+strings.Repeat("b", 1000)+"\r\n", 60) + "\r\n", "431 Request Header Fields Too Large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := ask(t, addr, c.sent)
			if !strings.HasPrefix(got, "HTTP/1.1 "+c.want+"\r\n") {
				t.Errorf("want %s, got\n%s", c.want, got)
			}
			if n := strings.Count(got, "HTTP/1.1 "); n != 1 {
				t.Errorf("%d answers", n)
			}
		})
	}
}

// TestClient: the client of the standard library understands the answers.
func TestClient(t *testing.T) {
	o := options(t)
	var phase atomic.Value
	phase.Store("ready")
	o.Ready = func() (string, bool) { p := phase.Load().(string); return p, p == "ready" }
	addr := start(t, o)
	get := func(method, path string) (status int, head http.Header, body string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, "http://"+addr+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, resp.Header, string(b)
	}
	status, head, body := get("GET", "/metrics")
	if status != 200 || body != "a 1\n" || head.Get("Content-Type") != "text/plain; version=0.0.4" {
		t.Errorf("%d %v %q", status, head, body)
	}
	if _, err := http.ParseTime(head.Get("Date")); err != nil {
		t.Error(err)
	}
	if status, head, body = get("HEAD", "/metrics"); status != 200 || body != "" || head.Get("Content-Length") != "4" {
		t.Errorf("%d %v %q", status, head, body)
	}
	if status, head, _ = get("DELETE", "/metrics"); status != 405 || head.Get("Allow") != "GET, HEAD" {
		t.Errorf("%d %v", status, head)
	}
	for _, p := range []string{"draining", "stopping"} {
		phase.Store(p)
		if status, _, body = get("GET", "/readyz"); status != 503 || body != p+"\n" {
			t.Errorf("%d %q", status, body)
		}
		if status, _, _ = get("GET", "/healthz"); status != 200 {
			t.Errorf("%s, but not alive: %d", p, status)
		}
	}
	o.Metrics = func(io.Writer) error { return errors.New("broken") }
	addr = start(t, o)
	if status, _, body = get("GET", "/metrics"); status != 500 || strings.Contains(body, "broken") {
		t.Errorf("%d %q", status, body)
	}
}

// TestCrowd: clients that say nothing hold up nobody.
func TestCrowd(t *testing.T) {
	addr := start(t, options(t))
	for range 100 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	for i := range 5 {
		begun := time.Now()
		if got := ask(t, addr, "GET /healthz HTTP/1.1\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 200") {
			t.Errorf("%d: %q", i, got)
		}
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("%d: answered after %v", i, took)
		}
	}
}

// TestDrip: who sends a byte now and then is not waited for.
func TestDrip(t *testing.T) {
	t.Parallel()
	addr := start(t, options(t))
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	begun := time.Now()
	closed := waitfor.True(patience, func() bool {
		_, _ = conn.Write([]byte("G"))
		_ = conn.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
		_, err := conn.Read(make([]byte, 1))
		var timeout net.Error
		return err != nil && (!errors.As(err, &timeout) || !timeout.Timeout())
	})
	if took := time.Since(begun); !closed || took > 10*time.Second {
		t.Errorf("closed %v, after %v", closed, took)
	}
}

// TestProfiles: the profiles are there when they are asked for, one at a time.
func TestProfiles(t *testing.T) {
	o := options(t)
	o.Profiles = true
	addr := start(t, o)
	for _, name := range []string{"heap", "allocs", "goroutine", "threadcreate", "profile?seconds=1"} {
		got := ask(t, addr, "GET /debug/pprof/"+name+" HTTP/1.1\r\n\r\n")
		resp, err := http.ReadResponse(bufio.NewReader(strings.NewReader(got)), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 || !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
			t.Errorf("%s: %v, %s, %d bytes", name, err, resp.Status, len(body))
		}
		_ = resp.Body.Close()
	}
	for _, name := range []string{"cmdline", "trace", "symbol", "block", ".."} {
		if got := ask(t, addr, "GET /debug/pprof/"+name+" HTTP/1.1\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 404") {
			t.Errorf("%s: %q", name, got)
		}
	}
	long, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer long.Close()
	fmt.Fprint(long, "GET /debug/pprof/profile?seconds=99999 HTTP/1.1\r\n\r\n")
	if !waitfor.True(patience, func() bool {
		return strings.HasPrefix(ask(t, addr, "GET /debug/pprof/heap HTTP/1.1\r\n\r\n"), "HTTP/1.1 503")
	}) {
		t.Error("two profiles at one time")
	}
	if got := ask(t, addr, "GET /healthz HTTP/1.1\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("while a profile is made: %q", got)
	}
}

// TestPanic: a panic ends one answer.
func TestPanic(t *testing.T) {
	o := options(t)
	reported := make(chan string, 1)
	o.Report = func(_ string, value any, _ []byte) { reported <- fmt.Sprint(value) }
	o.Alive = func() { panic("broken") }
	addr := start(t, o)
	if got := ask(t, addr, "GET /healthz HTTP/1.1\r\n\r\n"); got != "" {
		t.Errorf("%q", got)
	}
	if got := <-reported; got != "broken" {
		t.Error(got)
	}
	if got := ask(t, addr, "GET /readyz HTTP/1.1\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("%q", got)
	}
}

// TestProfileEnds: a profile of the processor ends when its client has left, and others have their turn.
func TestProfileEnds(t *testing.T) {
	o := options(t)
	o.Profiles = true
	addr := start(t, o)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "GET /debug/pprof/profile?seconds=60 HTTP/1.1\r\n\r\n")
	heap := func(status string) func() bool {
		return func() bool {
			return strings.HasPrefix(ask(t, addr, "HEAD /debug/pprof/heap HTTP/1.1\r\n\r\n"), "HTTP/1.1 200") &&
				strings.HasPrefix(ask(t, addr, "GET /debug/pprof/heap HTTP/1.1\r\n\r\n"), "HTTP/1.1 "+status)
		}
	}
	if !waitfor.True(patience, heap("503")) {
		t.Fatal("no profile is made")
	}
	_ = conn.Close()
	if !waitfor.True(patience, heap("200")) {
		t.Error("the profile goes on when its client has left")
	}
}

// TestHosts: an address that other machines reach is asked for by any name.
func TestHosts(t *testing.T) {
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- admin.New(options(t)).Serve(ctx, l) }()
	addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	if got := ask(t, addr, "GET /healthz HTTP/1.1\r\nHost: blog.example.com\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("%q", got)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
