package site

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// directoryDataFiles are files that hold front matter for all posts of their directory and below:
// of Lume, Quarto, Material for MkDocs and Bridgetown.
var directoryDataFiles = []string{
	"_data.yml", "_data.yaml", "_data.json", "_data.js", "_data.ts",
	"_metadata.yml", "_metadata.yaml",
	".meta.yml", ".meta.yaml",
	"_defaults.yml", "_defaults.yaml", "_defaults.json",
}

// IsDirectoryDataFile reports whether a file of that name holds front matter for its directory,
// whatever lies there.
func IsDirectoryDataFile(name string) bool { return slices.Contains(directoryDataFiles, name) }

// IsDataFile reports whether a file holds front matter for a directory or for a post beside it.
// Exists reports whether a name is there in the same directory.
func IsDataFile(file string, exists func(name string) bool) bool {
	_, ok := dataScope(file, exists)
	return ok
}

// dataScope returns the directory or the path without its ending that a data file is for. Eleventy
// names it like its directory or its post.
func dataScope(file string, exists func(name string) bool) (scope string, ok bool) {
	dir, base := path.Split(file)
	dir = path.Clean(dir)
	if slices.Contains(directoryDataFiles, base) {
		return dir, true
	}
	stem, ext := base, path.Ext(base)
	switch ext {
	case ".json", ".js", ".cjs", ".mjs", ".ts":
	case ".meta": // Nikola's
		if stem = base[:len(base)-len(ext)]; !exists(stem + ".md") {
			return "", false
		}
		return path.Join(dir, stem) + ".", true
	default:
		return "", false
	}
	stem = stem[:len(stem)-len(ext)]
	stem, named := strings.CutSuffix(stem, ".11tydata")
	if !named && ext != ".json" {
		return "", false
	}
	switch {
	case dir != "." && stem == path.Base(dir):
		return dir, true
	case named || slices.ContainsFunc([]string{".md", ".markdown", ".mdx"}, func(post string) bool { return exists(stem + post) }):
		return path.Join(dir, stem) + ".", true
	}
	return "", false
}

// DataDefaults returns what a data file presets: its values for the posts of its directory, or for
// the post of its name. The error is that of the form the file is written in.
func DataDefaults(file, text string, b *frontmatter.Budget) ([]Defaults, error) {
	scope, ok := dataScope(file, func(string) bool { return true })
	if !ok {
		return nil, nil
	}
	values, err := parseSettings(file, text, b)
	if err != nil { // what may hold a post back still does
		values = frontmatter.LooseFields(text)
	}
	if values.Kind != frontmatter.Table || len(values.Fields) == 0 {
		return nil, err
	}
	p := Defaults{dir: scope, values: values.WithoutLines()}
	if stem, ok := strings.CutSuffix(scope, "."); ok && stem != "" {
		p.dir, p.file = "", stem
	}
	return []Defaults{p}, err
}

// parseSettings reads a file of settings by its ending. What is a program is read as data.
func parseSettings(file, text string, b *frontmatter.Budget) (frontmatter.Value, error) {
	switch path.Ext(file) {
	case ".toml":
		return frontmatter.ParseTOML(text, 1, b)
	case ".json":
		return frontmatter.ParseJSON(text, 1, b)
	case ".py":
		return frontmatter.ParseScript(text, 1, frontmatter.Python, b), nil
	case ".meta":
		if root := frontmatter.ParseNikola(text, 1, b); len(root.Fields) > 0 {
			return root, nil
		}
	case ".rb":
		return rubySettings(text, b), nil
	case ".edn":
		return frontmatter.Value{Kind: frontmatter.Table, Line: 1}, nil
	case ".lektorproject":
		return frontmatter.ParsePairs(text, 1, b), nil
	case ".md": // Franklin
		return frontmatter.ParseJulia(text, 1, b), nil
	case ".js", ".cjs", ".mjs", ".ts", ".mts", ".cts":
		return frontmatter.ParseScript(text, 1, frontmatter.JavaScript, b), nil
	}
	line := 1
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		text, line = rest, 2
	}
	return frontmatter.ParseYAML(text, line, b)
}

// CompareScope orders what two data files preset, the more general first: of equal keys the last
// counts.
func CompareScope(a, b []Defaults) int {
	length := func(all []Defaults) int {
		if len(all) == 0 {
			return 0
		}
		if all[0].file != "" {
			return 1 << 20 // a post's own
		}
		return len(all[0].dir)
	}
	return length(a) - length(b)
}

// rubySetting is a line of Middleman's or Bridgetown's settings: set :title, "Bees"; url "https://...".
var rubySetting = regexp.MustCompile(`^\s*(?:set\s+:|config\.|blog\.|site\.)?([a-z_]\w{0,39})[ ,=(]+["']([^"'#]{1,500})["']\)?\s*$`)

// rubySettings reads the lines of settings in Ruby that give a name a text. Nothing is run.
func rubySettings(text string, b *frontmatter.Budget) frontmatter.Value {
	root := frontmatter.Value{Kind: frontmatter.Table, Line: 1}
	line := 0
	for written := range strings.SplitSeq(text, "\n") {
		line++
		m := rubySetting.FindStringSubmatch(written)
		if m == nil || b.Nodes <= 0 {
			continue
		}
		b.Nodes--
		root.Fields = append(root.Fields, frontmatter.Field{
			Key: frontmatter.FoldKey(m[1]), Name: m[1], Line: line,
			Value: frontmatter.Value{Kind: frontmatter.Scalar, Text: m[2], Line: line},
		})
	}
	return root
}
