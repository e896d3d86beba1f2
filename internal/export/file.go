package export

import (
	"io"
	"io/fs"
	"strings"
	"time"
)

// missing returns the error for a path where there is nothing that readers may have.
func missing(op, name string) error { return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist} }

// find returns the node at a path.
func (t *FS) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	if n := t.nodes[name]; n != nil {
		return n, nil
	}
	return nil, missing(op, name)
}

// Open opens a file or a directory.
func (t *FS) Open(name string) (fs.File, error) {
	n, err := t.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case n.isDir:
		return &dirFile{fsys: t, node: n}, nil
	case n.asset != "":
		f, found, err := t.openAsset(n)
		if err != nil {
			return nil, err
		}
		return &assetFile{file: f, info: found}, nil
	}
	text, err := n.read()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &textFile{strings.NewReader(text), info{name: n.name, size: int64(len(text)), modified: n.modified}}, nil
}

// Stat describes a file or a directory.
func (t *FS) Stat(name string) (fs.FileInfo, error) {
	n, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	return t.describe(n)
}

// ReadDir returns the entries of a directory by name.
func (t *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := t.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.isDir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return t.entries(n.children), nil
}

func (t *FS) entries(nodes []*node) []fs.DirEntry {
	entries := make([]fs.DirEntry, len(nodes))
	for i, n := range nodes {
		entries[i] = dirEntry{t, n}
	}
	return entries
}

// describe returns the description of a node.
func (t *FS) describe(n *node) (fs.FileInfo, error) {
	switch {
	case n.isDir:
		return info{name: n.name, isDir: true, modified: n.modified}, nil
	case n.asset != "":
		return t.statAsset(n)
	}
	text, err := n.read()
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: n.name, Err: err}
	}
	return info{name: n.name, size: int64(len(text)), modified: n.modified}, nil
}

// read returns the contents of a file other than an asset.
func (n *node) read() (string, error) {
	if n.made != nil {
		return n.made()
	}
	return n.text, nil
}

// changed returns own, the file's own time of change, or the node's if the file system records
// none.
func (n *node) changed(own time.Time) time.Time {
	if own.IsZero() {
		return n.modified
	}
	return own
}

// info describes a file or a directory.
type info struct {
	name     string
	size     int64
	isDir    bool
	modified time.Time
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return i.modified }
func (i info) IsDir() bool        { return i.isDir }
func (i info) Sys() any           { return nil }

// Mode returns the mode for copies. They are writable, since they belong to the reader.
func (i info) Mode() fs.FileMode {
	if i.isDir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// dirEntry is an entry of a directory.
type dirEntry struct {
	fsys *FS
	node *node
}

func (e dirEntry) Name() string               { return e.node.name }
func (e dirEntry) IsDir() bool                { return e.node.isDir }
func (e dirEntry) Info() (fs.FileInfo, error) { return e.fsys.describe(e.node) }

// Type returns fs.ModeDir for directories and 0 for files; there are no other nodes.
func (e dirEntry) Type() fs.FileMode {
	if e.node.isDir {
		return fs.ModeDir
	}
	return 0
}

// textFile is an open file whose contents are in memory.
type textFile struct {
	*strings.Reader
	info info
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *textFile) Close() error               { return nil }

// dirFile is an open directory.
type dirFile struct {
	fsys *FS
	node *node
	next int // the first child that has not been read
}

func (d *dirFile) Stat() (fs.FileInfo, error) { return d.fsys.describe(d.node) }
func (d *dirFile) Close() error               { return nil }

// Read fails, as a directory has no contents.
func (d *dirFile) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.node.name, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, or all if n is not positive.
func (d *dirFile) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.node.children[d.next:]
	switch {
	case n > 0 && len(rest) == 0:
		return nil, io.EOF
	case n > 0 && n < len(rest):
		rest = rest[:n]
	}
	d.next += len(rest)
	return d.fsys.entries(rest), nil
}
