// Package glob finds the files that the path arguments of scp and rsync name, patterns included.
package glob

import (
	"context"
	"io/fs"
	"path"
	"strings"
)

// Expand returns the names in fsys that match a path as clients write it after the host name:
// "posts/a.md", "/posts/a.md", ".", "", "*.md". There is no shell here to expand patterns. Expand
// returns nil if nothing matches, or if ctx ends meanwhile.
func Expand(ctx context.Context, fsys fs.FS, written string) []string {
	if len(written) > maxPath || climbs(written) {
		return nil
	}
	fsys = untilDone{fsys, ctx}
	name := strings.TrimPrefix(path.Clean("/"+strings.TrimPrefix(written, "~/")), "/")
	if name == "" {
		name = "."
	}
	if _, err := fs.Stat(fsys, name); err == nil {
		return []string{name}
	}
	matches, err := fs.Glob(fsys, name)
	if err != nil || !strings.ContainsAny(name, `*?[`) {
		return nil
	}
	return matches
}

// untilDone is a file system in which nothing is found once its context has ended.
type untilDone struct {
	fs.FS
	ctx context.Context
}

// Stat describes a file.
func (f untilDone) Stat(name string) (fs.FileInfo, error) {
	if err := f.ctx.Err(); err != nil {
		return nil, err
	}
	return fs.Stat(f.FS, name)
}

// ReadDir lists a directory.
func (f untilDone) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.ctx.Err(); err != nil {
		return nil, err
	}
	return fs.ReadDir(f.FS, name)
}

// maxPath is the length of the longest path that is considered, in bytes.
const maxPath = 4 << 10

// climbs reports whether a path leaves the root directory on its way.
func climbs(written string) bool {
	depth := 0
	for part := range strings.SplitSeq(written, "/") {
		switch part {
		case "", ".":
		case "..":
			if depth--; depth < 0 {
				return true
			}
		default:
			depth++
		}
	}
	return false
}
