package loader

import (
	"path"
	"slices"

	"github.com/sshblog/sshblog/internal/blog"
)

// unpublishedDirs returns the directories below which no post is published though there are some,
// sorted: pictures that lie there belong to what is not visible either. The top is never one of
// them.
func (a *assembly) unpublishedDirs() []string {
	published := map[string]bool{} // directory -> something in it or below it is to be seen
	last, known := ".", true       // the directory of the last entry, and whether something in it is to be seen
	for i, e := range a.entries {
		a.yield(i)
		if e.post == nil || e.role == roleSection {
			continue
		}
		dir, seen := path.Dir(e.file), e.post.Visible(a.now, a.drafts) && !e.post.Hidden && !a.withheld(e)
		if dir == last && (known || !seen) { // then so it is above it
			continue
		}
		for last, known = dir, published[dir] || seen; dir != "."; dir = path.Dir(dir) {
			published[dir] = published[dir] || seen
		}
	}
	for _, file := range a.parts.Assets {
		if a.drafts {
			break
		}
		for i, c := range file {
			if c == '/' && (path.Base(file[:i]) == "_drafts" || blog.IsPrivateDir(path.Base(file[:i]))) {
				if _, known := published[file[:i]]; !known {
					published[file[:i]] = false
				}
				break
			}
		}
	}
	var dirs []string
	for dir, seen := range published {
		if !seen {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}
