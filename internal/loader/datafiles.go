package loader

import (
	"crypto/sha256"
	"errors"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
)

// dataFile is what a data file presets, as it was last read.
type dataFile struct {
	mark     source.Mark
	settled  bool
	sum      [sha256.Size]byte
	defaults []site.Defaults
	problems []problem.Problem
}

// dataFiles reads the data files that have changed since they were last read, and returns those that
// preset something, in the order of the walk.
func (l *loader) dataFiles(files []postFile) []*dataFile {
	known := make(map[string]*dataFile, len(files))
	var out []*dataFile
	for _, f := range files {
		p := l.data[f.path]
		if p == nil || !p.settled || p.mark != f.mark {
			p = l.readData(f, p)
		}
		known[f.path] = p
		out = append(out, p)
	}
	l.data = known
	return out
}

// readData reads a data file. One that cannot be read is an error where it may hold back a draft:
// nothing is published because of that, but its posts are as if it were not there. One that looks
// half written is as it was before.
func (l *loader) readData(f postFile, old *dataFile) *dataFile {
	p := &dataFile{mark: f.mark}
	cut := false
	n := problem.List{Path: plaintext.CleanPath(f.path)}
	err := safego.Catch(func() {
		limits := l.options.Limits
		src, mark, err := source.ReadFile(l.fsys, f.path, int64(limits.HeaderBytes))
		p.mark, p.settled = mark, err == nil
		if err != nil && !errors.Is(err, source.ErrChanging) {
			n.Fail(1, "what it presets for posts cannot be read: %s", source.Reason(l.fsys, f.path, err))
			return
		}
		p.sum = sha256.Sum256(append([]byte(f.path+"\x00"), src...))
		b := &frontmatter.Budget{Depth: limits.Depth, Nodes: limits.HeaderNodes}
		if p.defaults, err = site.DataDefaults(f.path, frontmatter.Decode(src).Text, b); err != nil {
			n.Fail(frontmatter.ErrorLine(err), "what it presets for posts cannot be read: %v", err)
		}
		cut = old != nil && l.isCut(mark, src, err != nil)
	})
	if cut {
		old.settled = false
		return old
	}
	if err != nil {
		n.Fail(1, "what it presets for posts cannot be read: %v", err)
	}
	p.problems = n.All
	return p
}
