package check

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/source"
)

// looker reads the headers of pictures, each once, for all posts that show it. It may be used by any
// number of goroutines.
type looker struct {
	fsys fs.FS // nil if pictures are not looked at
	seen sync.Map
}

// finding is what is said of a picture: that it cannot be shown, and what a camera wrote down.
type finding struct{ unshown, private string }

// look returns what is to be said of the picture in a file.
func (l *looker) look(file string) finding {
	if l.fsys == nil {
		return finding{}
	}
	look, _ := l.seen.LoadOrStore(file, sync.OnceValue(func() finding { return l.read(file) }))
	return look.(func() finding)()
}

// read reads the header of a picture. An SVG is shown as the PNG of its name, if there is one.
func (l *looker) read(file string) finding {
	if ext := path.Ext(file); strings.EqualFold(ext, ".svg") {
		beside := strings.TrimSuffix(file, ext) + ".png"
		if _, err := fs.Stat(l.fsys, beside); err == nil {
			return l.read(beside)
		}
	}
	h, err := l.header(file)
	out := finding{private: private(h)}
	var fault *picture.Error
	switch {
	case errors.As(err, &fault):
		out.unshown = err.Error()
	case err != nil:
		out.unshown = source.Reason(l.fsys, file, err)
	}
	return out
}

// header returns the header of a picture, and why it cannot be shown, as far as that can be seen
// without its pixels.
func (l *looker) header(file string) (h picture.Header, err error) {
	f, err := l.fsys.Open(file)
	if err != nil {
		return h, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return h, err
	}
	r, ok := f.(io.ReadSeeker)
	if !ok || !info.Mode().IsRegular() {
		return h, source.ErrNotRegular
	}
	if h, err = picture.ReadHeader(r); err != nil {
		return h, err
	}
	limits := picture.DefaultLimits
	if h.Progressive && info.Size() <= limits.FileBytes {
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return h, err
		}
		if h.Scans, err = picture.CountScans(r, limits.Scans); err != nil {
			return h, err
		}
	}
	if err := limits.Allows(h, info.Size()); err != nil {
		return h, err
	}
	if whole, err := picture.HasEnd(r, h.Format); err != nil {
		return h, err
	} else if !whole {
		return h, fmt.Errorf("it is damaged: it ends too early; expected a whole %s", h.Format)
	}
	return h, nil
}

// private returns what a picture says beside its pixels, "" if that is nothing.
func private(h picture.Header) string {
	switch m := h.Metadata; {
	case m.GPS && m.Camera:
		return "where it was taken, and with which camera"
	case m.GPS:
		return "where it was taken"
	case m.Camera:
		return "with which camera it was taken"
	}
	return ""
}

// picture reports what is to be said of a picture that a post shows, once for each post.
func (t *checkedText) picture(l *looker, src, file string, line int) {
	if file == "" || t.looked[file] || !blog.IsPicture(path.Ext(file)) {
		return
	}
	if t.looked == nil {
		t.looked = map[string]bool{}
	}
	t.looked[file] = true
	found, name := l.look(file), plaintext.Clip(src, 120)
	if found.unshown != "" {
		t.notes.Warn(line, "the image %q cannot be shown in a terminal: %s", name, found.unshown)
	}
	if found.private != "" {
		t.notes.Warn(line, "the image %q says %s; expected a copy without metadata", name, found.private)
	}
}
