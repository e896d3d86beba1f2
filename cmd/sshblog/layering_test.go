package main

import (
	"cmp"
	"fmt"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/sshblog/sshblog/"

// layers says, for each package, which of our own packages it may import, and which modules from
// outside. The table in docs/architecture.md is made from it.
var layers = map[string]struct{ ours, outside []string }{
	"cmd/sshblog": {
		ours: []string{
			"content", "internal/admin", "internal/asciitext", "internal/blog", "internal/cache",
			"internal/catalog", "internal/check", "internal/clidoc", "internal/command", "internal/connlimit",
			"internal/container", "internal/export", "internal/feed", "internal/frontpage", "internal/health",
			"internal/hostkey", "internal/layout/theme", "internal/lineui", "internal/loader", "internal/memory",
			"internal/metrics", "internal/oplog", "internal/pages", "internal/picture", "internal/pictures",
			"internal/plaintext", "internal/postview", "internal/problem", "internal/related", "internal/safego",
			"internal/search", "internal/site", "internal/source", "internal/sshcommand", "internal/systemd",
			"internal/titles", "internal/tui", "internal/tui/screen", "server", "web", "web/views",
			"internal/catalog", "internal/check", "internal/command", "internal/container", "internal/export",
			"internal/feed", "internal/health", "internal/hostkey", "internal/layout/theme", "internal/lineui",
			"internal/loader", "internal/metrics", "internal/pages", "internal/picture", "internal/pictures", "internal/plaintext", "internal/postview",
			"internal/problem", "internal/related", "internal/safego", "internal/search", "internal/site",
			"internal/source", "internal/systemd", "internal/titles", "internal/tui", "internal/tui/screen", "server",
			"internal/connlimit", "web", "web/static", "web/views",
		},
		outside: []string{
			"charm.land/bubbletea/v2", "github.com/alecthomas/kong", "github.com/charmbracelet/colorprofile",
			"github.com/charmbracelet/x/term", "go.yaml.in/yaml/v4", "golang.org/x/crypto/ssh",
		},
	},
	"server": {
		ours: []string{
			"internal/catalog", "internal/command", "internal/connlimit", "internal/export/rsync",
			"internal/export/scp", "internal/metrics", "internal/picture", "internal/quota", "internal/safego",
			"internal/terminal", "internal/tui", "server/clientio", "server/connlog", "server/drain",
			"server/flowcontrol", "server/hostkeyproof", "server/lifecycle", "server/limits",
			"server/sessionrequest", "server/sftpfiles", "server/sharedpool", "server/transport",
		},
		outside: []string{
			"charm.land/bubbletea/v2", "charm.land/ssh", "charm.land/wish/v2", "golang.org/x/crypto/ssh",
		},
	},
	"web": {ours: []string{
		"internal/blog", "internal/cache", "internal/connlimit", "internal/quota", "internal/safego", "web/views",
	}},
	"web/static": {ours: []string{"internal/html", "web/views"}},
	"web/views": {ours: []string{
		"internal/blog", "internal/catalog", "internal/feed", "internal/html", "internal/layout/theme", "internal/markdown/parser", "internal/plaintext",
		"internal/related", "internal/search",
	}},
	"server/flowcontrol": {ours: []string{"internal/quota"}},
	"server/sftpfiles":   {outside: []string{"github.com/pkg/sftp"}},
	"server/limits":      {},
	"server/sessionrequest": {
		ours: []string{
			"internal/plaintext",
		},
		outside: []string{
			"charm.land/ssh", "golang.org/x/crypto/ssh",
		},
	},
	"server/connlog":      {},
	"server/hostkeyproof": {outside: []string{"golang.org/x/crypto/ssh"}},
	"server/sharedpool":   {ours: []string{"internal/quota"}},
	"server/drain":        {},
	"server/lifecycle":    {},
	"server/clientio":     {ours: []string{"internal/quota"}},
	"server/transport":    {outside: []string{"golang.org/x/crypto/ssh"}},
	"internal/clidoc":     {outside: []string{"github.com/alecthomas/kong"}},
	"internal/oplog":      {ours: []string{"internal/metrics", "internal/safego"}},
	"internal/sshcommand": {ours: []string{"internal/command"}},
	"internal/frontpage": {
		ours: []string{
			"internal/blog", "internal/layout/theme", "internal/plaintext",
		},
		outside: []string{
			"go.yaml.in/yaml/v4",
		},
	},
	"internal/memory": {outside: []string{"github.com/KimMachineGun/automemlimit"}},
	"internal/tui": {
		ours: []string{
			"internal/blog", "internal/catalog", "internal/keymap", "internal/layout/theme", "internal/pages",
			"internal/plaintext", "internal/postview", "internal/related", "internal/search",
			"internal/textwidth", "internal/titles", "internal/tui/lists", "internal/tui/overlay",
			"internal/tui/post", "internal/tui/screen",
		},
		outside: []string{"charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile"},
	},
	"internal/tui/overlay": {
		ours: []string{
			"internal/keymap", "internal/layout/theme", "internal/plaintext", "internal/postview",
			"internal/textwidth", "internal/tui/screen",
		},
		outside: []string{"charm.land/bubbletea/v2"},
	},
	"internal/tui/lists": {
		ours: []string{
			"internal/blog", "internal/catalog", "internal/keymap", "internal/layout", "internal/plaintext",
			"internal/search", "internal/textwidth", "internal/titles", "internal/tui/screen",
		},
		outside: []string{"charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi"},
	},
	"internal/tui/post": {
		ours: []string{
			"internal/blog", "internal/keymap", "internal/layout", "internal/pages", "internal/picture",
			"internal/picture/blocks", "internal/pictures", "internal/plaintext", "internal/related",
			"internal/search", "internal/textwidth", "internal/tui/find", "internal/tui/screen",
		},
		outside: []string{"charm.land/bubbletea/v2", "github.com/charmbracelet/colorprofile", "github.com/charmbracelet/x/ansi"},
	},
	"internal/tui/screen": {
		ours: []string{
			"internal/blog", "internal/catalog", "internal/keymap", "internal/layout", "internal/layout/theme",
			"internal/picture", "internal/pictures", "internal/plaintext", "internal/postview", "internal/search", "internal/textwidth",
		},
		outside: []string{"charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile"},
	},
	"internal/tui/find": {
		ours:    []string{"internal/search", "internal/textwidth"},
		outside: []string{"github.com/charmbracelet/x/ansi"},
	},
	"internal/titles": {
		ours:    []string{"internal/blog", "internal/cache"},
		outside: []string{"github.com/sahilm/fuzzy"},
	},
	"internal/keymap": {ours: []string{"internal/catalog"}, outside: []string{"charm.land/bubbletea/v2"}},
	"internal/command": {
		ours: []string{
			"internal/asciitext", "internal/blog", "internal/cache", "internal/catalog", "internal/feed", "internal/layout",
			"internal/layout/theme", "internal/markdown", "internal/markdown/parser", "internal/pages", "internal/plaintext",
			"internal/postview", "internal/search", "internal/textwidth",
		},
		outside: []string{"github.com/charmbracelet/colorprofile", "github.com/alecthomas/kong"},
	},
	"internal/lineui": {
		ours: []string{
			"internal/asciitext", "internal/blog", "internal/catalog", "internal/layout", "internal/layout/theme",
			"internal/markdown", "internal/pages", "internal/plaintext", "internal/postview", "internal/safego",
			"internal/search", "internal/textwidth",
		},
	},
	"internal/postview": {
		ours: []string{
			"internal/blog", "internal/catalog", "internal/layout", "internal/layout/theme",
			"internal/markdown", "internal/markdown/parser", "internal/plaintext", "internal/textwidth",
		},
		outside: []string{"github.com/charmbracelet/colorprofile"},
	},
	"internal/search": {
		ours: []string{
			"internal/blog", "internal/markdown", "internal/markdown/parser", "internal/pacer", "internal/plaintext",
			"internal/safego",
		},
		outside: []string{"golang.org/x/text"},
	},
	"internal/export": {ours: []string{"internal/blog", "internal/source"}},
	"internal/feed": {
		ours: []string{"internal/blog", "internal/cache", "internal/html", "internal/markdown/parser"},
	},
	"internal/html": {
		ours:    []string{"internal/highlight", "internal/markdown", "internal/plaintext"},
		outside: []string{"github.com/alecthomas/chroma/v2", "github.com/microcosm-cc/bluemonday"},
	},
	"internal/highlight":    {outside: []string{"github.com/alecthomas/chroma/v2"}},
	"internal/export/glob":  {},
	"internal/export/scp":   {ours: []string{"internal/export/glob"}},
	"internal/export/rsync": {ours: []string{"internal/export/glob"}, outside: []string{"golang.org/x/crypto/md4"}},
	"internal/pages":        {ours: []string{"internal/cache", "internal/layout", "internal/layout/theme", "internal/safego", "internal/textwidth"}},
	"internal/layout": {
		ours: []string{
			"internal/highlight", "internal/layout/theme", "internal/layout/wrap", "internal/markdown", "internal/plaintext",
			"internal/textwidth",
		},
		outside: []string{"charm.land/glamour/v2/ansi", "github.com/alecthomas/chroma/v2", "github.com/charmbracelet/x/ansi"},
	},
	"internal/layout/wrap": {ours: []string{"internal/layout/theme", "internal/textwidth"}},
	"internal/layout/theme": {
		ours:    []string{"internal/plaintext"},
		outside: []string{"charm.land/glamour/v2/ansi", "github.com/alecthomas/chroma/v2"},
	},
	"internal/loader": {
		ours: []string{
			"internal/blog", "internal/dates", "internal/frontmatter", "internal/markdown/parser",
			"internal/markdown/dialect", "internal/orgmode", "internal/pacer", "internal/plaintext", "internal/problem",
			"internal/safego", "internal/site", "internal/source",
		},
		outside: []string{"github.com/fsnotify/fsnotify"},
	},
	"internal/site": {ours: []string{
		"internal/blog", "internal/frontmatter", "internal/markdown/parser", "internal/plaintext",
		"internal/problem", "internal/source", "internal/textwidth",
	}},
	"internal/check": {ours: []string{
		"internal/blog", "internal/markdown", "internal/markdown/parser", "internal/picture", "internal/plaintext", "internal/problem",
		"internal/safego", "internal/source",
	}},
	"internal/related": {ours: []string{"internal/blog", "internal/pacer", "internal/plaintext"}, outside: []string{"golang.org/x/text"}},
	"internal/blog": {
		ours:    []string{"internal/dates", "internal/plaintext", "internal/problem"},
		outside: []string{"golang.org/x/text"},
	},
	"internal/frontmatter": {
		ours:    []string{"internal/plaintext", "internal/problem"},
		outside: []string{"go.yaml.in/yaml/v4", "github.com/pelletier/go-toml/v2"},
	},
	"internal/orgmode":         {outside: []string{"github.com/niklasfasching/go-org"}},
	"internal/problem":         {ours: []string{"internal/plaintext"}},
	"internal/dates":           {},
	"internal/source":          {},
	"internal/textwidth":       {ours: []string{"internal/asciitext"}, outside: []string{"github.com/charmbracelet/x/ansi"}},
	"internal/picture":         {ours: []string{"internal/picture/exif"}, outside: []string{"golang.org/x/image"}},
	"internal/pictures":        {ours: []string{"internal/cache", "internal/picture", "internal/safego", "internal/source"}},
	"internal/picture/exif":    {},
	"internal/test/scene":      {},
	"internal/picture/palette": {},
	"internal/picture/blocks":  {ours: []string{"internal/picture"}},
	"internal/picture/iterm":   {ours: []string{"internal/picture"}},
	"internal/picture/kitty": {
		ours:    []string{"internal/picture", "internal/picture/palette"},
		outside: []string{"github.com/charmbracelet/x/ansi"},
	},
	"internal/picture/sixel":    {ours: []string{"internal/picture", "internal/picture/palette"}},
	"internal/asciitext":        {outside: []string{"github.com/charmbracelet/x/ansi", "golang.org/x/text"}},
	"internal/plaintext":        {outside: []string{"golang.org/x/text"}},
	"internal/test/blogtest":    {ours: []string{"internal/blog", "internal/loader", "internal/problem", "internal/source"}},
	"internal/markdown/dialect": {},
	"internal/markdown":         {ours: []string{"internal/plaintext"}},
	"internal/markdown/grammar": {ours: []string{"internal/markdown/dialect"}, outside: []string{"github.com/yuin/goldmark"}},
	"internal/markdown/parser": {
		ours:    []string{"internal/markdown", "internal/markdown/dialect", "internal/markdown/grammar", "internal/plaintext"},
		outside: []string{"github.com/yuin/goldmark", "github.com/yuin/goldmark-emoji"},
	},
	"internal/terminal": {
		ours: []string{
			"internal/picture", "internal/plaintext", "internal/quota", "internal/safego", "internal/terminal/graphics",
			"internal/terminal/input", "internal/terminal/paint", "internal/textwidth",
		},
		outside: []string{
			"charm.land/bubbletea/v2", "github.com/charmbracelet/ultraviolet", "github.com/charmbracelet/x/ansi",
			"github.com/charmbracelet/colorprofile",
		},
	},
	"internal/terminal/graphics": {
		ours:    []string{"internal/picture"},
		outside: []string{"github.com/charmbracelet/colorprofile"},
	},
	"internal/terminal/input": {
		ours:    []string{"internal/plaintext"},
		outside: []string{"charm.land/bubbletea/v2", "github.com/charmbracelet/ultraviolet"},
	},
	"internal/terminal/paint": {
		ours:    []string{"internal/plaintext", "internal/textwidth"},
		outside: []string{"github.com/charmbracelet/colorprofile", "github.com/charmbracelet/x/ansi"},
	},
	"bench": {
		ours:    []string{"bench/posts", "bench/rivals", "internal/test/testssh"},
		outside: []string{"golang.org/x/crypto/ssh"},
	},
	"bench/posts": {},
	"bench/rivals": {outside: []string{
		"charm.land/bubbles/v2", "charm.land/bubbletea/v2", "charm.land/glamour/v2", "charm.land/ssh", "charm.land/wish/v2",
		"github.com/gliderlabs/ssh", "golang.org/x/crypto/ssh",
	}},
	"internal/test/testssh": {outside: []string{"github.com/charmbracelet/x/vt", "golang.org/x/crypto/ssh"}},
	"internal/admin":        {ours: []string{"internal/safego"}},
	"internal/catalog":      {},
	"internal/connlimit": {
		ours: []string{
			"internal/quota", "internal/safego",
		},
		outside: []string{
			"github.com/pires/go-proxyproto",
		},
	},
	"internal/health":         {},
	"internal/container":      {},
	"internal/hostkey":        {ours: []string{"internal/container"}, outside: []string{"golang.org/x/crypto/ssh"}},
	"internal/metrics":        {},
	"internal/safego":         {},
	"internal/systemd":        {ours: []string{"internal/safego"}, outside: []string{"golang.org/x/sys"}},
	"internal/quota":          {},
	"internal/pacer":          {},
	"internal/cache":          {},
	"internal/test/fuzzseed":  {},
	"internal/test/terminals": {},
	"internal/test/replicas":  {ours: []string{"internal/quota"}, outside: []string{"golang.org/x/crypto/ssh"}},
	"internal/test/waitfor":   {},
	"internal/test/hostile":   {}, // tests only
	"content":                 {},
	"release":                 {},
}

// TestLayering fails when a package imports what the picture does not show, when the picture shows
// what no package imports, and when imports go round in a circle.
func TestLayering(t *testing.T) {
	used := map[string]map[string]bool{} // by package: what it imports of ours
	eachProductFile(t, func(dir, name string) {
		layer, known := layers[dir]
		if !known {
			t.Errorf("%s: package %s is not in the picture", name, dir)
			return
		}
		if used[dir] == nil {
			used[dir] = map[string]bool{}
		}
		for _, imported := range imports(t, name) {
			checkImport(t, name, imported, layer.ours, layer.outside)
			used[dir][strings.TrimPrefix(imported, module)] = true
		}
	})
	for dir, layer := range layers {
		if used[dir] == nil {
			t.Errorf("package %s is in the picture but not in the tree", dir)
		}
		for _, own := range layer.ours {
			if !used[dir][own] {
				t.Errorf("package %s may import %s, but does not", dir, own)
			}
		}
		floorOf(t, dir, nil)
	}
}

// eachProductFile calls f for each Go file that is no test, and of no other module.
func eachProductFile(t *testing.T, f func(dir, name string)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() && name != root && isModule(name) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		relative, err := filepath.Rel(root, filepath.Dir(name))
		f(filepath.ToSlash(relative), name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isModule reports whether a directory is a module of its own.
func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// floorOf returns how many packages stand below one, on the longest way down.
func floorOf(t *testing.T, dir string, above []string) int {
	t.Helper()
	if slices.Contains(above, dir) {
		t.Fatalf("imports go round: %v", append(above, dir))
	}
	floor := 0
	for _, own := range layers[dir].ours {
		floor = max(floor, 1+floorOf(t, own, append(above, dir)))
	}
	return floor
}

// TestLayerTables holds the table of packages in docs/architecture.md to the picture and to the
// packages' own comments.
func TestLayerTables(t *testing.T) {
	synopses := map[string]string{}
	eachProductFile(t, func(dir, name string) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if text := new(doc.Package).Synopsis(file.Doc.Text()); file.Doc != nil && text != "" {
			_, what, _ := strings.Cut(text, " "+file.Name.Name+" ")
			if file.Name.Name == "main" {
				_, what, _ = strings.Cut(text, " "+path.Base(dir)+" ")
			}
			synopses[dir] = what
		}
	})
	checkGenerated(t, "layers", []string{"docs/architecture.md"}, map[string]func(*strings.Builder){
		"packages": func(b *strings.Builder) {
			dirs := slices.SortedFunc(maps.Keys(layers), func(x, y string) int {
				return cmp.Or(cmp.Compare(floorOf(t, y, nil), floorOf(t, x, nil)), cmp.Compare(x, y))
			})
			b.WriteString("| floor | package | what it does | imports of ours |\n|---:|---|---|---|\n")
			for _, dir := range dirs {
				if synopses[dir] == "" {
					t.Errorf("package %s has no comment that says what it does", dir)
				}
				var ours []string
				for _, own := range layers[dir].ours {
					ours = append(ours, strings.TrimPrefix(own, "internal/"))
				}
				slices.Sort(ours)
				fmt.Fprintf(b, "| %d | %s | %s | %s |\n", floorOf(t, dir, nil), strings.TrimPrefix(dir, "internal/"), synopses[dir], strings.Join(ours, ", "))
			}
		},
	})
}

// checkImport reports an import that is not allowed. A module allows its packages, the standard
// library is allowed to all.
func checkImport(t *testing.T, file, imported string, ours, outside []string) {
	t.Helper()
	if own, ok := strings.CutPrefix(imported, module); ok {
		if !slices.Contains(ours, own) {
			t.Errorf("%s imports %s: it points up or across", file, own)
		}
		return
	}
	standard := !strings.Contains(strings.Split(imported, "/")[0], ".")
	allowed := slices.ContainsFunc(outside, func(m string) bool {
		return imported == m || strings.HasPrefix(imported, m+"/")
	})
	if !standard && !allowed {
		t.Errorf("%s imports %s: not in the picture for package %s", file, imported, path.Dir(filepath.ToSlash(file)))
	}
}

// imports returns what a file imports.
func imports(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, imported)
	}
	return paths
}
