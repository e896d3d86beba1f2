package blog

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"
)

// settings are what the site file of a blog says: the Site, and what the files of the blog are read with.
type settings struct {
	Site

	exclude  []string // of Jekyll
	pagesDir string   // of Pelican
	presets  []preset
	sum      [sha256.Size]byte // of the site file and those beside it
}

// siteOptions bound the reading of a site file, and override what it says where they are not empty.
type siteOptions struct {
	Title       string
	Description string
	Author      string
	BaseURL     string
	Lang        string
	Location    *time.Location // zone of dates that name none; nil: the site file's, else UTC

	FileBytes int64 // a larger file is not read
	Limits    headerLimits
}

// siteFiles are read in this order; the first that is there counts.
var siteFiles = []string{
	"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
	"_config.yml", "_config.yaml", "_config.toml",
	"config.toml", "config.yaml", "config.yml", "config.json",
	"config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml", "config/_default/config.yaml",
	"pelicanconf.py",
}

// besideFiles are further files in config/_default, each of which holds what the site file may hold under the name of the file.
var besideFiles = []string{"languages", "params", "permalinks", "cascade"}

// siteReader finds and reads the site file.
type siteReader struct {
	fsys    fs.FS
	options siteOptions
	site    settings
	notes   notes
	root    value
}

// readSite returns what the directory says of the blog as a whole. It never fails: a site file that cannot be read is a
// problem, and the blog is one without.
func readSite(fsys fs.FS, o siteOptions) (settings, []Problem) {
	r := &siteReader{fsys: fsys, options: o}
	if file := r.findFile(); file != "" {
		r.notes.path = file
		if r.parse(file) {
			r.site.File, r.notes.path = file, file
			r.fields()
		}
	}
	r.override()
	r.directories()
	return r.site, r.notes.list
}

func (r *siteReader) findFile() string {
	for _, name := range siteFiles {
		if r.isFile(name) {
			return name
		}
	}
	return ""
}

// isFile tells whether there is a regular file of that name. What is there but is none, or is a link that cannot be followed, is a
// problem: its author believes that it is read.
func (r *siteReader) isFile(name string) bool {
	info, err := fs.Stat(r.fsys, name)
	switch {
	case err == nil && info.Mode().IsRegular():
		return true
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && info.IsDir():
		return false
	}
	r.notes.path = name
	if err == nil {
		err = errNotRegular
	}
	r.notes.warn(1, "the site file is not read: %v", plainError(err))
	return false
}

// parse reads the site file and those beside it into root.
func (r *siteReader) parse(file string) bool {
	root, ok := r.tree(file)
	if !ok {
		return false
	}
	r.root = root
	dir, ok := strings.CutSuffix(path.Dir(file), "_default")
	if !ok {
		return true
	}
	for _, name := range besideFiles {
		for _, ext := range []string{".toml", ".yaml", ".yml", ".json"} {
			beside := dir + "_default/" + name + ext
			if !r.isFile(beside) {
				continue
			}
			if v, ok := r.tree(beside); ok {
				r.root.fields = append(r.root.fields, field{key: name, name: name, line: 1, value: v})
			}
			break
		}
	}
	return true
}

// siteBytes is how many times as large as front matter a file of settings may be.
const siteBytes = 8

// tree reads one file of settings.
func (r *siteReader) tree(file string) (root value, ok bool) {
	r.notes.path = file
	limit := min(r.options.FileBytes, siteBytes*int64(r.options.Limits.Bytes))
	src, _, err := readFile(r.fsys, file, limit)
	if errors.Is(err, errTooLarge) {
		err = fmt.Errorf("it is larger than %s", byteSize(limit))
	}
	if err != nil && !errors.Is(err, errChanging) { // then it is read again soon
		r.notes.fail(1, "the site file cannot be read: %v", plainError(err))
		return value{}, false
	}
	h := sha256.New()
	h.Write(r.site.sum[:])
	h.Write(src)
	h.Sum(r.site.sum[:0])
	text := decode(src).text
	b := &budget{depth: r.options.Limits.Depth, nodes: 10 * r.options.Limits.Nodes}
	switch path.Ext(file) {
	case ".toml":
		root, err = parseTOML(text, 1, b)
	case ".json":
		root, err = parseJSON(text, 1, b)
	case ".py": // it is never run: NAME = 'text' lines are enough
		root = parsePairs(text, 1, b)
	default:
		line := 1
		if rest, ok := strings.CutPrefix(text, "---\n"); ok {
			text, line = rest, 2
		}
		root, err = parseYAML(text, line, b)
	}
	if err != nil {
		r.notes.fail(errorLine(err), "the site file cannot be read: %v", err)
		return value{}, false
	}
	return root, root.kind == table
}

// text returns the first scalar at one of the dotted paths of folded keys.
func (r *siteReader) text(paths ...string) string {
	for _, p := range paths {
		v := &r.root
		for key := range strings.SplitSeq(p, ".") {
			if v = v.get(key); v == nil {
				break
			}
		}
		if v = v.first(); v != nil && v.kind == table {
			v = firstOf(v, nameKeys, nil)
		}
		if v != nil && v.kind == scalar {
			return oneLine(v.text, maxSummary)
		}
	}
	return ""
}

func (r *siteReader) fields() {
	s := &r.site
	s.Engine = r.engine()
	lang := r.text("defaultcontentlanguage", "languagecode", "defaultlanguage", "defaultlang", "lang", "language", "locale")
	s.Lang = canonicalLang(lang)
	s.Languages = r.languages()
	in := "languages." + foldKey(lang)
	s.Title = plainLine(r.text("title", in+".title", "sitename", "name"), maxTitle)
	s.Description = plainLine(r.text("description", "params.description", in+".params.description", "extra.description", "tagline", "subtitle"), maxSummary)
	s.Author = plainLine(r.text("author", "authors", "params.author", in+".params.author", "extra.author"), maxName)
	s.BaseURL = r.text("baseurl", "siteurl", "url")
	if s.Engine == "jekyll" { // there, baseurl is a path below url
		s.BaseURL = strings.TrimRight(r.text("url"), "/") + strings.TrimRight(r.text("baseurl"), "/")
	}
	if name := r.text("timezone"); name != "" {
		loc, err := time.LoadLocation(name)
		if err != nil {
			r.notes.warn(r.root.get("timezone").line, "time zone %q is not known; expected one such as Europe/Berlin", clip(name, 80))
		} else {
			s.Location = loc
		}
	}
	r.permalinks()
	r.site.presets = r.presets()
	r.excludes()
}

// maxExcludes bounds Jekyll's exclude, with which the name of every file is compared.
const maxExcludes = 100

// excludes reads Jekyll's exclude.
func (r *siteReader) excludes() {
	v := r.root.get("exclude")
	for _, name := range names(v, 0) {
		if len(r.site.exclude) == maxExcludes {
			r.notes.warn(v.line, "of exclude only the first %d entries are heeded", maxExcludes)
			break
		}
		r.site.exclude = append(r.site.exclude, clip(strings.Trim(name, "/"), maxName))
	}
}

// presets returns the front matter that the site file says for posts.
func (r *siteReader) presets() []preset {
	switch r.site.Engine {
	case "jekyll":
		return jekyllDefaults(r.root.get("defaults"), cmp.Or(r.dirOf("source", ""), "."))
	case "hugo":
		return hugoCascade(r.root.get("cascade"), "")
	}
	return nil
}

// languages returns the names of the languages, about which nothing more may be said.
func (r *siteReader) languages() []string {
	var out []string
	for i := range r.root.fields {
		f := &r.root.fields[i]
		if f.key != "languages" {
			continue
		}
		for j := range f.value.fields {
			out = append(out, oneLine(f.value.fields[j].name, maxName))
		}
		if f.value.kind != table {
			out = append(out, cleanNames(names(&f.value, 0))...)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), maxNames)]
}

func (r *siteReader) engine() string {
	switch name := r.site.File; {
	case strings.HasSuffix(name, ".py"):
		return "pelican"
	case !strings.HasPrefix(name, "_config"):
		zola := slices.ContainsFunc(r.root.fields, func(f field) bool { return f.name == "base_url" }) // Hugo writes baseURL
		if zola && name == "config.toml" {
			return "zola"
		}
		return "hugo"
	case r.root.get("sourcedir") != nil || r.isDir("source/_posts"):
		return "hexo"
	}
	return "jekyll"
}

func (r *siteReader) permalinks() {
	patterns := map[string]string{}
	switch v := r.root.get("permalink"); {
	case v != nil && v.kind == scalar:
		patterns[""] = jekyllStyle(clip(v.text, maxAddress))
	case r.site.Engine == "jekyll":
		patterns[""] = jekyllStyle("date")
	case r.site.Engine == "pelican":
		patterns[""] = pelicanPattern(cmp.Or(r.text("articleurl"), "{slug}.html"))
	case r.site.Engine == "hexo":
		patterns[""] = "/:year/:month/:day/:title/"
	}
	if v := r.root.get("permalinks"); v != nil {
		if page := v.get("page"); page != nil && page.kind == table { // Hugo since 0.115
			v = page
		}
		for i := range v.fields {
			if f := &v.fields[i]; f.value.kind == scalar {
				patterns[f.name] = clip(f.value.text, maxAddress)
			}
		}
	}
	if len(patterns) > 0 {
		r.site.Permalinks = patterns
	}
}

func (r *siteReader) override() {
	o, s := &r.options, &r.site
	for _, f := range []struct {
		to   *string
		from string
	}{{&s.Title, o.Title}, {&s.Description, o.Description}, {&s.Author, o.Author}, {&s.BaseURL, o.BaseURL}, {&s.Lang, o.Lang}} {
		if f.from != "" {
			*f.to = f.from
		}
	}
	if s.BaseURL = strings.TrimRight(s.BaseURL, "/"); !strings.Contains(s.BaseURL, "://") {
		s.BaseURL = ""
	}
	if o.Location != nil {
		s.Location = o.Location
	}
	if s.Location == nil {
		s.Location = time.UTC
	}
}

// directories finds where posts and static files lie. Where the layout of an engine is plain to see it is used without a site
// file too.
func (r *siteReader) directories() {
	s := &r.site
	s.Content = []string{"."}
	switch s.Engine {
	case "hugo", "zola":
		if dir := r.dirOf("contentdir", "content"); dir != "" {
			s.Content = []string{dir}
		}
		s.Static = r.existing(r.dirOf("staticdir", "static"), "assets")
	case "pelican":
		if dir := r.dirOf("path", "content"); dir != "" {
			s.Content, s.Static, s.pagesDir = []string{dir}, []string{dir}, dir+"/pages"
		}
	case "hexo":
		if dir := r.dirOf("sourcedir", "source"); dir != "" {
			s.Content, s.Static = []string{dir}, []string{dir}
		}
	case "jekyll":
		if dir := r.dirOf("source", ""); dir != "" {
			s.Content = []string{dir}
		}
		s.Static = slices.Clone(s.Content)
	default:
		switch {
		case r.isDir("content") && (r.isDir("static") || r.isDir("archetypes") || r.isDir("layouts") || r.isDir("themes")):
			s.Content, s.Static = []string{"content"}, r.existing("static")
		case r.isDir("source/_posts"):
			s.Content, s.Static = []string{"source"}, []string{"source"}
		case r.isDir("src/_posts"):
			s.Content, s.Static = []string{"src"}, []string{"src"}
		default:
			s.Static = append([]string{"."}, r.existing("static", "public", "assets")...)
		}
	}
}

// dirOf returns the directory that a key of the site file names, else the usual one; "" if it is not there.
func (r *siteReader) dirOf(key, usual string) string {
	dir := usual
	if r.root.get(key) != nil {
		dir = r.text(key)
	}
	if dir = strings.Trim(strings.TrimPrefix(dir, "./"), "/"); dir == "" || !r.isDir(dir) {
		return ""
	}
	return dir
}

func (r *siteReader) existing(dirs ...string) []string {
	return slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool { return dir == "" || !r.isDir(dir) })
}

func (r *siteReader) isDir(name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	info, err := fs.Stat(r.fsys, name)
	return err == nil && info.IsDir()
}

// equal tells whether posts read under a would be the same under b.
func (s *settings) equal(b *settings) bool {
	return s.sum == b.sum && s.Title == b.Title && s.Description == b.Description && s.Author == b.Author && s.BaseURL == b.BaseURL &&
		s.Lang == b.Lang && s.Location.String() == b.Location.String() && s.Engine == b.Engine && s.File == b.File &&
		slices.Equal(s.Content, b.Content) && slices.Equal(s.Static, b.Static) && slices.Equal(s.Languages, b.Languages) &&
		maps.Equal(s.Permalinks, b.Permalinks) && slices.Equal(s.exclude, b.exclude)
}
