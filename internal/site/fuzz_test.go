package site_test

import (
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/site"
)

// Settings of any engine with anything in them are read, and what they ignore can be asked for.
func FuzzRead(f *testing.F) {
	for name, text := range map[string]string{
		"_config.yml": "title: T\nexclude: ['a*', '/b/']\ncollections: {c: {output: true}}\n", "pelicanconf.py": "SITENAME = 'T'\nIGNORE_FILES = ['**/a']\n",
		"config.rb": "set :title, 'T'\n", "docusaurus.config.js": "export default { title: 'T', exclude: ['**/x/**'] }",
		"hugo.toml": "title = 'T'\nignoreFiles = ['a+$']\n[languages.en]\ntitle='E'\n", "a.lektorproject": "[project]\nname = T\n",
		"mkdocs.yml": "site_name: T\nexclude_docs: |\n  a/\n  !b\n", "config.md": "@def website_title = \"T\"\n", "_quarto.yml": "website: {title: T, drafts: [a.qmd]}\n",
		".eleventyignore": "a/**\n!b\n", "eleventy.config.js": "export default x => ({a: 1})",
	} {
		f.Add(name, text, "a/b.md")
	}
	f.Fuzz(func(t *testing.T, name, text, file string) {
		fsys := fstest.MapFS{"eleventy.config.js": {Data: []byte("x")}, name: {Data: []byte(text)}}
		s, _ := site.Read(fsys, site.Options{FileBytes: 1 << 16, Limits: frontmatter.Limits{Bytes: 8 << 10, Depth: 8, Nodes: 200}})
		s.Ignores(file, false)
		if len(s.Content) == 0 {
			t.Error("no content directory")
		}
	})
}
