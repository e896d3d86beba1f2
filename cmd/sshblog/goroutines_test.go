package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoroutines fails when a goroutine starts in which a panic would end the process: outside of
// internal/safego there is no go statement and no timer that calls a function, and what a WaitGroup
// starts keeps its panics to itself.
func TestGoroutines(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata" || d.Name() == "safego" || d.Name() == "bench" || d.Name() == "testssh" || d.Name() == "terminals" || d.Name() == "replicas") {
			return fs.SkipDir // the benchmarks and their visitors serve nobody
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if starts(n) {
				t.Errorf("%s: a goroutine that internal/safego does not start", files.Position(n.Pos()))
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// starts reports whether a node starts a goroutine that nothing rescues.
func starts(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.CallExpr:
		of, name := called(n)
		return of == "time" && name == "AfterFunc" || name == "Go" && of != "safego" && !rescues(n)
	}
	return false
}

// called is the name of a call and what it is of, as far as that is a plain name.
func called(call *ast.CallExpr) (of, name string) {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		if function, ok := call.Fun.(*ast.Ident); ok {
			return "", function.Name
		}
		return "", ""
	}
	if x, ok := selector.X.(*ast.Ident); ok {
		of = x.Name
	}
	return of, selector.Sel.Name
}

// rescues reports whether a call's arguments keep panics to themselves: by safego.Run, or by
// safego.Catch.
func rescues(call *ast.CallExpr) bool {
	found := false
	for _, argument := range call.Args {
		ast.Inspect(argument, func(n ast.Node) bool {
			if inner, ok := n.(*ast.CallExpr); ok {
				of, name := called(inner)
				found = found || of == "safego" && name == "Run" || of == "safego" && name == "Catch"
			}
			return true
		})
	}
	return found
}
