package web

import (
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// fileTypes are the media types of the files that readers may have, see package export. They are
// fixed, since those of the machine differ.
var fileTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
	".svg": "image/svg+xml", ".bmp": "image/bmp", ".ico": "image/x-icon", ".tif": "image/tiff", ".tiff": "image/tiff", ".heic": "image/heic",
	".jxl": "image/jxl", ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".ogv": "video/ogg",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".flac": "audio/flac",
	".wav": "audio/wav", ".vtt": "text/vtt; charset=utf-8", ".srt": "text/plain; charset=utf-8", ".cast": "text/plain; charset=utf-8",
	".pdf": "application/pdf", ".epub": "application/epub+zip", ".djvu": "image/vnd.djvu",
}

// file sends a picture or a document.
func (s *Server) file(w *recorder, r *http.Request, name string) {
	f, err := s.opts.Files().Open(name)
	if err != nil {
		w.plain(r, http.StatusNotFound) // it has gone since
		return
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	content, ok := seeker(f, info)
	if err != nil || !ok {
		w.plain(r, http.StatusNotFound)
		return
	}
	kind, ok := fileTypes[strings.ToLower(path.Ext(name))]
	if !ok {
		kind = "application/octet-stream"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "public, max-age=3600")
	// Nothing in a file runs, or fetches anything: an SVG is a document with scripts.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox; frame-ancestors 'none'")
	if strings.Contains(r.Header.Get("Range"), ",") {
		r.Header.Del("Range") // one part at a time, or all: many parts cost more than they are long
	}
	http.ServeContent(&patient{w, http.NewResponseController(w)}, r, "", info.ModTime(), content)
}

// seeker returns the contents of a file for ServeContent.
func seeker(f fs.File, info fs.FileInfo) (io.ReadSeeker, bool) {
	if info == nil || info.IsDir() {
		return nil, false
	}
	if at, ok := f.(io.ReaderAt); ok {
		return io.NewSectionReader(at, 0, info.Size()), true
	}
	return nil, false
}

// patient gives each part of a long answer the time that a short one has, so that a slow reader gets
// the whole of it, and one who takes nothing does not keep the connection.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(writeTimeout)) // if that fails, the whole has the time of one
	return p.ResponseWriter.Write(b)
}
