package loader

import (
	"crypto/sha256"
	"path"
	"slices"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/site"
)

// cascades reads the _index files and the data files before all others, since posts depend on them,
// and returns what they preset. The entries become those of the loader: the other files are read with them in mind.
// It reports whether any has changed.
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
	data := l.dataFiles(l.found.data)
	for _, p := range data {
		sum.Write(p.sum[:])
	}
	var now [sha256.Size]byte
	sum.Sum(now[:0])
	if now == l.cascadeSum {
		return false
	}
	// the nearest last
	slices.SortStableFunc(sections, func(a, b *entry) int { return len(path.Dir(a.file)) - len(path.Dir(b.file)) })
	l.cascadeSum, l.defaults = now, slices.Clone(l.site.Defaults)
	l.excess = nil
	for _, e := range sections {
		if len(l.defaults)+len(e.cascade) > site.MaxDefaults {
			n := problem.List{Path: plaintext.CleanPath(e.file)}
			n.Fail(1, "what it presets is not heeded: there are more than %d cascades", site.MaxDefaults)
			l.excess = append(l.excess, n.All...)
			continue
		}
		l.defaults = append(l.defaults, e.cascade...)
	}
	slices.SortStableFunc(data, func(a, b *dataFile) int { return site.CompareScope(a.defaults, b.defaults) })
	for _, p := range data {
		l.excess = append(l.excess, p.problems...)
		if len(l.defaults)+len(p.defaults) <= site.MaxDefaults {
			l.defaults = append(l.defaults, p.defaults...)
		}
	}
	return true
}
