package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// retiredWords reads the words that docs/glossary.md retires: each is a line of the list below its
// heading "Retired words", such as "- `door`: connlimit".
func retiredWords(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "glossary.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, ok := strings.Cut(string(text), "\n## Retired words\n")
	if !ok {
		t.Fatal("docs/glossary.md has no section of retired words")
	}
	words := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^- `([a-z-]+)`: (.+)$").FindAllStringSubmatch(list, -1) {
		words[m[1]] = m[2]
	}
	if len(words) < 40 {
		t.Fatalf("docs/glossary.md retires %d words; this test reads them wrong", len(words))
	}
	return words
}

// TestVocabulary fails where a name is declared of which a word is retired. A word of a name begins
// with a capital letter: "sendHome" has the words "send" and "home", and is retired as a whole,
// too.
func TestVocabulary(t *testing.T) {
	retired := retiredWords(t)
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, id := range declared(file) {
			for _, word := range wordsOf(id.Name) {
				if use, ok := retired[word]; ok {
					t.Errorf("%s: the name %s has the retired word %q; use: %s", files.Position(id.Pos()), id.Name, word, use)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// declared returns the names that a file declares: packages, functions, types, fields, constants,
// variables and parameters.
func declared(file *ast.File) []*ast.Ident {
	names := []*ast.Ident{file.Name}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			names = append(names, n.Name)
		case *ast.TypeSpec:
			names = append(names, n.Name)
		case *ast.Field:
			names = append(names, n.Names...)
		case *ast.ValueSpec:
			names = append(names, n.Names...)
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					names = append(names, id)
				}
			}
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					names = append(names, id)
				}
			}
		}
		return true
	})
	return names
}

// wordsOf returns the words of a name in lower case, and the name as a whole with hyphens between
// them.
func wordsOf(name string) []string {
	var words []string
	word := ""
	for i, r := range name {
		if unicode.IsUpper(r) && word != "" && !unicode.IsUpper(rune(name[i-1])) || r == '_' {
			words, word = append(words, strings.ToLower(word)), ""
		}
		if r != '_' {
			word += string(r)
		}
	}
	words = append(words, strings.ToLower(word))
	if len(words) > 1 {
		words = append(words, strings.Join(words, "-"), words[0]+"-")
	}
	return words
}
