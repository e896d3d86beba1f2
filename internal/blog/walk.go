package blog

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// postFile is a file that may be a post.
type postFile struct {
	path string
	mark fileMark // zero: not known, the file has to be read
}

// tree is what a walk found.
type tree struct {
	files    []postFile
	assets   []string // other files, which posts may link to
	dirs     []string
	problems []Problem
}

// walker lists the files below the content and static directories of a site. It follows links as far as the file system does
// (see FromDir: never out of the root) and visits no directory twice.
type walker struct {
	fsys    fs.FS
	site    *Site
	limits  Limits
	tree    tree
	notes   notes
	visited []fs.FileInfo // of the directories
	links   []string      // to directories, visited after those that are no links
	full    bool
	static  bool // what is walked now holds no posts
}

// walk lists the files. The error is that of the root directory, below which errors are problems.
func walk(fsys fs.FS, site *Site, limits Limits) (tree, error) {
	w := &walker{fsys: fsys, site: site, limits: limits}
	for _, dir := range site.Content {
		if info, err := fs.Stat(fsys, dir); err == nil {
			w.visited = append(w.visited, info)
		}
		if err := w.dir(dir, strings.Count(dir, "/")); err != nil {
			return tree{}, err
		}
	}
	for len(w.links) > 0 && !w.full {
		link := w.links[0]
		w.links = w.links[1:]
		w.linkedDir(link)
	}
	w.statics()
	w.tree.problems = w.notes.list
	return w.tree, nil
}

// statics lists the files below the static directories, as far as they were not listed with the posts.
func (w *walker) statics() {
	w.static = true
	for _, dir := range w.site.Static {
		if !slices.ContainsFunc(w.site.Content, func(c string) bool { return c == "." || c == dir || strings.HasPrefix(dir, c+"/") }) {
			_ = w.dir(dir, strings.Count(dir, "/")) // links into it are dead then, and check says so
		}
	}
}

// asset notes a file that is no post. What starts with '_' belongs to an engine, and is not published.
func (w *walker) asset(file string) {
	if path.Base(file)[0] != '_' && len(w.tree.assets) < w.limits.Files {
		w.tree.assets = append(w.tree.assets, file)
	}
}

func (w *walker) note(severity Severity, file, format string, args ...any) {
	w.notes.path = cleanText(file)
	w.notes.add(severity, 1, format, args...)
}

func (w *walker) dir(dir string, depth int) error {
	if depth > w.limits.Depth {
		w.note(Warning, dir, "directories deeper than %d are not read", w.limits.Depth)
		return nil
	}
	if len(w.tree.dirs) >= w.limits.Files {
		w.stop(dir)
		return nil
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		return err
	}
	w.tree.dirs = append(w.tree.dirs, dir)
	for _, e := range entries {
		if w.full {
			return nil
		}
		w.entry(dir, e, entries, depth)
	}
	return nil
}

func (w *walker) stop(file string) {
	if !w.full {
		w.full = true
		w.note(Error, file, "there are more than %d files; from here on none are read", w.limits.Files)
	}
}

func (w *walker) entry(dir string, e fs.DirEntry, siblings []fs.DirEntry, depth int) {
	name := e.Name()
	if ignoredName(name) || w.excluded(dir, name) {
		return
	}
	file := path.Join(dir, name)
	switch mode := e.Type(); {
	case mode.IsDir():
		if ignoredDir(name) && (!w.static || name[0] != '_') {
			return
		}
		if info, err := e.Info(); err == nil {
			w.visited = append(w.visited, info)
		}
		if err := w.dir(file, depth+1); err != nil {
			w.note(Error, file, "the directory cannot be read: %v", plainError(err))
		}
	case mode&fs.ModeSymlink != 0:
		w.link(file, siblings)
	case mode.IsRegular():
		if w.static || !w.isPost(name, siblings) {
			w.asset(file)
			return
		}
		info, err := e.Info()
		if err != nil {
			return // gone since the directory was read
		}
		w.add(file, markOf(info))
	case isPostExt(path.Ext(name)):
		w.note(Warning, file, "skipped: not a regular file")
	}
}

func (w *walker) add(file string, mark fileMark) {
	if len(w.tree.files) >= w.limits.Files {
		w.stop(file)
		return
	}
	w.tree.files = append(w.tree.files, postFile{file, mark})
}

// link follows a link to a file at once; those to directories wait until all others are visited.
func (w *walker) link(file string, siblings []fs.DirEntry) {
	name := path.Base(file)
	info, err := fs.Stat(w.fsys, file)
	switch {
	case err != nil:
		if errors.Is(err, fs.ErrNotExist) {
			w.note(Warning, file, "skipped: the link points to nothing")
			return
		}
		w.note(Warning, file, "skipped: the link leaves the content directory or cannot be followed")
	case info.IsDir():
		if !ignoredDir(name) {
			if !w.static {
				w.links = append(w.links, file)
			}
		}
	case !info.Mode().IsRegular():
		w.note(Warning, file, "skipped: the link does not point to a regular file")
	case !w.static && w.isPost(name, siblings):
		w.add(file, markOf(info))
	default:
		w.asset(file)
	}
}

func (w *walker) linkedDir(link string) {
	info, err := fs.Stat(w.fsys, link)
	if err != nil {
		return
	}
	for _, seen := range w.visited {
		if os.SameFile(seen, info) {
			return
		}
	}
	w.visited = append(w.visited, info)
	if err := w.dir(link, strings.Count(link, "/")+1); err != nil {
		w.note(Error, link, "the directory cannot be read: %v", plainError(err))
	}
}

// isPost tells whether a file of that name may be a post. An R Markdown source beside its output is not.
func (w *walker) isPost(name string, siblings []fs.DirEntry) bool {
	ext := path.Ext(name)
	if !isPostExt(ext) {
		return false
	}
	if !strings.EqualFold(ext, ".rmd") {
		return true
	}
	stem := name[:len(name)-len(ext)]
	for _, output := range []string{stem + ".md", stem + ".markdown"} {
		if _, found := slices.BinarySearchFunc(siblings, output, func(e fs.DirEntry, name string) int { return strings.Compare(e.Name(), name) }); found {
			return false
		}
	}
	return true
}

// excluded tells whether Jekyll's exclude names the entry.
func (w *walker) excluded(dir, name string) bool {
	if len(w.site.exclude) == 0 {
		return false
	}
	file := withinContent(w.site, path.Join(dir, name))
	for _, pattern := range w.site.exclude {
		if pattern == file {
			return true
		}
		if ok, _ := path.Match(pattern, file); ok {
			return true
		}
	}
	return false
}

// ignoredName tells whether a name is hidden or a backup.
func ignoredName(name string) bool {
	if name[0] == '.' || name[0] == '#' || name[0] == '~' || name[len(name)-1] == '~' {
		return true
	}
	stem := strings.ToLower(name[:len(name)-len(path.Ext(name))])
	for _, ext := range []string{".bak", ".orig", ".backup", ".old", ".tmp", ".swp"} {
		if strings.HasSuffix(stem, ext) {
			return true
		}
	}
	return false
}

// ignoredDir tells whether a directory holds no posts: what starts with '_' belongs to an engine, but for posts and drafts.
func ignoredDir(name string) bool {
	if name[0] == '_' {
		return name != "_drafts" && !strings.HasPrefix(name, "_posts")
	}
	return name == "node_modules" || name == "vendor"
}
