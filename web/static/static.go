// Package static writes the web pages of a blog as files, for those who want them on any host: the
// same pages, at the same addresses. An address without an ending is a directory with an index.html,
// which every host serves there. A redirect is a page that names the new address. What needs a server
// is left out: the search, and the choice between a page and its copy in Markdown at one address.
package static

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/html"
	"github.com/sshblog/sshblog/web/views"
)

// Write writes all pages and files of a blog into an empty directory. Files are those that readers may
// have, see package export. It stops when ctx ends.
func Write(ctx context.Context, dir *os.Root, b *views.Blog, files fs.FS) error {
	w := &writer{dir: dir, written: map[string]bool{}}
	for _, local := range b.Paths() {
		if err := ctx.Err(); err != nil {
			return err
		}
		a := b.Find(local, views.Query{})
		if a.Status != 200 || a.Body == nil {
			continue // two addresses of one feed, say
		}
		if err := w.file(fileOf(local, a.Type), a.Body()); err != nil {
			return err
		}
	}
	if err := w.file("404.html", b.Missing().Body()); err != nil {
		return err
	}
	for _, name := range b.Files() {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, at := range b.PlacesOf(name) {
			if err := w.copy(at, files, name); err != nil {
				return err
			}
		}
	}
	return w.redirects(b.Aliases())
}

// fileOf returns the file from which hosts serve an address.
func fileOf(local, kind string) string {
	name := strings.Trim(local, "/")
	switch {
	case !strings.HasPrefix(kind, "text/html"), strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".htm"):
		return name
	}
	return path.Join(name, "index.html")
}

// writer writes files, each once.
type writer struct {
	dir     *os.Root
	written map[string]bool
}

// file writes a file with the directories above it.
func (w *writer) file(name string, text []byte) error {
	return w.create(name, func(f *os.File) error {
		_, err := f.Write(text)
		return err
	})
}

// copy copies a file of the blog. One that has gone since is left out.
func (w *writer) copy(at string, files fs.FS, name string) error {
	in, err := files.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	return w.create(at, func(f *os.File) error {
		_, err := io.Copy(f, in)
		return err
	})
}

// create makes a file that is not there yet.
func (w *writer) create(name string, write func(*os.File) error) error {
	if w.written[name] || !fs.ValidPath(name) {
		return nil
	}
	w.written[name] = true
	const public = 0o755
	if err := w.dir.MkdirAll(path.Dir(name), public); err != nil {
		return err
	}
	f, err := w.dir.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// redirects writes the pages of former addresses. One that no file can have is left out.
func (w *writer) redirects(to map[string]string) error {
	for _, from := range slices.Sorted(maps.Keys(to)) {
		name := fileOf(from, "text/html")
		if ext := path.Ext(from); ext == ".xml" || ext == ".json" || w.written[name] {
			continue
		}
		if _, err := w.dir.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			continue // it is taken, or nothing can be there
		}
		var p html.Writer
		p.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
		p.Element("title", to[from])
		p.Open("link", "rel", "canonical", "href", to[from])
		p.Open("meta", "http-equiv", "refresh", "content", "0; url="+to[from])
		p.Raw("</head><body>")
		p.Element("a", to[from], "href", to[from])
		p.Raw("</body></html>\n")
		if err := w.file(name, []byte(p.String())); err != nil && !isUnwritable(err) {
			return fmt.Errorf("%s: %w", from, err)
		}
	}
	return nil
}

// isUnwritable reports whether a name is at fault: a file is where a directory would have to be, or it
// is too long.
func isUnwritable(err error) bool {
	var at *fs.PathError
	return errors.As(err, &at) && !errors.Is(err, fs.ErrPermission)
}
