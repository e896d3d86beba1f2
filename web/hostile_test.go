package web_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
)

// raw sends bytes as they are and returns the first line of each answer, until the server closes the
// connection or the client has waited for long.
func (s *site) raw(wait time.Duration, parts ...string) string {
	s.t.Helper()
	conn, err := (&net.Dialer{}).DialContext(s.t.Context(), "tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }() // the test is done with it
	_ = conn.SetDeadline(time.Now().Add(wait))
	for _, part := range parts {
		if _, err := io.WriteString(conn, part); err != nil {
			break // the server has heard enough
		}
	}
	r := bufio.NewReader(conn)
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = resp.Body.Close() }() // the connection is closed anyway
	_, _ = io.Copy(io.Discard, resp.Body)    // as far as it comes
	return resp.Status
}

// TestHostileRequests sends what no browser sends. Each is refused by its status, or hung up on, and
// the next reader is served.
func TestHostileRequests(t *testing.T) {
	s := serve(t, source.FromFS(harbour()), loader.Options{Title: "Harbour", BaseURL: "https://example.org"})
	const head = "Host: example.org\r\n\r\n"
	const patience = 20 * time.Second
	rows := []struct {
		name  string
		parts []string
		want  string // of these statuses
	}{
		{"an address of 8 KiB", []string{"GET /" + strings.Repeat("a", 8<<10) + " HTTP/1.1\r\n" + head}, "414"},
		{"an address of 64 KiB", []string{"GET /" + strings.Repeat("a", 64<<10) + " HTTP/1.1\r\n" + head}, "431 414 400"},
		{"a hundred thousand headers", []string{"GET / HTTP/1.1\r\n", strings.Repeat("A: b\r\n", 100_000), head}, "431 reset"},
		{"one header of a megabyte", []string{"GET / HTTP/1.1\r\nA: ", strings.Repeat("b", 1<<20), "\r\n" + head}, "431 reset"},
		{"ways up", []string{"GET /a/../../etc/passwd HTTP/1.1\r\n" + head}, "400"},
		{"ways up, escaped", []string{"GET /a/%2e%2e/%2E%2e/etc/passwd HTTP/1.1\r\n" + head}, "400"},
		{"ways up, escaped twice", []string{"GET /a/%252e%252e/etc/passwd HTTP/1.1\r\n" + head}, "404"},
		{"NUL", []string{"GET /%00 HTTP/1.1\r\n" + head}, "400"},
		{"NUL as it is", []string{"GET /\x00 HTTP/1.1\r\n" + head}, "400"},
		{"a line end", []string{"GET /%0d%0aSet-Cookie:x HTTP/1.1\r\n" + head}, "400"},
		{"an escape that is none", []string{"GET /%zz HTTP/1.1\r\n" + head}, "400"},
		{"a foreign host", []string{"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"}, "400"},
		{"a foreign host in the target", []string{"GET http://evil.example/ HTTP/1.1\r\nHost: example.org\r\n\r\n"}, "400"},
		{"two hosts", []string{"GET / HTTP/1.1\r\nHost: example.org\r\nHost: evil.example\r\n\r\n"}, "400"},
		{"no host", []string{"GET / HTTP/1.1\r\n\r\n"}, "400"},
		{"a proxy's request", []string{"CONNECT evil.example:22 HTTP/1.1\r\n" + head}, "405 400"},
		{"an asterisk", []string{"OPTIONS * HTTP/1.1\r\n" + head}, "405 400"},
		{"an unknown method", []string{"BREW / HTTP/1.1\r\n" + head}, "405"},
		{"a body", []string{"POST / HTTP/1.1\r\nContent-Length: 1000000000\r\n" + head, strings.Repeat("x", 1<<20)}, "405 reset"},
		{"two lengths", []string{"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n" + head}, "400"},
		{"a length and pieces", []string{"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n" + head + "0\r\n\r\n"}, "405 400"},
		{"pieces that never end", []string{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + head, strings.Repeat("1\r\nx\r\n", 100_000)}, "405 reset"},
		{"a folded header", []string{"GET / HTTP/1.1\r\nA: b\r\n c\r\n" + head}, "200 400"},
		{"another protocol", []string{"SSH-2.0-OpenSSH_9.9\r\n"}, "400"},
		{"TLS", []string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + strings.Repeat("\x00", 600)}, "400"},
		{"HTTP/2 without TLS", []string{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}, "400 405 505"},
		{"a thousand parameters", []string{"GET /search?" + strings.Repeat("q=a&", 900) + " HTTP/1.1\r\n" + head}, "400"},
		{"a search of nothing but signs", []string{"GET /search?q=" + strings.Repeat("%22", 300) + " HTTP/1.1\r\n" + head}, "200"},
		{"ranges of ranges", []string{"GET /img/chart.png HTTP/1.1\r\nRange: bytes=" + strings.Repeat("0-,", 3000) + "-1\r\n" + head}, "200"},
		{"a hundred types", []string{"GET /2024/tides/ HTTP/1.1\r\nAccept: " + strings.Repeat("a/b;q=0.1,", 1000) + "text/markdown\r\n" + head}, "200"},
		{"half a head", []string{"GET / HTTP/1.1\r\nHost: exa"}, "EOF 408 400"},
		{"nothing", nil, "EOF 408 400"},
	}
	t.Run("all", func(t *testing.T) {
		for _, c := range rows {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				began := time.Now()
				got := s.raw(patience, c.parts...)
				ok := false
				for want := range strings.FieldsSeq(c.want) {
					ok = ok || strings.Contains(got, want)
				}
				if !ok || time.Since(began) >= patience {
					t.Errorf("%q after %v, want one of %s", got, time.Since(began), c.want)
				}
			})
		}
	})
	if got := s.get("/"); got.status != 200 {
		t.Errorf("the next reader gets %d", got.status)
	}
	if log := s.log.String(); strings.ContainsAny(log, "\x00\r\x1b") {
		t.Error("the log holds what a client has sent")
	}
}

// TestRate asks for more on one connection than anybody reads.
func TestRate(t *testing.T) {
	s := serve(t, source.FromFS(harbour()), loader.Options{})
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }() // the test is done with it
	r := bufio.NewReader(conn)
	for n := range 5000 {
		if _, err := fmt.Fprintf(conn, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(n, err)
		}
		resp, err := http.ReadResponse(r, &http.Request{Method: http.MethodHead})
		if err != nil {
			t.Fatal(n, err)
		}
		_ = resp.Body.Close() // it has none
		if resp.StatusCode == http.StatusTooManyRequests {
			if n < 300 || !resp.Close {
				t.Errorf("after %d requests, close %v", n, resp.Close)
			}
			return
		}
	}
	t.Error("there is no limit")
}
