package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestBlogs reads the small blogs of testdata/blogs, a directory for each subject: each is laid out
// as the engine does whose habit it stands for, and is asked for with the commands that work
// without SSH. Besides testscript's own commands there is has.
func TestBlogs(t *testing.T) {
	subjects, err := os.ReadDir(filepath.Join("testdata", "blogs"))
	if err != nil {
		t.Fatal(err)
	}
	for _, subject := range subjects {
		t.Run(subject.Name(), func(t *testing.T) {
			testscript.Run(t, testscript.Params{
				Dir:                 filepath.Join("testdata", "blogs", subject.Name()),
				RequireExplicitExec: true,
				Cmds:                map[string]func(*testscript.TestScript, bool, []string){"has": cmdHas},
				Setup: func(env *testscript.Env) error {
					env.Setenv("HOME", env.WorkDir)
					return nil
				},
			})
		})
	}
}

// cmdHas is the command has TEXT...: the standard output of the last command has each TEXT, word for
// word; ! has: none of them. In a TEXT, \n and \t are a line break and a tab.
func cmdHas(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: has TEXT...")
	}
	output := ts.ReadFile("stdout")
	for _, arg := range args {
		text := strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(arg)
		if strings.Contains(output, text) == neg {
			ts.Fatalf("output has %q: %t, want %t, in:\n%s", text, neg, !neg, output)
		}
	}
}
