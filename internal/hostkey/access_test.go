//go:build unix

package hostkey

import (
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestKeyOfAnotherUser: OpenSSH's rule. Only a file of one's own has to be for its owner alone.
func TestKeyOfAnotherUser(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	own := os.Geteuid()
	for _, c := range []struct {
		mode    os.FileMode
		user    int
		exposed string // "" if nobody else may read it
		err     bool
	}{
		{0o600, own, "", false},
		{0o400, own, "", false},
		{0o440, own, "", true},
		{0o444, own, "", true},
		{0o604, own, "", true},
		{0o600, own + 1, "", false},
		{0o440, own + 1, "its group may read it: mode 0440", false},
		{0o640, own + 1, "its group may read it: mode 0640", false},
		{0o444, own + 1, "everybody may read it: mode 0444", false},
		{0o660, own + 1, "its group may read and change it: mode 0660", false},
		{0o666, own + 1, "everybody may read and change it: mode 0666", false},
	} {
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		st, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		exposed, err := checkMode(path, st, c.user)
		if (err != nil) != c.err || (exposed != nil) != (c.exposed != "") ||
			exposed != nil && !strings.HasPrefix(exposed.Error(), c.exposed) {
			t.Errorf("mode %04o, own %v: %v, %v", c.mode, c.user == own, exposed, err)
		}
	}
}

// TestDeniedDirectory: an operator reads who may not write, and what to do.
func TestDeniedDirectory(t *testing.T) {
	dir := t.TempDir()
	_, err := load(filepath.Join(dir, "my keys"), func(path string, _ ed25519.PrivateKey) error {
		return &os.PathError{Op: "mkdir", Path: path, Err: syscall.EACCES}
	})
	if err == nil || !strings.Contains(err.Error(), "run install -d -m 0700 -o ") || !strings.Contains(err.Error(), "/my keys'") {
		t.Error(err)
	}
	_, err = load(dir, func(path string, _ ed25519.PrivateKey) error {
		return &os.PathError{Op: "open", Path: path, Err: syscall.EPERM}
	})
	if err == nil || !strings.Contains(err.Error(), "run chown ") {
		t.Error(err)
	}
}

// TestSyncDir: a directory is synced where that is possible, and not being able to is no error.
func TestSyncDir(t *testing.T) {
	if err := syncDir(t.TempDir()); err != nil {
		t.Error(err)
	}
	if err := ignoreUnsupported(&os.PathError{Op: "sync", Path: "d", Err: syscall.EINVAL}); err != nil {
		t.Error(err)
	}
	if err := ignoreUnsupported(&os.PathError{Op: "sync", Path: "d", Err: syscall.EIO}); !errors.Is(err, syscall.EIO) {
		t.Error(err)
	}
}
