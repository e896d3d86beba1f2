package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated parts of the documentation")

// checkGenerated holds parts of documents to what generates them. A part stands between the lines
// <!-- KIND:begin NAME --> and <!-- KIND:end -->. With -update, as go generate passes it, the parts
// are written.
func checkGenerated(t *testing.T, kind string, files []string, parts map[string]func(*strings.Builder)) {
	t.Helper()
	marked := regexp.MustCompile(`(?s)(<!-- ` + kind + `:begin (\w+) -->\n).*?(<!-- ` + kind + `:end -->)`)
	for _, name := range files {
		text := readDoc(t, name)
		found := false
		got := marked.ReplaceAllStringFunc(text, func(part string) string {
			match := marked.FindStringSubmatch(part)
			write, ok := parts[match[2]]
			if !ok {
				t.Fatalf("%s: nothing generates %s %q", name, kind, match[2])
			}
			found = true
			var b strings.Builder
			write(&b)
			return match[1] + "\n" + b.String() + "\n" + match[3]
		})
		switch {
		case !found:
			t.Errorf("%s has no marks of %s", name, kind)
		case got == text:
		case *update:
			if err := os.WriteFile(docPath(name), []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is out of date: go generate ./cmd/sshblog", name)
		}
	}
}

// docPath is the path of a file of this repository, seen from the tests of this package.
func docPath(name string) string { return filepath.Join("..", "..", filepath.FromSlash(name)) }

// readDoc returns the text of a file of this repository.
func readDoc(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(docPath(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
