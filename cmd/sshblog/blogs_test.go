package main

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestBlogs reads the small blogs of testdata/blogs, a directory for each subject: each is laid out
// as the engine does whose habit it stands for, and is asked for with the commands that work
// without SSH. Besides testscript's own commands there is has. Pictures that are empty in a script have
// a pixel when it runs.
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
					return drawPictures(env.WorkDir)
				},
			})
		})
	}
}

// drawPictures makes each empty file of a picture in a directory a picture of one pixel, whose format
// its contents say.
func drawPictures(dir string) error {
	var pixel bytes.Buffer
	if err := png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(name) {
		case ".png", ".jpg", ".jpeg", ".gif", ".webp":
			if info, err := d.Info(); err != nil || info.Size() > 0 {
				return err
			}
			return os.WriteFile(name, pixel.Bytes(), 0o600)
		}
		return nil
	})
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
