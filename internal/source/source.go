package source

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"
)

// Source opens the place that posts come from, once for each scan, since a directory may vanish,
// come back, or be swapped for another. The file system is used until close is called.
type Source func() (fsys fs.FS, close func() error, err error)

// FromFS returns a Source that is always the same file system.
func FromFS(fsys fs.FS) Source {
	return func() (fs.FS, func() error, error) {
		return fsys, func() error { return nil }, nil
	}
}

// FromDir returns a Source that is a directory of the system. No path and no link leads out of it,
// whatever changes while it is read. Only directories and regular files open: a pipe or a device
// neither blocks nor is read.
func FromDir(dir string) Source {
	return func() (fs.FS, func() error, error) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, nil, err
		}
		return rootFS{root}, root.Close, nil
	}
}

// rootFS is the file system of FromDir.
type rootFS struct{ root *os.Root }

// Open opens a directory or a regular file.
func (r rootFS) Open(name string) (fs.File, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, err // not f: a nil *os.File in an interface is not nil
	}
	return f, nil
}

func (r rootFS) open(name string) (*os.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := r.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // or a pipe would wait for its other end
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Stat follows links, as far as they stay within the root.
func (r rootFS) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	return r.root.Stat(name)
}

// Lstat describes a link itself.
func (r rootFS) Lstat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrInvalid}
	}
	return r.root.Lstat(name)
}

// ReadLink returns where a link points to, as it is written in the link.
func (r rootFS) ReadLink(name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return r.root.Readlink(name)
}

// ReadDir returns the entries of a directory by name.
func (r rootFS) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}
