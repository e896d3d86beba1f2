package site

import (
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
)

// naming reads how the engine makes the names of posts on the web.
func (r *siteReader) naming() {
	n := &r.site.Naming
	switch r.site.Engine {
	case "pelican":
		n.SlugOfTitle = r.own("slugifysource") != "basename" &&
			!strings.Contains(r.own("filenamemetadata"), "<slug>") && !strings.Contains(r.own("pathmetadata"), "<slug>")
	case "hugo":
		n.DefaultLang = r.own("defaultcontentlanguage")
		if v := r.root.Get("defaultcontentlanguageinsubdir"); v != nil {
			n.DefaultInSubdir, _ = v.Bool()
		}
		if v := r.root.Get("frontmatter"); v != nil && v.Kind == frontmatter.Table {
			if date := v.Get("date"); date != nil {
				n.DateOfName = slices.ContainsFunc(frontmatter.Names(date, 1), func(s string) bool { return s == ":filename" })
			}
		}
		n.LangDirs = r.langDirs()
	case "zola":
		n.DefaultLang = r.own("defaultlanguage")
	default:
		return
	}
	if n.DefaultLang == "" {
		n.DefaultLang = "en"
	}
}

// langDirs returns the content directories of Hugo's languages, as languages by directory.
func (r *siteReader) langDirs() map[string]string {
	languages := r.root.Get("languages")
	if languages == nil {
		return nil
	}
	dirs := map[string]string{}
	for i := range languages.Fields[:min(len(languages.Fields), blog.MaxNames)] {
		f := &languages.Fields[i]
		if f.Value.Kind != frontmatter.Table {
			continue
		}
		if dir := f.Value.Get("contentdir"); dir != nil && dir.Kind == frontmatter.Scalar {
			dirs[strings.Trim(path.Clean(dir.Text), "/")] = f.Name
		}
	}
	return dirs
}

// langOfPath returns the language that the path of a post says on a site of several, and its path
// without it, relative to the content directory.
func langOfPath(site *blog.Site, file string, at blog.PathInfo) (lang, within string) {
	within = site.Within(file)
	if at.Suffix != "" && slices.Contains(site.Languages, at.Suffix) {
		return at.Suffix, within
	}
	for dir, lang := range site.Naming.LangDirs {
		if rest, ok := strings.CutPrefix(file, dir+"/"); ok {
			return lang, rest
		}
	}
	if top, rest, ok := strings.Cut(within, "/"); ok && slices.Contains(site.Languages, top) {
		return top, rest
	}
	return "", within
}

// langPrefix returns what stands before the path of a post in a language: nothing for the default
// one, unless the site says otherwise.
func langPrefix(site *blog.Site, lang string) string {
	n := &site.Naming
	if len(site.Languages) == 0 {
		return ""
	}
	if lang == "" {
		lang = n.DefaultLang
	}
	if strings.EqualFold(lang, n.DefaultLang) && !n.DefaultInSubdir {
		return ""
	}
	return "/" + strings.ToLower(lang)
}
