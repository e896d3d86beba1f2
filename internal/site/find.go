package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
)

// siteReader finds and reads the site file.
type siteReader struct {
	fsys    fs.FS
	options Options
	site    Settings
	notes   problem.List
	top     listing // of the root
	engine  string  // what the site file shows
	root    frontmatter.Value
	more    []frontmatter.Value // of files beside it, which fill in what it leaves out
}

func (r *siteReader) findFile() string {
	for i := range engineFiles {
		for _, name := range engineFiles[i].files {
			if r.isFile(name) {
				r.engine = engineFiles[i].engine
				return name
			}
		}
	}
	for _, name := range r.top.names {
		if strings.HasSuffix(name, ".lektorproject") && r.isFile(name) {
			r.engine = "lektor"
			return name
		}
	}
	return ""
}

// maxListed bounds the entries of a directory among which settings are looked for.
const maxListed = 1000

// listing is what a directory holds.
type listing struct {
	names []string // sorted
	whole bool     // these are all
}

// list reads a directory; a large one in part.
func (r *siteReader) list(dir string) listing {
	f, err := r.fsys.Open(dir)
	if err != nil {
		return listing{}
	}
	defer func() { _ = f.Close() }() // it was only read
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return listing{}
	}
	var l listing
	for err == nil && len(l.names) <= maxListed {
		var some []fs.DirEntry
		some, err = d.ReadDir(maxListed + 1 - len(l.names))
		for _, e := range some {
			l.names = append(l.names, e.Name())
		}
	}
	l.whole = errors.Is(err, io.EOF)
	slices.Sort(l.names)
	return l
}

// lacks reports whether a directory surely does not hold what the path begins with.
func (l *listing) lacks(file string) bool {
	first, _, _ := strings.Cut(file, "/")
	_, found := slices.BinarySearch(l.names, first)
	return l.whole && !found
}

// isFile reports whether there is a regular file of that name. An entry of that name that is no
// regular file, or a link that cannot be followed, is a problem: its author believes that it is
// read.
func (r *siteReader) isFile(name string) bool {
	if r.top.lacks(name) {
		return false
	}
	info, err := fs.Stat(r.fsys, name)
	switch {
	case err == nil && info.Mode().IsRegular():
		return true
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && info.IsDir():
		return false
	}
	r.notes.Path = name
	if err == nil {
		err = source.ErrNotRegular
	}
	r.notes.Warn(1, "the site file is not read: %s", source.Reason(r.fsys, name, err))
	return false
}

// sumOf takes a file into the sum by which settings are told from others.
func (r *siteReader) sumOf(src []byte) {
	h := sha256.New()
	h.Write(r.site.sum[:])
	h.Write(src)
	h.Sum(r.site.sum[:0])
}

// besideFiles are further files in config/_default, each of which holds what the site file may hold
// under the name of the file.
var besideFiles = []string{"languages", "params", "permalinks", "cascade"}

// parse reads the site file and those beside it into root.
func (r *siteReader) parse(file string) bool {
	root, ok := r.tree(file)
	if !ok {
		return false
	}
	r.root = root
	dir, ok := strings.CutSuffix(path.Dir(file), "_default")
	if !ok {
		return true
	}
	for _, name := range besideFiles {
		for _, ext := range []string{".toml", ".yaml", ".yml", ".json"} {
			beside := dir + "_default/" + name + ext
			if !r.isFile(beside) {
				continue
			}
			if v, ok := r.tree(beside); ok {
				r.root.Fields = append(r.root.Fields, frontmatter.Field{Key: name, Name: name, Line: 1, Value: v})
			}
			break
		}
	}
	return true
}

// siteBytes is how many times as large as front matter a file of settings may be.
const siteBytes = 8

// tree reads one file of settings.
func (r *siteReader) tree(file string) (root frontmatter.Value, ok bool) {
	r.notes.Path = file
	limit := min(r.options.FileBytes, siteBytes*int64(r.options.Limits.Bytes))
	src, _, err := source.ReadFile(r.fsys, file, limit)
	if errors.Is(err, source.ErrTooLarge) {
		err = fmt.Errorf("it is larger than %s", plaintext.ByteSize(limit))
	}
	if err != nil && !errors.Is(err, source.ErrChanging) { // then it is read again soon
		r.notes.Fail(1, "the site file cannot be read: %s", source.Reason(r.fsys, file, err))
		return frontmatter.Value{}, false
	}
	r.sumOf(src)
	text := frontmatter.Decode(src).Text
	b := &frontmatter.Budget{Depth: r.options.Limits.Depth, Nodes: 10 * r.options.Limits.Nodes}
	root, err = parseSettings(file, text, b)
	if err != nil {
		r.notes.Fail(frontmatter.ErrorLine(err), "the site file cannot be read: %v", err)
		return frontmatter.Value{}, false
	}
	return root, root.Kind == frontmatter.Table
}
