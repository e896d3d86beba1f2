package site

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/source"
)

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
		if s.Engine == "hugo" {
			r.mounts()
		}
		s.Static = r.existing(r.dirOf("staticdir", "static"), "assets")
	case "pelican":
		if dir := r.dirOf("path", "content"); dir != "" {
			s.Content, s.Static, s.PagesDir = r.articles(dir), []string{dir}, dir+"/pages"
		}
	case "hexo", "middleman":
		if dir := r.dirOf("sourcedir", "source"); dir != "" {
			s.Content, s.Static = []string{dir}, []string{dir}
		}
	case "jekyll", "bridgetown":
		if dir := r.sourceDir(); dir != "" {
			s.Content = []string{dir}
		}
		s.Static = slices.Clone(s.Content)
	case "mkdocs":
		if dir := r.dirOf("docsdir", "docs"); dir != "" {
			s.Content, s.Static = []string{dir}, []string{dir}
		}
	case "nikola":
		s.Content = r.orRoot("posts", "blog", "pages", "stories")
		s.Static = r.existing("files", "images")
	case "lektor":
		s.Content = r.orRoot("content")
		s.Static = r.existing("assets", "content")
	case "docusaurus":
		s.Content = r.orRoot(append(r.blogs(), "src/pages")...)
		s.Static = r.existing("static")
	case "quartz":
		s.Content = r.orRoot("content")
		s.Static = r.existing("content", "quartz/static")
	case "logseq":
		s.Content = r.orRoot("pages", "journals")
		s.Static = r.existing(".", "assets")
	case "astro":
		s.Content = r.orRoot("src/content", "src/pages", "src/data", "src/posts", "src/blog", "content")
		s.Static = r.existing("public", "src/assets", "src")
	default:
		r.plainLayout()
	}
	r.moreStatics()
}

// orRoot returns the directories that are there, or the root where none is.
func (r *siteReader) orRoot(dirs ...string) []string {
	if dirs = r.existing(dirs...); len(dirs) > 0 {
		return dirs
	}
	return []string{"."}
}

// plainLayout finds the directories where no settings of an engine say them.
func (r *siteReader) plainLayout() {
	s := &r.site
	switch {
	case s.Engine == "" && r.isDir("content") && (r.isDir("static") || r.isDir("archetypes") || r.isDir("layouts") || r.isDir("themes")):
		s.Content, s.Static = []string{"content"}, r.existing("static")
	case r.isDir("source/_posts"):
		s.Content, s.Static = []string{"source"}, []string{"source"}
	case r.isDir("src/_posts"):
		s.Content, s.Static = []string{"src"}, []string{"src"}
	default:
		s.Static = append([]string{"."}, r.existing("static", "public", "assets", "src", "content", "docs", "docs/public", "src/assets")...)
	}
}

// dirOf returns the directory that a key of the site file names, else the usual one; "" if it is
// not there.
func (r *siteReader) dirOf(key, usual string) string {
	dir := usual
	if r.root.Get(key) != nil {
		dir = r.own(key)
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
	if !fs.ValidPath(name) || name != "." && r.top.lacks(name) {
		return false
	}
	info, err := fs.Stat(r.fsys, name)
	return err == nil && info.IsDir()
}

// ignoreKeys are settings that name files which are not read, as globs.
var ignoreKeys = map[string][]string{
	"jekyll":     {"exclude"},
	"bridgetown": {"exclude"},
	"hexo":       {"exclude", "ignore", "skiprender"},
	"zola":       {"ignoredcontent"},
	"pelican":    {"ignorefiles", "articleexcludes", "pageexcludes"},
	"mkdocs":     {"excludedocs", "draftdocs"},
	"quartz":     {"ignorepatterns"},
	"docusaurus": {"exclude"},
	"vitepress":  {"srcexclude"},
	"franklin":   {"ignore"},
	"nikola":     {"ignorefiles"},
}

// ignoreFiles are lists of what is not read, in the syntax of .gitignore.
var ignoreFiles = map[string][]string{
	"eleventy": {".eleventyignore", ".gitignore"},
	"":         {".eleventyignore"},
}

// ignores reads what the engine does not read.
func (r *siteReader) ignores() {
	s := &r.site
	for _, key := range ignoreKeys[s.Engine] {
		for _, table := range r.tables() {
			v := table.Get(key)
			if v == nil {
				continue
			}
			r.ignoreList(v, strings.Contains(key, "docs"))
			break
		}
	}
	if s.Engine == "hugo" {
		if v := r.root.Get("ignorefiles"); v != nil {
			for _, expr := range frontmatter.Names(v, 1) {
				if rule, ok := ignoreExpr(expr); ok {
					r.ignore(rule, v.Line)
				}
			}
		}
	}
	if s.Engine == "quarto" {
		if project := r.root.Get("project"); project != nil {
			for _, name := range frontmatter.Names(project.Get("render"), 0) {
				if rest, ok := strings.CutPrefix(strings.TrimSpace(name), "!"); ok {
					r.ignoreLine(rest, 1)
				}
			}
		}
	}
	if s.Engine == "eleventy" {
		r.addedIgnores()
	}
	for _, file := range ignoreFiles[s.Engine] {
		src, _, err := source.ReadFile(r.fsys, file, r.options.FileBytes)
		if err != nil {
			continue
		}
		r.notes.Path = file
		for line := range strings.SplitSeq(frontmatter.Decode(src).Text, "\n") {
			r.ignoreLine(line, 1)
		}
		r.sumOf(src)
	}
}

// ignoreList reads a list of globs, or a text of them, one in a line.
func (r *siteReader) ignoreList(v *frontmatter.Value, lines bool) {
	r.notes.Path = r.site.File
	names := frontmatter.Names(v, 0)
	if lines && v.Kind == frontmatter.Scalar {
		names = strings.Split(v.Text, "\n")
	}
	for _, name := range names {
		r.ignoreLine(plaintext.Clip(strings.TrimFunc(name, unicode.IsSpace), blog.MaxName), v.Line)
	}
}

func (r *siteReader) ignoreLine(line string, at int) {
	if rule, ok := ignoreGlob(line); ok {
		if r.site.Engine == "jekyll" { // names are paths there
			rule.anchored = true
		}
		r.ignore(rule, at)
	}
}

func (r *siteReader) ignore(rule ignoreRule, line int) {
	switch len(r.site.ignore) {
	case maxIgnored + 1:
		return
	case maxIgnored:
		r.notes.Warn(line, "of what is not to be read only the first %d entries are heeded", maxIgnored)
	}
	r.site.ignore = append(r.site.ignore, rule)
}
