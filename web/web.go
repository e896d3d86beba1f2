// Package web serves the blog to browsers, feed readers and robots over HTTP: the same posts at the
// same addresses, beside the SSH server. It imports no ssh. Package views makes the pages; this
// package knows requests, connections and their bounds.
//
//	web.go       Server: what a request may be, and what is answered
//	answer.go    sends an answer: headers, conditions, compression
//	file.go      sends pictures and documents
//	listen.go    connections, within the bounds of package connlimit
//	log.go       the line that a request leaves in the log, and figures
//
// Nothing that a client sends is trusted: methods, hosts, paths and headers are bounded and checked
// before anything is looked up, every step has a deadline, and few pages are made at a time.
package web

import (
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/web/views"
)

// Options are what a Server serves.
type Options struct {
	Index func() *blog.Index
	Views *views.Views
	Files func() fs.FS // pictures and documents
	Cache *cache.Cache // keeps pages; nil keeps none
	// Host is the name by which readers reach the machine, beside that of the blog's own address; "" if
	// it is not known. Where neither is, any host is answered.
	Host   string
	Limits connlimit.Options // of connections
	Log    *slog.Logger
	// LogLines is how many lines a minute may have; FullAddresses logs addresses and not networks.
	LogLines      int
	FullAddresses bool
	Report        safego.PanicHandler
}

// Bounds of requests.
const (
	maxHeader     = 16 << 10 // bytes of a head; net/http allows a few more
	maxTarget     = 4 << 10  // of what is asked for
	headTimeout   = 5 * time.Second
	readTimeout   = 10 * time.Second // for a request with its body, which is not read
	writeTimeout  = time.Minute      // for an answer, and for each part of a file
	idleTimeout   = time.Minute      // between two requests
	makeTimeout   = 10 * time.Second // until a page is begun to be made
	requestsASec  = 50               // on one connection,
	requestsBurst = 300              // after so many at once
)

// Server answers requests. Make one with New.
type Server struct {
	opts   Options
	making chan struct{} // holds one for each page that is being made
	lines  quota.Bucket
	count  counts

	mu       sync.Mutex
	listener *connlimit.Listener // nil before Serve
}

// New returns a Server.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.LogLines == 0 {
		o.LogLines = 120
	}
	return &Server{
		opts: o, making: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)), // the other processors draw screens
		lines: quota.Bucket{Burst: time.Minute},
	}
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w := &recorder{ResponseWriter: out, began: time.Now()}
	defer s.note(w, r)
	secure(w.Header())
	if status := s.refusal(r); status != 0 {
		s.refuse(w, r, status)
		return
	}
	x := s.opts.Index()
	b := s.opts.Views.Of(x)
	local := b.Local(r.URL.Path)
	a := b.Find(local, views.Query{Words: query(r, "q"), Markdown: wantsMarkdown(r.Header)})
	switch {
	case a.Location != "":
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Location", a.Location)
		w.WriteHeader(a.Status)
	case a.File != "":
		s.file(w, r, a.File)
	default:
		s.send(w, r, x, a)
	}
}

// query returns the first value of a parameter.
func query(r *http.Request, name string) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	return r.URL.Query().Get(name)
}

// refusal returns the status of a request that is refused, 0 for one that is not.
func (s *Server) refusal(r *http.Request) int {
	switch {
	case len(r.RequestURI) > maxTarget:
		return http.StatusRequestURITooLong
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case !isSound(r.URL.Path) || strings.Count(r.URL.RawQuery, "&") > 32 || !s.isOurs(r.Host):
		return http.StatusBadRequest
	case !allow(r):
		return http.StatusTooManyRequests
	}
	return 0
}

// refuse answers a request that is refused. Its body, if it has one, is not read.
func (s *Server) refuse(w *recorder, r *http.Request, status int) {
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "10")
	}
	w.Header().Set("Connection", "close")
	w.plain(r, status)
}

// isSound reports whether a path is one that a page may have: nothing in it leads up, and all of it can
// be shown.
func isSound(path string) bool {
	if !strings.HasPrefix(path, "/") || !utf8.ValidString(path) {
		return false
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == ".." || part == "." {
			return false
		}
	}
	return !strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\\' })
}

// isOurs reports whether a request means this blog by its host: by the name of its address or of the
// machine, with www. before it or without, or as something on the same network does, by an address or
// by a name without dots. Pages elsewhere cannot use a name of theirs to read the blog through a
// browser behind a firewall.
func (s *Server) isOurs(host string) bool {
	name := hostName(host)
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`/\"<>@#?%`, r) }) {
		return false
	}
	if !strings.Contains(name, ".") || strings.HasSuffix(name, ".localhost") {
		return true
	}
	known := false
	for _, own := range [...]string{s.opts.Views.Of(s.opts.Index()).Host(), s.opts.Host} {
		if own = hostName(own); own == "" {
			continue
		}
		known = true
		if strings.TrimPrefix(name, "www.") == strings.TrimPrefix(own, "www.") {
			return true
		}
	}
	return !known
}

// hostName returns the name of a host without its port, in lower case and without the dot that ends it.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// maxAccept bounds the media types of a request that are looked at.
const maxAccept = 16

// wantsMarkdown reports whether a client asks for Markdown: it names that, and no page before it.
func wantsMarkdown(h http.Header) bool {
	accept := h.Get("Accept")
	if !strings.Contains(accept, "text/markdown") {
		return false
	}
	for i, kind := range strings.SplitN(accept, ",", maxAccept+1) {
		name, parameters, _ := strings.Cut(kind, ";")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "text/markdown":
			return !isZero(parameters)
		case "text/html":
			return false
		}
		if i == maxAccept-1 {
			return false
		}
	}
	return false
}

// isZero reports whether the parameters of a media type say that it is not wanted.
func isZero(parameters string) bool {
	_, q, found := strings.Cut(strings.ReplaceAll(parameters, " ", ""), "q=")
	return found && strings.Trim(q, "0.") == ""
}

// secure sets the headers that every answer has. What a page may fetch comes from the blog alone.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; "+
		"base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}
