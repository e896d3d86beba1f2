package loader

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
)

// maxRefreshed bounds the paths that are looked at one by one; of more a walk is as quick.
const maxRefreshed = 64

// refreshPaths looks at the files at some paths, below the root of fsys, and takes the last walk's
// word for all others. It reports whether that made a new Index; done is false, and nothing has
// happened, where only a walk can find the change.
//
// The system has to be asked about each file of a walk, which for 10,000 of them takes longer than
// all the rest of a change.
func (l *loader) refreshPaths(fsys fs.FS, paths []string) (changed, done bool) {
	if l.index == nil || l.stale || l.found.linked || len(paths) > maxRefreshed {
		return false, false
	}
	marks := make(map[string]source.Mark, len(paths))
	for _, file := range paths {
		mark, known, plain := l.look(fsys, file)
		if !plain {
			return false, false
		}
		if known {
			marks[file] = mark
		}
	}
	at, ok := l.found.touch(marks, l.options.Limits)
	if !ok {
		return false, false
	}
	l.fsys = fsys
	defer func() { l.fsys = nil }()
	if l.cascades(l.found.files) {
		l.entries, l.order, l.stale = nil, nil, true
		return l.update(), true
	}
	if l.readRefreshed(at) {
		l.assemble()
		return true, true
	}
	return l.refresh(), true
}

// readRefreshed brings the entries at the indices at up to date and reports whether any has
// changed.
func (l *loader) readRefreshed(at []int) (changed bool) {
	for _, i := range at {
		f := l.found.files[i]
		e := l.entries[f.path]
		if e.settled && e.mark == f.mark {
			continue
		}
		if e = l.readSafely(f, e); e != l.order[i] {
			l.entries[f.path], l.order[i], changed = e, e, true
		}
		l.noteAwaited(e.awaiting.until)
	}
	return changed
}

// look returns the mark of a file that the last walk has listed as one that may be a post. It is
// not plain where more than the text of such a file may have changed.
func (l *loader) look(fsys fs.FS, file string) (mark source.Mark, known, plain bool) {
	_, known = l.entries[file]
	info, err := fs.Lstat(fsys, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// An editor's temporary file, made and removed again while it saves.
		return mark, false, !known && !l.mentioned(file)
	case err != nil || !info.Mode().IsRegular():
		return mark, false, false
	case known:
		return source.MarkOf(info), true, info.Size() <= l.options.Limits.FileBytes
	}
	name := path.Base(file)
	return mark, false, ignoredName(name) && !site.IsSiteFile(file) && !site.IsDirectoryDataFile(name) // such as an editor's copy; anything else may be new
}

// mentioned reports whether the last walk saw a file that may be no post: a site file, a picture, a
// directory, or a file with a problem.
func (l *loader) mentioned(file string) bool {
	return site.IsSiteFile(file) || slices.ContainsFunc(l.found.data, func(f postFile) bool { return f.path == file }) ||
		slices.Contains(l.found.assets, file) ||
		slices.Contains(l.found.dirs, file) ||
		slices.ContainsFunc(l.outside, func(p problem.Problem) bool { return p.Path == plaintext.CleanPath(file) })
}

// touch gives files that were found new marks, and returns their indices. It is not ok, and does
// nothing, if one of them was not found, or all together are too large.
func (t *fileTree) touch(marks map[string]source.Mark, limits Limits) (at []int, ok bool) {
	bytes := t.bytes
	for i := range t.files {
		if mark, ok := marks[t.files[i].path]; ok {
			at = append(at, i)
			bytes += mark.Size
			if was := t.files[i].mark.Size; was <= limits.FileBytes { // or it was not counted
				bytes -= was
			}
		}
	}
	if len(at) != len(marks) || bytes > limits.Bytes {
		return nil, false
	}
	for _, i := range at {
		t.files[i].mark = marks[t.files[i].path]
	}
	t.bytes = bytes
	return at, true
}
