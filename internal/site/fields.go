package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// Folded keys by which engines and themes call what a blog says of itself, best first.
var (
	siteTitleKeys = []string{"title", "sitetitle", "sitename", "blogtitle", "pagetitle", "websitetitle", "blogname", "headertitle"}
	siteTextKeys  = []string{
		"description", "sitedescription", "blogdescription", "desc", "sitedesc", "websitedescr", "tagline", "subtitle", "sitesubtitle",
		"summary",
	}
	siteAuthorKeys = []string{"author", "authors", "siteauthor", "blogauthor", "authorname"}
	siteURLKeys    = []string{
		"baseurl", "siteurl", "url", "website", "site", "location", "domain", "hostname", "websiteurl", "homepage", "siteaddress", "siteorigin",
	}
	siteLangKeys = []string{
		"defaultcontentlanguage", "languagecode", "defaultlanguage", "defaultlang", "lang", "language", "locale", "sitelang",
		"defaultlocale", "htmllang",
	}
)

// innerTables are tables of settings that describe the site.
var innerTables = []string{
	"sitemetadata", "website", "configuration", "site", "siteconfig", "metadata", "metas", "siteinfo", "config", "params", "extra",
	"i18n", "theme", "sitemap", "project", "default", "meta", "book",
}

// besides reads the files in which authors keep the name of their blog beside the site file.
func (r *siteReader) besides() {
	if !slices.Contains(programEngines, r.engine) {
		return
	}
	for _, dir := range besideDirs {
		if dir != "" && r.top.lacks(dir) {
			continue
		}
		for _, name := range r.list(cmp.Or(dir, ".")).names {
			stem, ext, _ := strings.Cut(strings.ToLower(name), ".")
			file := path.Join(dir, name)
			usual := slices.Contains(besideStems, stem) || stem == "config" && dir == "src" || stem == "_data" && (dir != "" || r.engine == "lume")
			if !usual || !slices.Contains([]string{"json", "yml", "yaml", "toml", "js", "ts", "mjs", "cjs"}, ext) ||
				len(r.more) >= 10 {
				continue
			}
			had := len(r.notes.All)
			if !r.isFile(file) {
				r.notes.All = r.notes.All[:had]
				continue
			}
			if v, ok := r.tree(file); ok {
				r.more = append(r.more, v)
			}
			r.notes.All = r.notes.All[:had] // it may be something else
		}
	}
}

// tables returns the tables in which a field may stand, best first.
func (r *siteReader) tables() []*frontmatter.Value {
	lang := ""
	if v := firstScalar(&r.root, siteLangKeys); v != nil {
		lang = frontmatter.FoldKey(v.Text)
	}
	var out []*frontmatter.Value
	add := func(root *frontmatter.Value) {
		out = append(out, root)
		languages := root.Get("languages")
		if languages != nil && languages.Kind == frontmatter.Table {
			in := languages.Get(lang)
			if in == nil && len(languages.Fields) > 0 {
				in = &languages.Fields[0].Value
			}
			if in != nil && in.Kind == frontmatter.Table {
				out = append(out, in)
				if params := in.Get("params"); params != nil {
					out = append(out, params)
				}
			}
		}
		for _, key := range innerTables {
			if v := root.Get(key); v != nil && v.Kind == frontmatter.Table {
				out = append(out, v)
			}
		}
	}
	add(&r.root)
	for i := range r.more {
		add(&r.more[i])
		for j := range r.more[i].Fields { // export const SITE = { ... }
			if f := &r.more[i].Fields[j]; f.Value.Kind == frontmatter.Table && !slices.Contains(innerTables, f.Key) {
				out = append(out, &f.Value)
			}
		}
	}
	return out
}

// firstScalar returns the first of keys that v has as a scalar, or as something with one: a name of
// a table, the first of a list.
func firstScalar(v *frontmatter.Value, keys []string) *frontmatter.Value {
	for _, key := range keys {
		f := v.Get(key).First()
		if f != nil && f.Kind == frontmatter.Table {
			if name := frontmatter.FirstOf(f, frontmatter.NameKeys, nil); name != nil {
				f = name
			} else if len(f.Fields) > 0 && key != "site" { // one of each language
				f = &f.Fields[0].Value
			}
		}
		if f != nil && f.Kind == frontmatter.Scalar {
			return f
		}
	}
	return nil
}

// text returns the first scalar of one of the folded keys, wherever it may stand.
func (r *siteReader) text(keys ...string) string {
	for _, table := range r.tables() {
		if v := firstScalar(table, keys); v != nil {
			return plaintext.OneLine(v.Text, blog.MaxSummary)
		}
	}
	return ""
}

// own returns the text of a key at the top of the site file.
func (r *siteReader) own(key string) string {
	if v := firstScalar(&r.root, []string{key}); v != nil {
		return plaintext.OneLine(v.Text, blog.MaxSummary)
	}
	return ""
}

// metasSite returns the name of the site in Lume's metas.
func (r *siteReader) metasSite() string {
	for _, table := range r.tables() {
		if metas := table.Get("metas"); metas != nil {
			if v := metas.Get("site"); v != nil && v.Kind == frontmatter.Scalar {
				return plaintext.OneLine(v.Text, blog.MaxTitle)
			}
		}
	}
	return ""
}

// lineOf returns the line of a key at the top of the site file; 1 where it is not there.
func (r *siteReader) lineOf(key string) int {
	if v := r.root.Get(key); v != nil {
		return v.Line
	}
	return 1
}

// sourceDir returns the directory of Jekyll or Bridgetown in which the posts lie; "" for the root.
func (r *siteReader) sourceDir() string {
	return r.dirOf("source", map[string]string{"bridgetown": "src"}[r.site.Engine])
}

func (r *siteReader) fields() {
	s := &r.site
	if s.File != "" {
		s.Engine = r.toldEngine(s.File)
	}
	s.Lang = blog.CanonicalLang(strings.ReplaceAll(r.text(siteLangKeys...), "_", "-"))
	s.Languages = r.languages()
	s.Title = parser.PlainLine(cmp.Or(r.text(siteTitleKeys...), r.own("name"), r.metasSite(), r.text("name")), blog.MaxTitle)
	s.Description = parser.PlainLine(r.text(siteTextKeys...), blog.MaxSummary)
	s.Author = parser.PlainLine(r.text(siteAuthorKeys...), blog.MaxName)
	s.BaseURL = r.baseURL()
	if name := r.text("timezone"); name != "" {
		loc, err := time.LoadLocation(name)
		if err != nil {
			r.notes.Warn(r.lineOf("timezone"), "time zone %q is not known; expected one such as Europe/Berlin",
				plaintext.Clip(name, 80))
		} else {
			s.Location = loc
		}
	}
	r.permalinks()
	r.naming()
	if s.Lang == "" && len(s.Languages) > 0 {
		s.Lang = blog.CanonicalLang(s.Naming.DefaultLang)
	}
	r.site.Defaults = r.presets()
	r.collections()
	r.secrets()
}

// secrets reads the tags whose posts hexo-blog-encrypt encrypts.
func (r *siteReader) secrets() {
	encrypt := r.root.Get("encrypt")
	if encrypt == nil {
		return
	}
	for _, key := range []string{"tags", "categories"} {
		for _, name := range frontmatter.Names(encrypt.Get(key), 0) {
			if len(r.site.secret) < blog.MaxNames {
				r.site.secret = append(r.site.secret, blog.NameKey(name))
			}
		}
	}
}

// SecretTag returns the first of some tags and categories whose posts the site encrypts; "" if there
// is none.
func (s *Settings) SecretTag(names ...[]string) string {
	if len(s.secret) == 0 {
		return ""
	}
	for _, name := range slices.Concat(names...) {
		if slices.Contains(s.secret, blog.NameKey(name)) {
			return name
		}
	}
	return ""
}

// baseURL returns the address of the blog on the web.
func (r *siteReader) baseURL() string {
	if r.site.Engine == "jekyll" || r.site.Engine == "docusaurus" { // there, baseurl is a path below url
		base := strings.TrimRight(r.own("url"), "/") + strings.TrimRight(r.own("baseurl"), "/")
		if r.own("url") != "" || r.site.Engine == "jekyll" {
			return base
		}
	}
	for _, table := range r.tables() {
		for _, key := range siteURLKeys {
			v := firstScalar(table, []string{key})
			switch {
			case v == nil:
			case strings.Contains(v.Text, "://"):
				return plaintext.OneLine(v.Text, blog.MaxAddress)
			case isHost(v.Text):
				return "https://" + strings.Trim(v.Text, "/")
			}
		}
	}
	return ""
}

// isHost reports whether text is the name of a host, with a path perhaps, as Quartz has it.
func isHost(text string) bool {
	host, _, _ := strings.Cut(text, "/")
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && len(host)-dot > 2 && !strings.ContainsAny(text, " :@") &&
		strings.Trim(strings.ToLower(host[dot+1:]), "abcdefghijklmnopqrstuvwxyz") == "" && !strings.HasSuffix(text, ".html")
}

// presets returns the front matter that the site file says for posts.
func (r *siteReader) presets() []Defaults {
	switch r.site.Engine {
	case "jekyll", "bridgetown":
		return jekyllDefaults(r.root.Get("defaults"), cmp.Or(r.sourceDir(), "."))
	case "hugo":
		return HugoCascade(r.root.Get("cascade"), "")
	case "pelican":
		if v := r.root.Get("defaultmetadata"); v != nil && v.Kind == frontmatter.Table {
			return append([]Defaults{{values: v.WithoutLines()}}, r.pathMetadata()...)
		}
		return r.pathMetadata()
	case "quarto":
		return r.quartoDrafts()
	}
	return nil
}

// quartoDrafts returns what website.drafts says: the files that are drafts.
func (r *siteReader) quartoDrafts() []Defaults {
	var out []Defaults
	for _, in := range []string{"website", "book"} {
		v := r.root.Get(in)
		if v == nil {
			continue
		}
		for _, file := range frontmatter.Names(v.Get("drafts"), 0) {
			if len(out) < maxFileDefaults {
				file = strings.Trim(strings.TrimPrefix(file, "./"), "/")
				out = append(out, Defaults{glob: file, values: frontmatter.Value{Kind: frontmatter.Table, Fields: []frontmatter.Field{{
					Key: "draft", Name: "draft", Line: 1, Value: frontmatter.Value{Kind: frontmatter.Scalar, Text: "true", Line: 1},
				}}}})
			}
		}
	}
	return out
}

// languages returns the names of the languages, about which nothing more may be said.
func (r *siteReader) languages() []string {
	var out []string
	for _, root := range []*frontmatter.Value{&r.root, r.root.Get("i18n")} {
		if root == nil {
			continue
		}
		for i := range root.Fields {
			f := &root.Fields[i]
			if f.Key != "languages" && f.Key != "locales" && f.Key != "translations" {
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
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), blog.MaxNames)]
}

func (r *siteReader) permalinks() {
	patterns := map[string]string{}
	switch v := r.root.Get("permalink"); {
	case v != nil && v.Kind == frontmatter.Scalar:
		patterns[""] = jekyllStyle(plaintext.Clip(v.Text, blog.MaxAddress))
	case r.site.Engine == "jekyll":
		patterns[""] = jekyllStyle("date")
	case r.site.Engine == "bridgetown":
		patterns[""] = "/:categories/:year/:month/:day/:title/"
	case r.site.Engine == "pelican":
		patterns[""] = pelicanPattern(cmp.Or(r.own("articleurl"), "{slug}.html"))
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

// collections reads the collections of Jekyll and Bridgetown: directories of posts whose names begin
// with '_'. Of one that makes no pages nothing is read.
func (r *siteReader) collections() {
	if r.site.Engine != "jekyll" && r.site.Engine != "bridgetown" {
		return
	}
	v := r.root.Get("collections")
	if v == nil || v.Kind != frontmatter.Table {
		return
	}
	dir := strings.Trim(r.own("collectionsdir"), "/")
	for i := range v.Fields {
		f := &v.Fields[i]
		output := f.Value.Get("output")
		if output == nil || len(r.site.Collections) == blog.MaxNames {
			continue
		}
		if is, ok := output.Bool(); !ok || !is {
			continue
		}
		name := plaintext.OneLine(f.Name, blog.MaxName)
		r.site.Collections = append(r.site.Collections, path.Join(r.sourceDir(), dir, "_"+name))
		if pattern := f.Value.Get("permalink"); pattern != nil && pattern.Kind == frontmatter.Scalar {
			r.pattern("_"+name, strings.ReplaceAll(plaintext.Clip(pattern.Text, blog.MaxAddress), ":collection", name))
		} else {
			r.pattern("_"+name, "/"+name+"/:path/")
		}
	}
}

func (r *siteReader) pattern(section, pattern string) {
	if r.site.Permalinks == nil {
		r.site.Permalinks = map[string]string{}
	}
	r.site.Permalinks[section] = pattern
}
