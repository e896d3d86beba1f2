// Package glob finds the files that the path arguments of scp and rsync name, patterns included.
package glob

import (
	"io/fs"
	"path"
	"strings"
)

// Expand returns the names in fsys that a path stands for, as a client writes it behind the name of
// a host: "posts/a.md", "/posts/a.md", ".", "", "*.md". The shell that expands such patterns
// elsewhere is not there. It returns nil where nothing matches.
func Expand(fsys fs.FS, written string) []string {
	if len(written) > maxPath || climbs(written) {
		return nil
	}
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

// maxPath is the length of the longest path that is looked at, in bytes.
const maxPath = 4 << 10

// climbs reports whether a path leads above the top on its way.
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
