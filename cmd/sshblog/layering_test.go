package main_test

import (
	"go/parser"
	"go/token"
	"io/fs"
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
// outside. README's "Project structure" draws the same picture.
var layers = map[string]struct{ ours, outside []string }{
	"cmd/sshblog": {
		ours: []string{"internal/keymap", "internal/titles", "internal/check", "internal/loader", "internal/problem", "internal/related", "internal/source", "server", "content", "internal/tui", "internal/command", "internal/lineui", "internal/search", "internal/feed", "internal/layout", "internal/layout/theme", "internal/pages", "internal/blog", "internal/catalog", "internal/postview", "internal/export", "internal/safego", "internal/cache"},
		outside: []string{
			"charm.land/bubbletea/v2", "github.com/KimMachineGun/automemlimit", "github.com/alecthomas/kong", "github.com/charmbracelet/colorprofile",
			"github.com/charmbracelet/x/term", "go.yaml.in/yaml/v4", "golang.org/x/crypto/ssh",
		},
	},
	"server": {
		ours: []string{"internal/tui", "internal/command", "internal/terminal", "internal/connlimit", "internal/export/scp", "internal/export/rsync", "internal/plaintext", "internal/safego", "internal/quota"},
		outside: []string{
			"charm.land/bubbletea/v2", "charm.land/ssh", "charm.land/wish/v2", "github.com/charmbracelet/colorprofile",
			"golang.org/x/crypto/ssh", "github.com/pkg/sftp",
		},
	},
	"internal/tui": {
		ours: []string{"internal/keymap", "internal/titles", "internal/plaintext", "internal/related", "internal/cache", "internal/blog", "internal/search", "internal/layout", "internal/layout/theme", "internal/pages", "internal/markdown", "internal/postview", "internal/catalog"},
		outside: []string{
			"charm.land/bubbletea/v2", "charm.land/lipgloss/v2", "github.com/charmbracelet/x/ansi",
			"github.com/charmbracelet/colorprofile", "github.com/sahilm/fuzzy", "golang.org/x/text",
		},
	},
	"internal/titles": {
		ours:    []string{"internal/blog", "internal/cache"},
		outside: []string{"github.com/sahilm/fuzzy"},
	},
	"internal/keymap": {ours: []string{"internal/catalog"}, outside: []string{"charm.land/bubbletea/v2"}},
	"internal/command": {
		ours:    []string{"internal/plaintext", "internal/blog", "internal/search", "internal/feed", "internal/layout", "internal/layout/theme", "internal/pages", "internal/markdown", "internal/postview", "internal/catalog"},
		outside: []string{"github.com/charmbracelet/colorprofile", "github.com/alecthomas/kong"},
	},
	"internal/lineui": {
		ours: []string{"internal/plaintext", "internal/safego", "internal/blog", "internal/search", "internal/layout", "internal/layout/theme", "internal/pages", "internal/markdown", "internal/postview", "internal/catalog"},
	},
	"internal/postview": {
		ours:    []string{"internal/plaintext", "internal/blog", "internal/layout", "internal/layout/theme", "internal/pages", "internal/markdown", "internal/catalog"},
		outside: []string{"github.com/charmbracelet/colorprofile"},
	},
	"internal/search": {
		ours:    []string{"internal/plaintext", "internal/quota", "internal/pacer", "internal/blog", "internal/markdown", "internal/safego"},
		outside: []string{"golang.org/x/text"},
	},
	"internal/export": {ours: []string{"internal/source", "internal/blog"}},
	"internal/feed": {
		ours:    []string{"internal/plaintext", "internal/blog", "internal/markdown"},
		outside: []string{"github.com/microcosm-cc/bluemonday"},
	},
	"internal/export/glob":  {},
	"internal/export/scp":   {ours: []string{"internal/export/glob"}},
	"internal/export/rsync": {ours: []string{"internal/export/glob"}, outside: []string{"golang.org/x/crypto/md4"}},
	"internal/pages":        {ours: []string{"internal/cache", "internal/layout", "internal/layout/theme", "internal/safego"}},
	"internal/layout": {
		ours:    []string{"internal/layout/theme", "internal/markdown", "internal/plaintext"},
		outside: []string{"charm.land/glamour/v2/ansi", "github.com/alecthomas/chroma/v2", "github.com/charmbracelet/x/ansi"},
	},
	"internal/layout/theme": {
		outside: []string{"charm.land/glamour/v2/ansi", "charm.land/lipgloss/v2", "github.com/alecthomas/chroma/v2"},
	},
	"internal/loader": {
		ours:    []string{"internal/blog", "internal/dates", "internal/frontmatter", "internal/markdown", "internal/pacer", "internal/plaintext", "internal/problem", "internal/safego", "internal/site", "internal/source"},
		outside: []string{"github.com/fsnotify/fsnotify"},
	},
	"internal/site":    {ours: []string{"internal/blog", "internal/frontmatter", "internal/markdown", "internal/plaintext", "internal/problem", "internal/source"}},
	"internal/check":   {ours: []string{"internal/blog", "internal/markdown", "internal/plaintext", "internal/problem", "internal/safego"}},
	"internal/related": {ours: []string{"internal/blog", "internal/pacer", "internal/plaintext"}, outside: []string{"golang.org/x/text"}},
	"internal/blog": {
		ours:    []string{"internal/dates", "internal/plaintext", "internal/problem"},
		outside: []string{"golang.org/x/text"},
	},
	"internal/frontmatter": {
		ours:    []string{"internal/plaintext", "internal/problem"},
		outside: []string{"go.yaml.in/yaml/v4", "github.com/pelletier/go-toml/v2"},
	},
	"internal/problem":          {ours: []string{"internal/plaintext"}},
	"internal/dates":            {},
	"internal/source":           {},
	"internal/plaintext":        {outside: []string{"golang.org/x/text"}},
	"internal/test/blogtest":    {ours: []string{"internal/blog", "internal/loader", "internal/problem", "internal/source"}},
	"internal/markdown/dialect": {},
	"internal/markdown":         {ours: []string{"internal/markdown/dialect", "internal/plaintext"}, outside: []string{"github.com/yuin/goldmark", "github.com/yuin/goldmark-emoji"}},
	"internal/terminal": {
		ours: []string{"internal/safego", "internal/quota", "internal/pacer"},
		outside: []string{
			"charm.land/bubbletea/v2", "github.com/charmbracelet/ultraviolet", "github.com/charmbracelet/x/ansi",
			"github.com/charmbracelet/colorprofile",
		},
	},
	"bench": {
		ours: []string{"internal/test/testssh"},
		outside: []string{
			"charm.land/bubbles/v2", "charm.land/bubbletea/v2", "charm.land/glamour/v2", "charm.land/ssh", "charm.land/wish/v2",
			"github.com/gliderlabs/ssh", "golang.org/x/crypto/ssh",
		},
	},
	"internal/test/testssh": {outside: []string{"github.com/charmbracelet/x/vt", "golang.org/x/crypto/ssh"}},
	"internal/catalog":      {},
	"internal/connlimit":    {ours: []string{"internal/quota", "internal/safego"}, outside: []string{"github.com/pires/go-proxyproto"}},
	"internal/safego":       {},
	"internal/quota":        {},
	"internal/pacer":        {},
	"internal/cache":        {},
	"internal/test/hostile": {}, // tests only
	"content":               {},
}

// TestLayering fails when a package imports what the picture does not show.
func TestLayering(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		relative, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(relative)
		layer, known := layers[dir]
		if !known {
			t.Errorf("%s: package %s is not in the picture", name, dir)
			return nil
		}
		seen[dir] = true
		for _, imported := range imports(t, name) {
			checkImport(t, name, imported, layer.ours, layer.outside)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range layers {
		if !seen[dir] {
			t.Errorf("package %s is in the picture but not in the tree", dir)
		}
	}
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
