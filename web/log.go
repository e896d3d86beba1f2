package web

import (
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	began  time.Time
	status int
	bytes  int64
}

// WriteHeader sends the status.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// counts are the figures of a Server.
type counts struct {
	requests [6]atomic.Int64 // by the first digit of their status
	bytes    atomic.Int64
}

// Stats are the figures of a Server since it was made.
type Stats struct {
	Requests map[string]int64 // by class of status: "2xx" and the like
	Bytes    int64            // of bodies that were sent
	Open     int              // connections now
	Refused  int64            // connections, for there were too many
}

// Stats returns the figures.
func (s *Server) Stats() Stats {
	out := Stats{Requests: map[string]int64{}, Bytes: s.count.bytes.Load()}
	for i, class := range [...]string{2: "2xx", 3: "3xx", 4: "4xx", 5: "5xx"} {
		if class != "" {
			out.Requests[class] = s.count.requests[i].Load()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener != nil {
		out.Open, _ = s.listener.Open()
		c := s.listener.Counts()
		out.Refused = c.Full + c.Address + c.Evicted
	}
	return out
}

// maxLogged is how much of a client's text gets into the log, in bytes. The log's handler quotes it.
const maxLogged = 120

// note counts a request, and writes its line unless there are too many.
func (s *Server) note(w *recorder, r *http.Request) {
	s.count.requests[min(max(w.status/100, 0), 5)].Add(1)
	s.count.bytes.Add(w.bytes)
	if s.opts.LogLines > 0 && !s.lines.Allow(quota.Cost(60, s.opts.LogLines), time.Now()) {
		return
	}
	attrs := []any{
		"remote", s.logAddress(r.RemoteAddr), "method", short(r.Method), "path", short(r.URL.Path), "status", w.status, "bytes", w.bytes,
		"duration", time.Since(w.began).Round(time.Microsecond), "client", short(r.UserAgent()),
	}
	if w.status == http.StatusBadRequest {
		attrs = append(attrs, "host", short(r.Host))
	}
	s.opts.Log.Info("web request", attrs...)
}

// short cuts a text for the log.
func short(s string) string {
	if len(s) > maxLogged {
		s = s[:maxLogged] + "..."
	}
	return strings.ReplaceAll(s, "\x7f", `\x7f`)
}

// logAddress returns an address as the log shows it: the network only, which does not identify a
// reader, unless the operator wants more.
func (s *Server) logAddress(remote string) string {
	const network4, network6 = 24, 48
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return short(remote)
	}
	ip := at.Addr().Unmap().WithZone("")
	switch {
	case s.opts.FullAddresses:
		return remote
	case ip.IsLoopback():
		return ip.String()
	case ip.Is4():
		return netip.PrefixFrom(ip, network4).Masked().String()
	}
	return netip.PrefixFrom(ip, network6).Masked().String()
}
