package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
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
	engine  string // what the site file shows
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
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		return ""
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".lektorproject") && r.isFile(e.Name()) {
			r.engine = "lektor"
			return e.Name()
		}
	}
	return ""
}

// isFile reports whether there is a regular file of that name. An entry of that name that is no
// regular file, or a link that cannot be followed, is a problem: its author believes that it is
// read.
func (r *siteReader) isFile(name string) bool {
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
	r.notes.Warn(1, "the site file is not read: %v", source.PlainError(err))
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
		r.notes.Fail(1, "the site file cannot be read: %v", source.PlainError(err))
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
