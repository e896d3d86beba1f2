package hostkey

import (
	"io/fs"
	"os"
)

// Stamp tells whether the files of a host key have changed.
type Stamp struct {
	files [3]fs.FileInfo // nil where there is none
}

// StampOf returns the stamp of the key in a file, and of those beside it.
func StampOf(path string) (s Stamp) {
	for i, suffix := range []string{"", nextSuffix, oldSuffix} {
		if st, err := os.Stat(path + suffix); err == nil {
			s.files[i] = st
		}
	}
	return s
}

// Same reports whether nothing has changed between two stamps.
func (s Stamp) Same(t Stamp) bool {
	for i, a := range s.files {
		b := t.files[i]
		switch {
		case a == nil || b == nil:
			if a != nil || b != nil {
				return false
			}
		case !os.SameFile(a, b) || a.Size() != b.Size() || a.Mode() != b.Mode() || !a.ModTime().Equal(b.ModTime()):
			return false
		}
	}
	return true
}
