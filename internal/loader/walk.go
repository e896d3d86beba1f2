package loader

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/pacer"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
)

// postFile is a file that may be a post.
type postFile struct {
	path string
	mark source.Mark // zero: not known, the file has to be read
}

// fileTree is the result of a walk.
type fileTree struct {
	files    []postFile
	assets   []string   // other files, which posts may link to
	data     []postFile // files that hold front matter for others, see site.IsDataFile
	skipped  skipped
	dirs     []string
	problems []problem.Problem
	bytes    int64 // of the files
	linked   bool  // some of the files are reached by links of their own
}

// walker lists the files below the content and static directories of a site. It follows links as
// far as the file system does (see FromDir: never out of the root) and visits no directory twice.
type walker struct {
	fsys         fs.FS
	site         *site.Settings
	limits       Limits
	tree         fileTree
	suppressed   int                            // problems beyond maxWalkNotes
	visited      map[source.Inode][]fs.FileInfo // the directories, by what the system knows them by
	links        []string                       // to directories, visited after those that are no links
	entries      int                            // seen so far
	filesLimit   bool                           // nothing more is listed
	entriesLimit bool                           // no more directories are read
	assetsLimit  bool                           // no more files are noted that are no posts
	static       bool                           // what is walked now holds no posts
	pause        pacer.Pacer
}

// Bounds of a walk. They are no settings: no blog needs others.
const (
	maxWalkNotes = 1000 // problems; of more only their number is told
	maxPathBytes = 1024 // of a path below the root; a system's own limit is for all of it
	atOnce       = 100  // entries of a directory that are read at a time
)

// walk lists the files. The error is that of the root directory, below which errors are problems.
func walk(fsys fs.FS, site *site.Settings, limits Limits) (fileTree, error) {
	w := &walker{fsys: fsys, site: site, limits: limits, visited: map[source.Inode][]fs.FileInfo{}}
	for _, dir := range site.Content {
		if info, err := fs.Stat(fsys, dir); err == nil {
			w.visit(info)
		}
		if err := w.dir(dir, strings.Count(dir, "/")); err != nil {
			return fileTree{}, err
		}
	}
	for len(w.links) > 0 && !w.filesLimit {
		link := w.links[0]
		w.links = w.links[1:]
		w.linkedDir(link)
	}
	w.statics()
	w.tree.problems = append(w.tree.problems, w.tree.skipped.problems()...)
	if w.suppressed > 0 {
		w.tree.problems = append(w.tree.problems, problemOf(problem.Warning, site.Content[0],
			"and %d more files and directories that are skipped", w.suppressed))
	}
	return w.tree, nil
}

// statics lists the files below the static directories, as far as they were not listed with the
// posts.
func (w *walker) statics() {
	w.static = true
	for _, dir := range w.site.Static {
		if !slices.ContainsFunc(w.site.Content, func(c string) bool {
			return c == "." || c == dir ||
				strings.HasPrefix(dir, c+"/")
		}) {
			if info, err := fs.Stat(w.fsys, dir); err == nil && !w.visit(info) {
				continue // below another of them
			}
			_ = w.dir(dir, strings.Count(dir, "/")) // links into it are dead then, and check says so
		}
	}
}

// asset notes a file that is no post. A name that starts with '_' belongs to an engine, and is not
// published.
func (w *walker) asset(file string) {
	if path.Base(file)[0] == '_' {
		return
	}
	if len(w.tree.assets) < w.limits.Files {
		w.tree.assets = append(w.tree.assets, file)
	} else if !w.assetsLimit {
		w.assetsLimit = true
		w.report(problem.Error, file, "there are more than %d files that are no posts; further ones cannot be linked to or taken away", w.limits.Files)
	}
}

// report notes a problem. A directory full of links that lead nowhere must not hide the one that
// matters, nor take all memory.
func (w *walker) report(severity problem.Severity, file, format string, args ...any) {
	if severity != problem.Error && len(w.tree.problems) >= maxWalkNotes {
		w.suppressed++
		return
	}
	w.tree.problems = append(w.tree.problems, problemOf(severity, file, format, args...))
}

func problemOf(severity problem.Severity, file, format string, args ...any) problem.Problem {
	n := problem.List{Path: plaintext.CleanPath(file)}
	n.Add(severity, 1, format, args...)
	return n.All[0]
}

// visit reports whether a directory is visited for the first time. One that a link leads to may
// have been, on another path.
func (w *walker) visit(info fs.FileInfo) bool {
	if info.Sys() == nil {
		return true // it is no directory of a system, and has no links
	}
	id := source.InodeOf(info).Identity()
	for _, seen := range w.visited[id] {
		if os.SameFile(seen, info) {
			return false
		}
	}
	w.visited[id] = append(w.visited[id], info)
	return true
}

func (w *walker) dir(dir string, depth int) error {
	if w.entriesLimit {
		return nil
	}
	if depth > w.limits.Depth {
		w.report(problem.Warning, dir, "directories deeper than %d are not read", w.limits.Depth)
		return nil
	}
	if len(w.tree.dirs) >= w.limits.Files {
		w.stop(dir, "there are more than %d directories", w.limits.Files)
		return nil
	}
	entries, err := w.readDir(dir)
	if err != nil && len(entries) == 0 {
		return err
	}
	w.tree.dirs = append(w.tree.dirs, dir)
	for _, e := range entries {
		if w.filesLimit {
			return nil
		}
		w.entry(dir, e, entries, depth)
	}
	if err != nil {
		w.report(problem.Error, dir, "not all of the directory can be read: %s", source.Reason(w.fsys, dir, err))
	}
	return nil
}

// readDir returns the entries of a directory that mean something here, by name. The others are
// passed over as they are read: there may be a million of them.
func (w *walker) readDir(dir string) ([]fs.DirEntry, error) {
	f, err := w.fsys.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: dir, Err: source.ErrNoDirectory}
	}
	var kept []fs.DirEntry
	for {
		w.pause.Yield()
		some, readErr := d.ReadDir(atOnce)
		for _, e := range some {
			if w.entries++; w.entries > w.limits.Entries {
				w.entriesLimit = true
				w.report(problem.Error, dir,
					"there are more than %d entries in all directories; from here on none are read", w.limits.Entries)
				break
			}
			if w.wanted(dir, e) {
				kept = append(kept, e)
			}
		}
		if errors.Is(readErr, io.EOF) || w.entriesLimit || len(some) == 0 && readErr == nil {
			readErr = nil
		} else if readErr == nil {
			continue
		}
		slices.SortFunc(kept, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		return kept, readErr
	}
}

// wanted reports whether an entry matters, by its name and kind.
func (w *walker) wanted(dir string, e fs.DirEntry) bool {
	name, mode := e.Name(), e.Type()
	post := blog.IsPostExt(path.Ext(name))
	file := path.Join(dir, name)
	switch {
	case site.IsDirectoryDataFile(name) && mode.IsRegular():
		return true
	case ignoredName(name) || w.site.Ignores(file, mode.IsDir()):
		return false
	case mode.IsDir() && w.ignoredDir(dir, name) && (!w.static || name[0] != '_'):
		return false
	case len(file) > maxPathBytes || !utf8.ValidString(name):
		if post || mode.IsDir() {
			w.report(problem.Warning, file, "skipped: the path is too long or no valid UTF-8")
		}
		return false
	case mode.IsDir() || mode&fs.ModeSymlink != 0 || post:
		return true
	}
	return mode.IsRegular() && !w.assetsLimit
}

// stop ends the walk. Files that are not listed yet are not read.
func (w *walker) stop(file, format string, args ...any) {
	if !w.filesLimit {
		w.filesLimit = true
		w.report(problem.Error, file, format+"; from here on none are read", args...)
	}
}

func (w *walker) entry(dir string, e fs.DirEntry, siblings []fs.DirEntry, depth int) {
	name := e.Name()
	file := path.Join(dir, name)
	switch mode := e.Type(); {
	case mode.IsDir():
		if info, err := e.Info(); err == nil && !w.visit(info) {
			return
		}
		if err := w.dir(file, depth+1); err != nil {
			w.report(problem.Error, file, "the directory cannot be read: %s", source.Reason(w.fsys, file, err))
		}
	case mode&fs.ModeSymlink != 0:
		w.link(file, siblings)
	case mode.IsRegular():
		if !w.static && site.IsDataFile(file, func(name string) bool { return has(siblings, name) }) {
			w.data(file, e)
			return
		}
		if w.static || file == w.site.File || w.site.IsFaceFile(file) || !w.isPost(name, siblings) {
			if !w.static {
				w.tree.skipped.file(file)
			}
			w.asset(file)
			return
		}
		if info, err := e.Info(); err == nil {
			w.add(file, info)
		} else if !errors.Is(err, fs.ErrNotExist) { // or it is gone since the directory was read
			w.report(problem.Error, file, "the file cannot be read: %s", source.Reason(w.fsys, file, err))
		}
	case blog.IsPostExt(path.Ext(name)):
		w.report(problem.Warning, file, "skipped: not a regular file")
	}
}

func (w *walker) add(file string, info fs.FileInfo) {
	if len(w.tree.files) >= w.limits.Files {
		w.stop(file, "there are more than %d files", w.limits.Files)
		return
	}
	if size := info.Size(); size <= w.limits.FileBytes { // one that is larger is not read
		if w.tree.bytes += size; w.tree.bytes > w.limits.Bytes {
			w.stop(file, "all files together are larger than %s", plaintext.ByteSize(w.limits.Bytes))
			return
		}
	}
	w.tree.files = append(w.tree.files, postFile{file, source.MarkOf(info)})
}

// link follows a link to a file at once; those to directories wait until all others are visited.
func (w *walker) link(file string, siblings []fs.DirEntry) {
	name := path.Base(file)
	info, err := fs.Stat(w.fsys, file)
	switch {
	case err != nil:
		if errors.Is(err, fs.ErrNotExist) {
			w.report(problem.Warning, file, "skipped: the link points to nothing")
			return
		}
		if errors.Is(err, fs.ErrPermission) {
			w.report(problem.Error, file, "the link cannot be followed: %s", source.Reason(w.fsys, file, err))
			return
		}
		w.report(problem.Warning, file, "skipped: the link leaves the content directory or cannot be followed")
	case info.IsDir():
		if !w.static && !w.ignoredDir(path.Dir(file), name) {
			w.links = append(w.links, file)
		}
	case !info.Mode().IsRegular():
		w.report(problem.Warning, file, "skipped: the link does not point to a regular file")
	case !w.static && !w.site.IsFaceFile(file) && w.isPost(name, siblings):
		w.tree.linked = true
		w.add(file, info)
	default:
		w.asset(file)
	}
}

func (w *walker) linkedDir(link string) {
	info, err := fs.Stat(w.fsys, link)
	if err != nil {
		return
	}
	if !w.visit(info) {
		return
	}
	if err := w.dir(link, strings.Count(link, "/")+1); err != nil {
		w.report(problem.Error, link, "the directory cannot be read: %s", source.Reason(w.fsys, link, err))
	}
}

// maxDataFiles bounds the files that hold front matter for others.
const maxDataFiles = 1000

// data notes a file that holds front matter for others.
func (w *walker) data(file string, e fs.DirEntry) {
	info, err := e.Info()
	switch {
	case err != nil: // gone since the directory was read
	case len(w.tree.data) < maxDataFiles:
		w.tree.data = append(w.tree.data, postFile{file, source.MarkOf(info)})
	case len(w.tree.data) == maxDataFiles:
		w.stop(file, "there are more than %d files that preset front matter", maxDataFiles)
	}
}
