package main

import (
	"bytes"
	"debug/buildinfo"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// notices returns the licences of all modules in a binary and of Go itself. Most of them ask for
// that.
func (r *release) notices(program string) ([]byte, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprint(&b, "sshblog contains these modules, and the standard library of Go.\n")
	root, err := r.output("go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	if err := writeLicences(&b, "Go "+strings.TrimPrefix(info.GoVersion, "go"), goLicences(strings.TrimSpace(root))); err != nil {
		return nil, err
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		dir, err := r.output("go", "list", "-m", "-f", "{{.Dir}}", m.Path)
		if err != nil {
			return nil, err
		}
		if err := writeLicences(&b, m.Path+" "+m.Version, []string{strings.TrimSpace(dir)}); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// goLicences returns where the licence of Go may be: Debian keeps it elsewhere.
func goLicences(root string) []string {
	return []string{root, filepath.Dir(root), "/usr/share/doc/golang-go"}
}

// writeLicences writes the licences in the first of the directories that has any.
func writeLicences(b *bytes.Buffer, name string, dirs []string) error {
	for _, dir := range dirs {
		files, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		var found []string
		for _, f := range files {
			if isLicence(f.Name()) && f.Type().IsRegular() {
				found = append(found, f.Name())
			}
		}
		if len(found) == 0 {
			continue
		}
		slices.Sort(found)
		for _, file := range found {
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				return err
			}
			text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
			fmt.Fprintf(b, "\n%s\n%s: %s\n\n%s\n", strings.Repeat("=", 72), name, file, text)
		}
		return nil
	}
	return fmt.Errorf("%s: no licence in %s", name, strings.Join(dirs, ", "))
}

// isLicence reports whether a file of a module is its licence, or a notice that goes with it.
func isLicence(name string) bool {
	name = strings.ToUpper(name)
	for _, word := range []string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "PATENTS"} {
		if strings.HasPrefix(name, word) && !strings.HasSuffix(name, ".GO") {
			return true
		}
	}
	return false
}
