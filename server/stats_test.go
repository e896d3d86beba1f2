package server

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/server/flowcontrol"
	"github.com/sshblog/sshblog/server/lifecycle"
)

// TestEndReasons: each reason that the code gives for an end is one that operators see by its name.
func TestEndReasons(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"setReason", "end", "reject", "disconnect"}, method.Sel.Name) {
				return true
			}
			if literal, ok := call.Args[0].(*ast.BasicLit); ok {
				reason, _ := strconv.Unquote(literal.Value)
				if found++; !slices.Contains(endReasons, reason) {
					t.Errorf("%s: the reason %q is not in endReasons", name, reason)
				}
			}
			return true
		})
	}
	if found < 10 {
		t.Errorf("only %d reasons found; this test reads the code wrong", found)
	}
	c := connection{server: &Server{}, intake: flowcontrol.NewIntake()}
	for state := lifecycle.ConnHandshaking; state <= lifecycle.ConnClosed; state++ {
		if _, reason := c.deadlineOf(state); reason != "" && !slices.Contains(endReasons, reason) {
			t.Errorf("the reason %q is not in endReasons", reason)
		}
	}
}
