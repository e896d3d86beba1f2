// Package export is what readers may take away of a blog, as a read-only file system: each post and
// page that lists show, as its author wrote it; the pictures and documents beside them; and files
// that are made of the whole, such as a feed.
//
// Posts come from memory, so no path can lead to a draft or a hidden file. Pictures and documents
// are those that the Index lists and that have one of a few extensions; they are opened through the
// blog's source, which no path leaves. Files that are not listed do not exist for readers, however
// they spell a path.
package export

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/source"
)

// Options are what file systems are made from.
type Options struct {
	// Index returns the blog as it is now. Required.
	Index func() *blog.Index
	// Source is where pictures and documents are read from; nil leaves them out.
	Source source.Source
	// Generated writes the files that are made of an Index, by their paths, such as "feed.xml".
	// They take precedence over files of the blog with the same path.
	Generated map[string]func(io.Writer, *blog.Index) error
}

// Exports makes one file system for each Index. It is safe for concurrent use.
type Exports struct {
	options Options

	mu    sync.Mutex
	index *blog.Index // of latest
	fsys  *FS
}

// New returns the Exports of a blog.
func New(o Options) *Exports { return &Exports{options: o} }

// Latest returns the file system of the current Index. It does not change when the blog does,
// except for the contents of pictures and documents.
func (s *Exports) Latest() fs.FS {
	x := s.options.Index()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index != x {
		s.index, s.fsys = x, newFS(x, &s.options)
	}
	return s.fsys
}

// FS is a read-only file system, as the package documentation describes. It implements fs.FS,
// fs.StatFS and fs.ReadDirFS. Its files implement io.ReaderAt.
type FS struct {
	source source.Source
	nodes  map[string]*node
}

// node is a file or a directory of an FS. It holds its own contents, unless it is an asset, which
// is looked up when somebody asks for it.
type node struct {
	name     string
	modified time.Time
	children []*node // of a directory, by name
	isDir    bool
	text     string                 // of a post
	made     func() (string, error) // of a generated file
	asset    string                 // path in the source
}

// newFS makes the file system of an Index.
func newFS(x *blog.Index, o *Options) *FS {
	t := &FS{source: o.Source, nodes: map[string]*node{".": {name: ".", isDir: true}}}
	newest := time.Unix(0, 0).UTC()
	for _, p := range x.All() {
		if modified := modifiedOf(p); !p.Hidden && modified.After(newest) {
			newest = modified
		}
	}
	for name, write := range o.Generated {
		t.add(name, &node{
			modified: newest,
			made:     sync.OnceValues(func() (string, error) { return generate(x, write) }),
		})
	}
	for _, p := range x.All() {
		if !p.Hidden && plainName(p.Path) {
			t.add(p.Path, &node{modified: modifiedOf(p), text: p.Raw()})
		}
	}
	if o.Source != nil {
		for _, file := range x.Assets() {
			if allowedExt(file) {
				t.add(file, &node{modified: newest, asset: file})
			}
		}
	}
	for _, n := range t.nodes {
		slices.SortFunc(n.children, func(a, b *node) int { return cmp.Compare(a.name, b.name) })
		if n.isDir {
			n.modified = newest
		}
	}
	return t
}

// modifiedOf returns when a post last changed, as far as that is known; otherwise the epoch.
func modifiedOf(p *blog.Post) time.Time {
	for _, t := range []time.Time{p.Modified, p.Updated, p.Date} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Unix(0, 0).UTC()
}

// add adds a file at a path, and the directories above it. It does not replace a node.
func (t *FS) add(name string, n *node) {
	if !fs.ValidPath(name) || t.nodes[name] != nil {
		return
	}
	if dir := t.dir(path.Dir(name)); dir != nil {
		n.name = path.Base(name)
		dir.children = append(dir.children, n)
		t.nodes[name] = n
	}
}

// dir returns the directory at a path, and makes it if necessary. It returns nil if a file is in
// its place.
func (t *FS) dir(name string) *node {
	if n := t.nodes[name]; n != nil {
		if !n.isDir {
			return nil
		}
		return n
	}
	parent := t.dir(path.Dir(name))
	if parent == nil {
		return nil
	}
	n := &node{name: path.Base(name), isDir: true}
	parent.children = append(parent.children, n)
	t.nodes[name] = n
	return n
}

// maxGenerated is the size of the largest generated file, in bytes.
const maxGenerated = 64 << 20

// generate returns what write writes about an Index.
func generate(x *blog.Index, write func(io.Writer, *blog.Index) error) (string, error) {
	var text boundedText
	if err := write(&text, x); err != nil {
		return "", err
	}
	return text.String(), nil
}

// boundedText collects written bytes, up to maxGenerated.
type boundedText struct{ strings.Builder }

func (b *boundedText) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxGenerated {
		return 0, fmt.Errorf("more than %d bytes", maxGenerated)
	}
	return b.Builder.Write(p)
}
