// Package admin is the side of the program that only operators see: metrics, health and readiness over
// HTTP, on an address of its own.
//
// It answers GET and HEAD at a handful of fixed paths, one request for each connection, and reads only
// the head of a request. Every step has a bound: connections, bytes, time. The package knows neither
// readers nor SSH; Options bring what it shows. It does not use net/http, which would make the program
// a tenth larger; docs/adr has the reasons.
package admin

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/safego"
)

// Bounds of the server.
const (
	maxConns     = 16               // at one time; one more evicts the one that has waited longest
	readTimeout  = 5 * time.Second  // for a request
	writeTimeout = 10 * time.Second // for an answer
	lingerTime   = 500 * time.Millisecond
	maxLinger    = 64 << 10 // bytes that are read behind a request
)

// Options are what a Server shows.
type Options struct {
	// Metrics writes the metrics, as text of the type MetricsType.
	Metrics     func(io.Writer) error
	MetricsType string
	// Alive returns as long as the program is alive.
	Alive func()
	// Ready returns the phase that the program is in, in a word, and whether it takes newcomers.
	Ready func() (phase string, ok bool)
	// Profiles shows profiles of the program, too.
	Profiles bool
	// Report is told of panics.
	Report safego.PanicHandler
}

// Server answers operators. Make one with New.
type Server struct {
	opts      Options
	slots     chan struct{} // holds one for each connection
	profiling chan struct{} // holds one while a profile is made
	loopback  bool          // only this machine reaches the address

	mu      sync.Mutex
	waiting *list.List // of net.Conn whose client has to do something, the one that has waited longest in front
}

// New returns a Server.
func New(o Options) *Server {
	return &Server{opts: o, slots: make(chan struct{}, maxConns), profiling: make(chan struct{}, 1), waiting: list.New()}
}

// minPause and maxPause are how long to wait after a failure to accept. Each failure in a row doubles it.
const (
	minPause = 5 * time.Millisecond
	maxPause = time.Second
)

// Serve answers what comes on l until ctx ends, and closes it. On a loopback address it answers only
// requests for this machine: a web page whose name is made to lead here (DNS rebinding) asks for its own.
// It may be called once.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	at, ok := l.Addr().(*net.TCPAddr)
	s.loopback = ok && at.IP.IsLoopback()
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	pause := minPause
	for {
		conn, err := l.Accept()
		switch {
		case err == nil:
			pause = minPause
			s.begin(ctx, conn)
			continue
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("accept connections of operators: %w", err)
		}
		select { // descriptors may be short for a while
		case <-time.After(pause):
		case <-ctx.Done():
			return nil
		}
		pause = min(2*pause, maxPause)
	}
}

// begin begins to serve a connection, and evicts another one if there are too many.
func (s *Server) begin(ctx context.Context, conn net.Conn) {
	select {
	case s.slots <- struct{}{}:
	default:
		s.evict()
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			_ = conn.Close()
			return
		}
	}
	place := s.wait(conn) // now: the next connection may come before the goroutine runs
	safego.Go(s.opts.Report, "answer an operator", func() {
		defer func() { <-s.slots }()
		s.serveConn(ctx, conn, place)
	})
}

// evict closes the connection whose client has been waited for longest.
func (s *Server) evict() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if first := s.waiting.Front(); first != nil {
		_ = s.waiting.Remove(first).(net.Conn).Close()
	}
}

// wait says that a connection waits for its client, and may make room for another one until goOn.
func (s *Server) wait(conn net.Conn) (place *list.Element) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.waiting.PushBack(conn)
}

// goOn says that it no longer waits.
func (s *Server) goOn(place *list.Element) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting.Remove(place)
}

// serveConn answers one request.
func (s *Server) serveConn(ctx context.Context, conn net.Conn, place *list.Element) {
	defer func() { _ = conn.Close() }() // the answer has been sent
	defer func() { s.goOn(place) }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if conn.SetReadDeadline(time.Now().Add(readTimeout)) != nil {
		return
	}
	wanted, err := readRequest(conn)
	s.goOn(place)
	var a answer
	switch {
	case err == nil && wanted.remote && s.loopback:
		a = failure(421, "expected localhost, or a loopback address, as the host")
	case err == nil:
		a = s.answer(ctx, conn, wanted)
	case errors.Is(err, errMalformed):
		a = failure(400, err.Error())
	case errors.Is(err, errTooLarge):
		a = failure(431, err.Error())
	case errors.Is(err, errVersion):
		a = failure(505, err.Error())
	default: // it has gone, or takes too long
		return
	}
	if conn.SetWriteDeadline(time.Now().Add(writeTimeout)) != nil {
		return
	}
	if _, err := conn.Write(a.bytes(wanted.method == "HEAD")); err != nil {
		return
	}
	place = s.wait(conn)
	linger(conn)
}

// whileThere returns a context that ends when the client hangs up, or sends more than anybody has reason
// to, until stop is called. Nothing else may read meanwhile.
func (s *Server) whileThere(ctx context.Context, conn net.Conn) (there context.Context, stop func()) {
	there, cancel := context.WithCancel(ctx)
	_ = conn.SetReadDeadline(time.Time{}) // if it fails, so does the read
	watched := make(chan struct{})
	safego.Go(s.opts.Report, "watch whether an operator stays", func() {
		defer close(watched)
		if _, err := io.CopyN(io.Discard, conn, maxLinger); !errors.Is(err, os.ErrDeadlineExceeded) {
			cancel()
		}
	})
	return there, func() {
		_ = conn.SetReadDeadline(time.Now())
		<-watched
		cancel()
	}
}

// linger lets the client take the answer: one that finds its own bytes unread would lose it.
func linger(conn net.Conn) {
	half, ok := conn.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil || conn.SetReadDeadline(time.Now().Add(lingerTime)) != nil {
		return
	}
	_, _ = io.CopyN(io.Discard, conn, maxLinger)
}

// answer is what is sent back.
type answer struct {
	status int
	kind   string // of the body
	body   []byte
	allow  bool // says which methods there are
}

const plainText = "text/plain; charset=utf-8"

// text returns an answer that is a line of text.
func text(status int, line string) answer {
	return answer{status: status, kind: plainText, body: []byte(line + "\n")}
}

// failure is text that begins with the status.
func failure(status int, why string) answer {
	return text(status, fmt.Sprintf("%d %s: %s", status, statusNames[status], why))
}

var statusNames = map[int]string{
	200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 421: "Misdirected Request", 431: "Request Header Fields Too Large",
	500: "Internal Server Error", 503: "Service Unavailable", 505: "HTTP Version Not Supported",
}

// bytes returns the answer as it is sent. The answer to HEAD has no body.
func (a answer) bytes(head bool) []byte {
	b := make([]byte, 0, 300+len(a.body))
	b = append(strconv.AppendInt(append(b, "HTTP/1.1 "...), int64(a.status), 10), ' ')
	b = append(append(b, statusNames[a.status]...), "\r\nContent-Type: "...)
	b = append(append(b, a.kind...), "\r\nContent-Length: "...)
	b = strconv.AppendInt(b, int64(len(a.body)), 10)
	b = time.Now().UTC().AppendFormat(append(b, "\r\nDate: "...), "Mon, 02 Jan 2006 15:04:05 GMT")
	if a.allow {
		b = append(b, "\r\nAllow: GET, HEAD"...)
	}
	b = append(b, "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"...)
	if !head {
		b = append(b, a.body...)
	}
	return b
}

// answer answers a request.
func (s *Server) answer(ctx context.Context, conn net.Conn, wanted request) answer {
	if wanted.method != "GET" && wanted.method != "HEAD" {
		a := failure(405, "expected GET or HEAD")
		a.allow = true
		return a
	}
	switch wanted.path {
	case "/":
		return text(200, s.contents())
	case "/metrics":
		return s.metrics()
	case "/healthz":
		s.opts.Alive()
		return text(200, "alive")
	case "/readyz":
		phase, ok := s.opts.Ready()
		if !ok {
			return text(503, phase)
		}
		return text(200, phase)
	}
	if s.opts.Profiles {
		if a, ok := s.profile(ctx, conn, wanted); ok {
			return a
		}
	}
	return failure(404, "nothing is here; see /")
}

// contents lists what there is.
func (s *Server) contents() string {
	list := "/metrics  for Prometheus\n/healthz  200 while the program is alive\n/readyz   200 while newcomers are taken, else 503"
	if s.opts.Profiles {
		list += "\n/debug/pprof/  for go tool pprof: " + profileNames
	}
	return list
}

// metrics returns the metrics.
func (s *Server) metrics() answer {
	var b bytes.Buffer
	if err := s.opts.Metrics(&b); err != nil {
		return failure(500, "the metrics cannot be written")
	}
	return answer{status: 200, kind: s.opts.MetricsType, body: b.Bytes()}
}
