package frontmatter_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

func TestParseScript(t *testing.T) {
	for name, c := range map[string]struct {
		lang frontmatter.Language
		src  string
		want map[string]string // dotted path of folded keys -> text
	}{
		"export default": {frontmatter.JavaScript, "export default { title: 'A', base: '/x/', themeConfig: { nav: [] } }", map[string]string{"title": "A", "base": "/x/"}},
		"called":         {frontmatter.JavaScript, "import { defineConfig } from 'vitepress'\nexport default defineConfig({\n  title: \"It's\", // name\n  description: `d`,\n})\n", map[string]string{"title": "It's", "description": "d"}},
		"by name":        {frontmatter.JavaScript, "const config: Config = { title: 'A', url: 'https://a.example', nested: {x: 1} };\nmodule.exports = config;", map[string]string{"title": "A", "nested.x": "1"}},
		"site metadata":  {frontmatter.JavaScript, "module.exports = {\n  siteMetadata: {\n    title: `A`,\n    author: { name: 'Bo', summary: 'x' },\n  },\n  plugins: [`a`, { resolve: `b`, options: { path: `${__dirname}/x` } }],\n}", map[string]string{"sitemetadata.title": "A", "sitemetadata.author.name": "Bo"}},
		"constants":      {frontmatter.JavaScript, "export const SITE_TITLE = 'A';\nexport const SITE = {\n website: \"https://a.example/\", // x\n n: 1_000 } as const;\nexport const B = SITE_TITLE", map[string]string{"sitetitle": "A", "site.website": "https://a.example/", "site.n": "1000", "b": "A"}},
		"new":            {frontmatter.JavaScript, "const site = lume({ location: new URL('https://a.example'), });\n", map[string]string{"site.location": "https://a.example"}},
		"function":       {frontmatter.JavaScript, "module.exports = function (c) {\n c.addPlugin(x);\n return { dir: { input: 'src' } }\n}", map[string]string{"dir.input": "src"}},
		"async function": {frontmatter.JavaScript, "const b = process.env.B ?? '/';\nfunction f() { return 'x' }\nexport default async function create() { return { title: 'A', b, plugins: [() => ({title: 'no'})] } }", map[string]string{"title": "A", "b": "/"}},
		"arrow":          {frontmatter.JavaScript, "export default (config) => {\n  config.add(x)\n  return { title: 'A' }\n}", map[string]string{"title": "A"}},
		"worked out":     {frontmatter.JavaScript, "export default { a: 'x' + y, b: `a${c}`, d: f(1) ? 2 : 3, e: 'E', f() { return 1 }, ...g, h: 'H' }", map[string]string{"a": "", "b": "", "e": "E", "h": "H"}},
		"escapes":        {frontmatter.JavaScript, `export default { a: 'it\'s \u00e9\x41\u{1F600}' }`, map[string]string{"a": "it's éA😀"}},
		"regexp":         {frontmatter.JavaScript, "export default { a: /x,y'/, b: 'B' }\n", map[string]string{}},
		"python":         {frontmatter.Python, "#!/usr/bin/env python\nAUTHOR = 'Bo'\nSITENAME = u\"A \" 'b'  # c\nSITEURL = ''\nPATH = 'content'\nTZ = (\n 'x')\nDEFAULT_METADATA = {\n 'status': 'draft',\n}\nX = a + 'b'\nLANGS = ['en', 'de']\n", map[string]string{"author": "Bo", "sitename": "A b", "path": "content", "defaultmetadata.status": "draft", "x": "", "tz": "x"}},
		"nikola":         {frontmatter.Python, "BLOG_TITLE = \"A\"\nBLOG_DESCRIPTION = \"\"\"One\ntwo\"\"\"\nTRANSLATIONS = {\n DEFAULT_LANG: \"\",\n \"es\": \"./es\",\n}\nPOSTS = (\n (\"posts/*.md\", \"posts\", \"post.tmpl\"),\n)\nif x:\n    Y = 1\n", map[string]string{"blogtitle": "A", "blogdescription": "One\ntwo", "translations.es": "./es", "y": "1"}},
		"choices":        {frontmatter.JavaScript, "export default { a: process.env.A || 'x', b: dev ? 'y' : 'z', c: C ?? `w`, d: 'v' || e }", map[string]string{"a": "x", "b": "y", "c": "w", "d": "v"}},
		"conditions":     {frontmatter.Python, "A = 'x' if B else 'y'\nC = 'z' or D\n", map[string]string{"a": "x", "c": "z"}},
		"lines":          {frontmatter.Python, "A = 'a'\nB = True\nC = None\nD = os.path.join('x', 'y')\nE = 'e'", map[string]string{"a": "a", "b": "true", "e": "e"}},
	} {
		t.Run(name, func(t *testing.T) {
			root := frontmatter.ParseScript(c.src, 1, c.lang, &frontmatter.Budget{Depth: 32, Nodes: 1000})
			for path, want := range c.want {
				v, got := &root, ""
				for key := range strings.SplitSeq(path, ".") {
					if v != nil {
						v = v.Get(key)
					}
				}
				if v != nil {
					got = v.Text
				}
				if got != want {
					t.Errorf("%s: got %q, want %q in %+v", path, got, want, root)
				}
			}
		})
	}
}

// Any text is read within its budget, in a time that is linear in its length.
func FuzzParseScript(f *testing.F) {
	for _, src := range []string{"export default { a: [1, {b: `c${d}`}] }", "A = ('x' 'y', {'b': 1})", "module.exports=x=>({a:1})", "/*", "'''", "{{{[[[(((", "a\\", "'\\u{"} {
		f.Add(src, true)
		f.Add(src, false)
	}
	f.Fuzz(func(t *testing.T, src string, python bool) {
		lang := frontmatter.JavaScript
		if python {
			lang = frontmatter.Python
		}
		b := &frontmatter.Budget{Depth: 8, Nodes: 200}
		frontmatter.ParseScript(src, 1, lang, b)
		if b.Nodes < 0 {
			t.Errorf("%d nodes beyond the budget", -b.Nodes)
		}
	})
}
