package blog

import (
	"crypto/sha256"
	"path"
	"slices"
)

// cascades reads the _index files before all others, since posts depend on them, and returns what they preset. The entries
// become those of the loader: the other files are read with them in mind. It tells whether any has changed.
func (l *loader) cascades(files []postFile) (changed bool) {
	var sections []*entry
	sum := sha256.New()
	for _, f := range files {
		if !isSectionFile(f.path) {
			continue
		}
		e := l.entries[f.path]
		if e == nil || !e.settled || e.mark != f.mark {
			e = l.readSafely(f, e)
		}
		if len(e.cascade) > 0 {
			sections = append(sections, e)
			sum.Write(e.sum[:])
		}
	}
	var now [sha256.Size]byte
	sum.Sum(now[:0])
	if now == l.cascadeSum {
		return false
	}
	slices.SortStableFunc(sections, func(a, b *entry) int { return len(path.Dir(a.file)) - len(path.Dir(b.file)) }) // the nearest last
	l.cascadeSum, l.presets = now, slices.Clone(l.site.presets)
	l.crowded = nil
	for _, e := range sections {
		if len(l.presets)+len(e.cascade) > maxAllPresets {
			n := notes{path: cleanPath(e.file)}
			n.fail(1, "what it presets is not heeded: there are more than %d cascades", maxAllPresets)
			l.crowded = append(l.crowded, n.list...)
			continue
		}
		l.presets = append(l.presets, e.cascade...)
	}
	return true
}
