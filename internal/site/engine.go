package site

import (
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// engineFiles are the files by which an engine is known, and which hold its settings. They are
// looked for in this order; the first that is there counts. The engine of those without one is told
// by what they say.
var engineFiles = []struct {
	engine string
	files  []string
}{
	{"hugo", []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"}},
	{"", []string{"_config.yml", "_config.yaml", "_config.toml"}},
	{"", []string{"config.toml", "config.yaml", "config.yml", "config.json"}},
	{"hugo", []string{
		"config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml", "config/_default/config.yaml",
	}},
	{"pelican", []string{"pelicanconf.py"}},
	{"nikola", []string{"conf.py"}},
	{"mkdocs", []string{"mkdocs.yml", "mkdocs.yaml"}},
	{"quarto", []string{"_quarto.yml", "_quarto.yaml"}},
	{"quartz", scripts("quartz.config")},
	{"docusaurus", scripts("docusaurus.config")},
	{"vitepress", slices.Concat(scripts(".vitepress/config"), scripts("docs/.vitepress/config"), scripts("src/.vitepress/config"))},
	{"gatsby", scripts("gatsby-config")},
	{"gridsome", scripts("gridsome.config")},
	{"astro", scripts("astro.config")},
	{"lume", scripts("_config")},
	{"eleventy", slices.Concat([]string{".eleventy.js", ".eleventy.cjs"}, scripts("eleventy.config"))},
	{"next", scripts("next.config")},
	{"nuxt", scripts("nuxt.config")},
	{"sveltekit", scripts("svelte.config")},
	{"cobalt", []string{"_cobalt.yml"}},
	{"grav", []string{"user/config/site.yaml"}},
	{"bridgetown", []string{"bridgetown.config.yml", "config/initializers.rb"}},
	{"middleman", []string{"config.rb"}},
	{"franklin", []string{"config.md"}},
	{"logseq", []string{"logseq/config.edn"}},
}

// scripts returns the names that a program of settings may have.
func scripts(stem string) []string {
	var names []string
	for _, ext := range []string{".ts", ".js", ".mjs", ".mts", ".cjs", ".cts"} {
		names = append(names, stem+ext)
	}
	return names
}

// IsSiteFile reports whether a path is that of a file of settings.
func IsSiteFile(file string) bool {
	for i := range engineFiles {
		if slices.Contains(engineFiles[i].files, file) {
			return true
		}
	}
	stem := strings.ToLower(path.Base(file))
	stem, _, _ = strings.Cut(stem, ".")
	return slices.Contains(besideStems, stem) || strings.HasSuffix(file, ".lektorproject") ||
		strings.HasPrefix(file, "config/_default/") || file == ".eleventyignore" || file == ".gitignore"
}

// Files beside the site file in which authors keep the name of their blog: where they lie and what
// they are called, in lower case.
var (
	besideDirs = []string{
		"", "_data", "src/_data", "content/_data", "source/_data", "site/_data", "src/site/_data", "data", "src", "src/data",
		"src/config", "config", "lib", "src/lib", "src/utils",
	}
	besideStems = []string{
		"metadata", "site", "meta", "siteconfig", "sitemetadata", "site_metadata", "consts", "constants", "site-config",
		"site-metadata", "website",
	}
)

// programEngines keep more in such files than in their own.
var programEngines = []string{"eleventy", "astro", "next", "lume", "bridgetown", "middleman", "gridsome", "gatsby", "nuxt", "sveltekit", ""}

// toldEngine returns the engine of a site file whose name several engines use.
func (r *siteReader) toldEngine(name string) string {
	switch {
	case r.engine != "":
		return r.engine
	case !strings.HasPrefix(name, "_config"):
		// Hugo writes baseURL
		zola := slices.ContainsFunc(r.root.Fields, func(f frontmatter.Field) bool { return f.Name == "base_url" })
		if zola && name == "config.toml" {
			return "zola"
		}
		return "hugo"
	case r.root.Get("sourcedir") != nil || r.isDir("source/_posts") && r.root.Get("source") == nil:
		return "hexo"
	}
	return "jekyll"
}
