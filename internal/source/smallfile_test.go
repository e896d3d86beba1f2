//go:build unix

package source

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestReadSmall reads what may lie where settings and themes are looked for.
func TestReadSmall(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, text := range map[string]string{"small": "title: T", "full": strings.Repeat("#", maxSmallFile), "large": strings.Repeat("#", maxSmallFile+1)} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"link": "small", "zero": "/dev/zero", "loop": "loop"} {
		if err := os.Symlink(target, at(name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"small": "", "full": "", "link": "", "large": "expected at most 1048576 bytes", "pipe": "expected a regular file", ".": "expected a regular file",
		"zero": "expected a regular file", "loop": "too many", "none": "no such file",
	} {
		text, err := ReadSmallFile(at(name))
		switch {
		case want == "" && (err != nil || len(text) == 0):
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}
