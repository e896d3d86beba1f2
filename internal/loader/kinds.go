package loader

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// isPost reports whether a file of that name may be a post. A source beside its output is not, nor
// what an author or an engine has set aside with an underscore.
func (w *walker) isPost(name string, siblings []fs.DirEntry) bool {
	ext := path.Ext(name)
	stem := name[:len(name)-len(ext)]
	switch {
	case !blog.IsPostExt(ext):
		return false
	case strings.EqualFold(ext, ".lr"):
		return stem == "contents" || strings.HasPrefix(stem, "contents+")
	case name[0] == '_' && !isSectionFile(name):
		w.tree.skipped.underscore++
		return false
	}
	return !blog.IsSourceExt(ext) || !has(siblings, stem+".md") && !has(siblings, stem+".markdown")
}

// has reports whether there is an entry of that name; entries are sorted.
func has(entries []fs.DirEntry, name string) bool {
	_, found := slices.BinarySearchFunc(entries, name,
		func(e fs.DirEntry, name string) int { return strings.Compare(e.Name(), name) })
	return found
}

// ignoredName reports whether a name is hidden or a backup.
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

// ignoredDir reports whether a directory holds no posts. A name that starts with '_' belongs to an
// engine, but for posts, drafts, and the collections of the site file.
func (w *walker) ignoredDir(dir, name string) bool {
	if name[0] == '_' {
		switch {
		case name == "_drafts" || strings.HasPrefix(name, "_posts"), slices.Contains(w.site.Collections, path.Join(dir, name)):
			return false
		case contentDirs[name] && !underscoreEngines[w.site.Engine]:
			return false
		}
		if !engineDirs[name] && !w.static && w.holdsPosts(path.Join(dir, name)) {
			w.tree.skipped.directories = append(w.tree.skipped.directories, path.Join(dir, name))
		}
		return true
	}
	return name == "node_modules" || name == "vendor" || name == "bower_components" || name == "__pycache__" ||
		dir == "." && toolDirs[strings.ToLower(name)] || w.site.Engine == "logseq" && name == "bak"
}

// holdsPosts reports whether the first entries of a directory have a post among them.
func (w *walker) holdsPosts(dir string) bool {
	f, err := w.fsys.Open(dir)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	d, ok := f.(fs.ReadDirFile)
	if !ok || len(w.tree.skipped.directories) >= maxSkippedNotes {
		return false
	}
	some, _ := d.ReadDir(atOnce)
	return slices.ContainsFunc(some, func(e fs.DirEntry) bool { return blog.IsPostExt(path.Ext(e.Name())) })
}

var (
	// contentDirs are names with which authors set their posts apart from their program.
	contentDirs = map[string]bool{
		"_content": true, "_blog": true, "_articles": true, "_pages": true, "_writing": true, "_essays": true, "_entries": true,
		"_notes": true,
	}
	// underscoreEngines give '_' a meaning of their own: they make no pages of such a directory.
	underscoreEngines = map[string]bool{"jekyll": true, "bridgetown": true, "hexo": true, "quarto": true, "pelican": true}
	// engineDirs are directories of engines in which no posts are expected.
	engineDirs = map[string]bool{
		"_site": true, "_includes": true, "_layouts": true, "_data": true, "_sass": true, "_plugins": true, "_assets": true,
		"_css": true, "_libs": true, "_rss": true, "_book": true, "_freeze": true, "_extensions": true, "_components": true,
		"_partials": true, "_output": true, "_static": true, "_build": true, "_cache": true, "_templates": true, "_scripts": true,
		"_bundles": true, "_theme": true, "_themes": true, "_archetypes": true, "_img": true, "_images": true, "_js": true,
	}
	// toolDirs are directories at the top of a repository in which its programs lie, and what goes
	// with them.
	toolDirs = map[string]bool{
		"archetypes": true, "themes": true, "layouts": true, "templates": true, "scaffolds": true, "examplesite": true, "dist": true,
		"venv": true, "target": true, "coverage": true, "testdata": true, "fixtures": true, "plugins": true, "cypress": true,
	}
)
