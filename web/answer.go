package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"weak"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/web/views"
)

// body is what is sent of a page, as it is and compressed.
type body struct {
	plain, gzip []byte // gzip is nil where it would not be smaller
	tag         string // without quotes
}

// bodyKey is the key of a body in the cache: of a page of an Index, which it does not keep.
type bodyKey struct {
	index weak.Pointer[blog.Index]
	page  string
}

// errBusy says that too many pages are being made.
var errBusy = errors.New("too many pages are being made")

// body returns the body of an answer: the one that is kept, or a new one.
func (s *Server) body(ctx context.Context, x *blog.Index, a views.Answer) (*body, error) {
	key := bodyKey{weak.Make(x), a.Key}
	kept := a.Key != "" && s.opts.Cache != nil
	if kept {
		if value, ok := s.opts.Cache.Get(key); ok {
			return value.(*body), nil
		}
	}
	waiting, stop := context.WithTimeout(ctx, makeTimeout)
	defer stop()
	select {
	case s.making <- struct{}{}:
	case <-waiting.Done():
		return nil, errBusy
	}
	defer func() { <-s.making }()
	var made *body
	if err := safego.Catch(func() { made = newBody(a.Body()) }); err != nil {
		return nil, err
	}
	if kept {
		s.opts.Cache.Put(key, made, int64(len(made.plain)+len(made.gzip)+len(a.Key)))
	}
	return made, nil
}

// minGzip is the size from which on it is worth while to compress, in bytes.
const minGzip = 1 << 10

// newBody makes a body of a text.
func newBody(text []byte) *body {
	sum := sha256.Sum256(text)
	b := &body{plain: text, tag: hex.EncodeToString(sum[:12])}
	if len(text) < minGzip {
		return b
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(text) // a bytes.Buffer takes all
	_ = w.Close()
	if packed.Len() < len(text) {
		b.gzip = bytes.Clone(packed.Bytes())
	}
	return b
}

// send sends what was made.
func (s *Server) send(w *recorder, r *http.Request, x *blog.Index, a views.Answer) {
	made, err := s.body(r.Context(), x, a)
	switch {
	case errors.Is(err, errBusy):
		w.Header().Set("Retry-After", "5")
		w.plain(r, http.StatusServiceUnavailable)
		return
	case err != nil:
		s.opts.Log.Error("a page cannot be made", "path", short(r.URL.Path), "error", short(err.Error()))
		w.plain(r, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.Type)
	h.Set("Cache-Control", cacheControl(a))
	vary := "Accept-Encoding"
	if a.Varies {
		vary = "Accept, Accept-Encoding"
	}
	h.Set("Vary", vary)
	if a.Canonical != "" {
		h.Set("Link", "<"+a.Canonical+`>; rel="canonical"`)
	}
	text, tag := made.plain, made.tag
	if made.gzip != nil && acceptsGzip(r.Header) {
		text, tag = made.gzip, made.tag+"-gzip"
		h.Set("Content-Encoding", "gzip")
	}
	if a.Status == http.StatusOK {
		h.Set("ETag", `"`+tag+`"`)
		if !a.Modified.IsZero() {
			h.Set("Last-Modified", a.Modified.UTC().Format(http.TimeFormat))
		}
		if isKnown(r.Header, made.tag, a.Modified) {
			h.Del("Content-Type")
			h.Del("Content-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(a.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(text) // the client may have gone
	}
}

// cacheControl says for how long an answer may be shown without asking again.
func cacheControl(a views.Answer) string {
	switch {
	case a.Immutable:
		return "public, max-age=31536000, immutable"
	case a.Private:
		return "no-store"
	}
	return "no-cache"
}

// maxTags bounds the tags of a request that are compared.
const maxTags = 16

// isKnown reports whether the client has the body already: by its tag, else by its date.
func isKnown(h http.Header, tag string, modified time.Time) bool {
	if given := h.Get("If-None-Match"); given != "" {
		for i, one := range strings.SplitN(given, ",", maxTags+1) {
			one = strings.TrimSuffix(strings.Trim(strings.TrimPrefix(strings.TrimSpace(one), "W/"), `"`), "-gzip")
			if i < maxTags && (one == tag || one == "*") {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(h.Get("If-Modified-Since"))
	return err == nil && !modified.IsZero() && !modified.Truncate(time.Second).After(since)
}

// acceptsGzip reports whether a client reads gzip.
func acceptsGzip(h http.Header) bool {
	for i, one := range strings.SplitN(h.Get("Accept-Encoding"), ",", maxAccept+1) {
		name, parameters, _ := strings.Cut(one, ";")
		if i < maxAccept && strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return !isZero(parameters)
		}
	}
	return false
}

// plain sends a status with its name as text.
func (w *recorder) plain(r *http.Request, status int) {
	text := fmt.Sprintf("%d %s\n", status, http.StatusText(status))
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(text)) // the client may have gone
	}
}
