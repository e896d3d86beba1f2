package loader

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
)

// people are the names of authors whom posts call by a key, as far as files of the blog say them:
// a file of all, such as _data/authors.yml, or a file for each, such as data/authors/ann.toml.
type people struct {
	names map[string]string // by the key as written, and in lower case
	files []postFile        // that say so
	fresh bool              // one of the files may change without a sign of it
}

// Bounds of what is read to know authors by their keys.
const (
	maxPeopleFiles = 300
	maxPeopleDirs  = 200 // in which a file with a leading dot is looked for
	maxPeople      = 5000
	peopleBytes    = 4 // times the size of front matter
)

// peopleNames are names of files of all authors, and of directories with a file for each.
var peopleNames = []string{
	"authors", "author", "_authors", ".authors", "people", "team", "contributors", "writers", "members", "staff", "users", "bios",
}

// peopleIn returns the authors that the files of fsys know, and whether they differ from old.
func (l *loader) peopleIn(fsys fs.FS, s *site.Settings, found *fileTree, old people) (people, bool) {
	files := peopleFiles(fsys, s, found)
	if !old.fresh && slices.Equal(files, old.files) {
		return old, false
	}
	p := people{names: map[string]string{}, files: files}
	for _, f := range files {
		p.fresh = p.fresh || !f.mark.Settled(time.Now())
		l.readPeople(fsys, f.path, &p)
	}
	return p, !maps.Equal(p.names, old.names)
}

// peopleFiles lists the files that may name authors, the most particular first.
func peopleFiles(fsys fs.FS, s *site.Settings, found *fileTree) []postFile {
	var files []postFile
	add := func(file string) {
		if len(files) >= maxPeopleFiles || slices.ContainsFunc(files, func(f postFile) bool { return f.path == file }) {
			return
		}
		if info, err := fs.Stat(fsys, file); err == nil && info.Mode().IsRegular() {
			files = append(files, postFile{file, source.MarkOf(info)})
		}
	}
	for _, file := range found.assets { // beside the posts
		if stem, ok := isPeopleFile(path.Base(file)); ok && strings.HasPrefix(stem, "author") {
			add(file)
		}
	}
	for _, dir := range found.dirs[:min(len(found.dirs), maxPeopleDirs)] {
		add(path.Join(dir, ".authors.yml"))
	}
	for _, base := range peopleBases(s) {
		for _, dir := range []string{"_data", "data"} {
			for _, name := range entriesOf(fsys, path.Join(base, dir)) {
				if _, ok := isPeopleFile(name); ok {
					add(path.Join(base, dir, name))
				}
			}
		}
		for _, dir := range []string{"", "_data", "data", "content", "collections"} {
			for _, name := range peopleNames[:4] {
				addEach(fsys, path.Join(base, dir, name), add)
			}
		}
	}
	if isDataExt(path.Ext(s.File)) {
		add(s.File)
	}
	return files
}

// peopleBases returns the directories below which an engine keeps its data.
func peopleBases(s *site.Settings) []string {
	bases := []string{".", "src"}
	for _, dir := range s.Content {
		bases = append(bases, dir, path.Dir(dir))
	}
	slices.Sort(bases)
	return slices.Compact(bases)[:min(len(slices.Compact(bases)), 10)]
}

// addEach adds the files of a directory that has one for each author: ann.md, ann/_index.md,
// ann.yml.
func addEach(fsys fs.FS, dir string, add func(string)) {
	for _, name := range entriesOf(fsys, dir) {
		ext := path.Ext(name)
		switch {
		case isDataExt(ext) || blog.IsPostExt(ext):
			add(path.Join(dir, name))
		case ext == "":
			add(path.Join(dir, name, "_index.md"))
			add(path.Join(dir, name, "index.md"))
		}
	}
}

// entriesOf returns the names in a directory, as far as they are bearable.
func entriesOf(fsys fs.FS, dir string) []string {
	if info, err := fs.Stat(fsys, dir); err != nil || !info.IsDir() {
		return nil
	}
	f, err := fsys.Open(dir)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil
	}
	entries, _ := d.ReadDir(maxPeopleFiles)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	slices.Sort(names)
	return names
}

// isPeopleFile reports whether a file of that name has all authors.
func isPeopleFile(name string) (stem string, ok bool) {
	ext := path.Ext(name)
	stem = strings.ToLower(name[:len(name)-len(ext)])
	return stem, isDataExt(ext) && slices.Contains(peopleNames, stem)
}

func isDataExt(ext string) bool {
	switch ext {
	case ".yml", ".yaml", ".json", ".toml", ".js", ".cjs", ".mjs", ".ts":
		return true
	}
	return false
}

// readPeople adds what a file says. One that cannot be read says nothing; it is no post, and the
// keys stay what they are.
func (l *loader) readPeople(fsys fs.FS, file string, p *people) {
	limits := l.options.Limits.header()
	src, _, err := source.ReadFile(fsys, file, peopleBytes*int64(limits.Bytes))
	if err != nil {
		return
	}
	text := frontmatter.Decode(src).Text
	b := &frontmatter.Budget{Depth: limits.Depth, Nodes: 4 * limits.Nodes}
	var root frontmatter.Value
	ext := path.Ext(file)
	switch ext {
	case ".toml":
		root, err = frontmatter.ParseTOML(text, 1, b)
	case ".json":
		root, err = frontmatter.ParseJSON(text, 1, b)
	case ".yml", ".yaml":
		root, err = frontmatter.ParseYAML(strings.TrimPrefix(text, "---\n"), 1, b)
	case ".js", ".cjs", ".mjs", ".ts":
		root = frontmatter.ParseScript(text, 1, frontmatter.JavaScript, b)
	default:
		_, root = frontmatter.Read(text, limits, &problem.List{Path: file})
	}
	if err != nil {
		return
	}
	base := path.Base(file)
	stem := strings.TrimSuffix(base, ext)
	if _, all := isPeopleFile(base); all {
		p.addAll(&root, 0)
		return
	}
	if dir := path.Base(path.Dir(file)); !slices.Contains(peopleNames, dir) && stem != "_index" && stem != "index" {
		p.addAll(root.Get("authors"), 0) // of the site file
		if params := root.Get("params"); params != nil && params.Kind == frontmatter.Table {
			p.addAll(params.Get("authors"), 0)
		}
		return
	}
	if stem == "_index" || stem == "index" {
		stem = path.Base(path.Dir(file))
	}
	if root.Kind == frontmatter.Table {
		p.add(stem, personName(displayName(&root, true)))
	}
}

// addAll adds a table of authors by their keys, or a list of tables that have a key.
func (p *people) addAll(v *frontmatter.Value, depth int) {
	if v == nil {
		return
	}
	switch v.Kind {
	case frontmatter.List:
		for i := range v.Items {
			item := &v.Items[i]
			if item.Kind != frontmatter.Table {
				continue
			}
			for _, key := range authorIDKeys {
				if id := item.Get(key); id != nil && id.Kind == frontmatter.Scalar {
					p.add(id.Text, personName(displayName(item, true)))
				}
			}
		}
	case frontmatter.Table:
		if inner := v.Get("authors"); inner != nil && depth == 0 && len(v.Fields) == 1 { // of MkDocs
			p.addAll(inner, 1)
			return
		}
		for i := range v.Fields {
			switch f := &v.Fields[i]; f.Value.Kind {
			case frontmatter.Table:
				p.add(f.Name, personName(displayName(&f.Value, true)))
			case frontmatter.Scalar:
				if !strings.Contains(f.Value.Text, "://") {
					p.add(f.Name, personName(f.Value.Text))
				}
			}
		}
	}
}

// add adds an author, unless the key is known.
func (p *people) add(key, name string) {
	key, name = strings.TrimSpace(key), parser.TitleLine(name, blog.MaxName)
	if key == "" || name == "" || len(key) > blog.MaxName || len(p.names) >= maxPeople {
		return
	}
	for _, k := range []string{key, strings.ToLower(key)} {
		if _, known := p.names[k]; !known {
			p.names[k] = name
		}
	}
}

// name returns the name of an author that a post calls by a key, or by the path of the file about
// her; what is no key is returned as it is.
func (p *people) name(written string) string {
	if len(p.names) == 0 || written == "" {
		return written
	}
	key := strings.TrimPrefix(strings.TrimSpace(written), "@")
	for _, k := range []string{key, strings.ToLower(key)} {
		if name := p.names[k]; name != "" {
			return name
		}
	}
	if base := path.Base(key); strings.Contains(key, "/") && !strings.Contains(key, "://") {
		if name := p.names[strings.TrimSuffix(base, path.Ext(base))]; name != "" {
			return name
		}
	}
	return written
}
