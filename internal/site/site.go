package site

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

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
)

// Settings are the contents of a site file: the Site, and the rules by which the blog's files are
// read.
type Settings struct {
	blog.Site

	Exclude  []string // of Jekyll
	PagesDir string   // of Pelican
	Defaults []Defaults
	sum      [sha256.Size]byte // of the site file and those beside it
}

// Options bound the reading of a site file. Those that are not empty override it.
type Options struct {
	Title       string
	Description string
	Author      string
	BaseURL     string
	Lang        string
	Location    *time.Location // zone of dates that name none; nil: the site file's, else UTC

	FileBytes int64 // a larger file is not read
	Limits    frontmatter.Limits
}

// SiteFiles are read in this order; the first that is there counts.
var SiteFiles = []string{
	"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
	"_config.yml", "_config.yaml", "_config.toml",
	"config.toml", "config.yaml", "config.yml", "config.json",
	"config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml", "config/_default/config.yaml",
	"pelicanconf.py",
}

// besideFiles are further files in config/_default, each of which holds what the site file may hold
// under the name of the file.
var besideFiles = []string{"languages", "params", "permalinks", "cascade"}

// siteReader finds and reads the site file.
type siteReader struct {
	fsys    fs.FS
	options Options
	site    Settings
	notes   problem.List
	root    frontmatter.Value
}

// Read returns the settings of a directory. It never fails: a site file that cannot be read is a
// problem, and the blog is one without.
func Read(fsys fs.FS, o Options) (Settings, []problem.Problem) {
	r := &siteReader{fsys: fsys, options: o}
	if file := r.findFile(); file != "" {
		r.notes.Path = file
		if r.parse(file) {
			r.site.File, r.notes.Path = file, file
			r.fields()
		}
	}
	r.override()
	r.directories()
	return r.site, r.notes.All
}

func (r *siteReader) findFile() string {
	for _, name := range SiteFiles {
		if r.isFile(name) {
			return name
		}
	}
	return ""
}

// isFile reports whether there is a regular file of that name. An entry of that name that is no
// regular file, or a link that cannot be followed, is a problem: its author believes that it is
// read.
func (r *siteReader) isFile(name string) bool {
	info, err := fs.Stat(r.fsys, name)
	switch {
	case err == nil && info.Mode().IsRegular():
		return true
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && info.IsDir():
		return false
	}
	r.notes.Path = name
	if err == nil {
		err = source.ErrNotRegular
	}
	r.notes.Warn(1, "the site file is not read: %v", source.PlainError(err))
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
				r.root.Fields = append(r.root.Fields, frontmatter.Field{Key: name, Name: name, Line: 1, Value: v})
			}
			break
		}
	}
	return true
}

// siteBytes is how many times as large as front matter a file of settings may be.
const siteBytes = 8

// tree reads one file of settings.
func (r *siteReader) tree(file string) (root frontmatter.Value, ok bool) {
	r.notes.Path = file
	limit := min(r.options.FileBytes, siteBytes*int64(r.options.Limits.Bytes))
	src, _, err := source.ReadFile(r.fsys, file, limit)
	if errors.Is(err, source.ErrTooLarge) {
		err = fmt.Errorf("it is larger than %s", plaintext.ByteSize(limit))
	}
	if err != nil && !errors.Is(err, source.ErrChanging) { // then it is read again soon
		r.notes.Fail(1, "the site file cannot be read: %v", source.PlainError(err))
		return frontmatter.Value{}, false
	}
	h := sha256.New()
	h.Write(r.site.sum[:])
	h.Write(src)
	h.Sum(r.site.sum[:0])
	text := frontmatter.Decode(src).Text
	b := &frontmatter.Budget{Depth: r.options.Limits.Depth, Nodes: 10 * r.options.Limits.Nodes}
	switch path.Ext(file) {
	case ".toml":
		root, err = frontmatter.ParseTOML(text, 1, b)
	case ".json":
		root, err = frontmatter.ParseJSON(text, 1, b)
	case ".py": // it is never run: NAME = 'text' lines are enough
		root = frontmatter.ParsePairs(text, 1, b)
	default:
		line := 1
		if rest, ok := strings.CutPrefix(text, "---\n"); ok {
			text, line = rest, 2
		}
		root, err = frontmatter.ParseYAML(text, line, b)
	}
	if err != nil {
		r.notes.Fail(frontmatter.ErrorLine(err), "the site file cannot be read: %v", err)
		return frontmatter.Value{}, false
	}
	return root, root.Kind == frontmatter.Table
}

// text returns the first scalar at one of the dotted paths of folded keys.
func (r *siteReader) text(paths ...string) string {
	for _, p := range paths {
		v := &r.root
		for key := range strings.SplitSeq(p, ".") {
			if v = v.Get(key); v == nil {
				break
			}
		}
		if v = v.First(); v != nil && v.Kind == frontmatter.Table {
			v = frontmatter.FirstOf(v, frontmatter.NameKeys, nil)
		}
		if v != nil && v.Kind == frontmatter.Scalar {
			return plaintext.OneLine(v.Text, blog.MaxSummary)
		}
	}
	return ""
}

func (r *siteReader) fields() {
	s := &r.site
	s.Engine = r.engine()
	lang := r.text("defaultcontentlanguage", "languagecode", "defaultlanguage", "defaultlang", "lang", "language",
		"locale")
	s.Lang = blog.CanonicalLang(lang)
	s.Languages = r.languages()
	in := "languages." + frontmatter.FoldKey(lang)
	s.Title = markdown.PlainLine(r.text("title", in+".title", "sitename", "name"), blog.MaxTitle)
	s.Description = markdown.PlainLine(r.text("description", "params.description", in+".params.description",
		"extra.description", "tagline", "subtitle"), blog.MaxSummary)
	s.Author = markdown.PlainLine(r.text("author", "authors", "params.author", in+".params.author", "extra.author"),
		blog.MaxName)
	s.BaseURL = r.text("baseurl", "siteurl", "url")
	if s.Engine == "jekyll" { // there, baseurl is a path below url
		s.BaseURL = strings.TrimRight(r.text("url"), "/") + strings.TrimRight(r.text("baseurl"), "/")
	}
	if name := r.text("timezone"); name != "" {
		loc, err := time.LoadLocation(name)
		if err != nil {
			r.notes.Warn(r.root.Get("timezone").Line, "time zone %q is not known; expected one such as Europe/Berlin",
				plaintext.Clip(name, 80))
		} else {
			s.Location = loc
		}
	}
	r.permalinks()
	r.site.Defaults = r.presets()
	r.excludes()
}

// maxExcludes bounds Jekyll's exclude, with which the name of every file is compared.
const maxExcludes = 100

// excludes reads Jekyll's exclude.
func (r *siteReader) excludes() {
	v := r.root.Get("exclude")
	for _, name := range frontmatter.Names(v, 0) {
		if len(r.site.Exclude) == maxExcludes {
			r.notes.Warn(v.Line, "of exclude only the first %d entries are heeded", maxExcludes)
			break
		}
		r.site.Exclude = append(r.site.Exclude, plaintext.Clip(strings.Trim(name, "/"), blog.MaxName))
	}
}

// presets returns the front matter that the site file says for posts.
func (r *siteReader) presets() []Defaults {
	switch r.site.Engine {
	case "jekyll":
		return jekyllDefaults(r.root.Get("defaults"), cmp.Or(r.dirOf("source", ""), "."))
	case "hugo":
		return HugoCascade(r.root.Get("cascade"), "")
	}
	return nil
}

// languages returns the names of the languages, about which nothing more may be said.
func (r *siteReader) languages() []string {
	var out []string
	for i := range r.root.Fields {
		f := &r.root.Fields[i]
		if f.Key != "languages" {
			continue
		}
		for j := range f.Value.Fields {
			out = append(out, plaintext.OneLine(f.Value.Fields[j].Name, blog.MaxName))
		}
		if f.Value.Kind != frontmatter.Table {
			for _, name := range frontmatter.Names(&f.Value, 0) {
				if name = plaintext.OneLine(name, blog.MaxName); name != "" {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), blog.MaxNames)]
}

func (r *siteReader) engine() string {
	switch name := r.site.File; {
	case strings.HasSuffix(name, ".py"):
		return "pelican"
	case !strings.HasPrefix(name, "_config"):
		// Hugo writes baseURL
		zola := slices.ContainsFunc(r.root.Fields, func(f frontmatter.Field) bool { return f.Name == "base_url" })
		if zola && name == "config.toml" {
			return "zola"
		}
		return "hugo"
	case r.root.Get("sourcedir") != nil || r.isDir("source/_posts"):
		return "hexo"
	}
	return "jekyll"
}

func (r *siteReader) permalinks() {
	patterns := map[string]string{}
	switch v := r.root.Get("permalink"); {
	case v != nil && v.Kind == frontmatter.Scalar:
		patterns[""] = jekyllStyle(plaintext.Clip(v.Text, blog.MaxAddress))
	case r.site.Engine == "jekyll":
		patterns[""] = jekyllStyle("date")
	case r.site.Engine == "pelican":
		patterns[""] = pelicanPattern(cmp.Or(r.text("articleurl"), "{slug}.html"))
	case r.site.Engine == "hexo":
		patterns[""] = "/:year/:month/:day/:title/"
	}
	if v := r.root.Get("permalinks"); v != nil {
		if page := v.Get("page"); page != nil && page.Kind == frontmatter.Table { // Hugo since 0.115
			v = page
		}
		for i := range v.Fields {
			if f := &v.Fields[i]; f.Value.Kind == frontmatter.Scalar {
				patterns[f.Name] = plaintext.Clip(f.Value.Text, blog.MaxAddress)
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
	}{{&s.Title, o.Title}, {&s.Description, o.Description}, {&s.Author, o.Author}, {&s.BaseURL, o.BaseURL}, {
		&s.Lang,
		o.Lang,
	}} {
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

// directories finds where posts and static files lie. Where the layout of an engine is plain to see
// it is used without a site file too.
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
			s.Content, s.Static, s.PagesDir = []string{dir}, []string{dir}, dir+"/pages"
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
		case r.isDir("content") && (r.isDir("static") || r.isDir("archetypes") || r.isDir("layouts") ||
			r.isDir("themes")):
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

// dirOf returns the directory that a key of the site file names, else the usual one; "" if it is
// not there.
func (r *siteReader) dirOf(key, usual string) string {
	dir := usual
	if r.root.Get(key) != nil {
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

// Equal reports whether posts read under a would be the same under b.
func (s *Settings) Equal(b *Settings) bool {
	return s.sum == b.sum && s.Title == b.Title && s.Description == b.Description && s.Author == b.Author &&
		s.BaseURL == b.BaseURL &&
		s.Lang == b.Lang && s.Location.String() == b.Location.String() && s.Engine == b.Engine && s.File == b.File &&
		slices.Equal(s.Content, b.Content) && slices.Equal(s.Static, b.Static) &&
		slices.Equal(s.Languages, b.Languages) &&
		maps.Equal(s.Permalinks, b.Permalinks) && slices.Equal(s.Exclude, b.Exclude)
}
