package hostkey

import (
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestHostKeyWithoutRoom: where the file system takes nothing the server has a key all the same and
// says that it is not kept; where the operator forbids it to write it does not start.
func TestHostKeyWithoutRoom(t *testing.T) {
	for _, c := range []struct {
		err   error
		start bool
	}{
		{syscall.EROFS, true},
		{syscall.ENOSPC, true},
		{syscall.EDQUOT, true},
		{syscall.EACCES, false},
		{syscall.ENOTDIR, false},
	} {
		dir := t.TempDir()
		failing := func(path string, _ ed25519.PrivateKey) error {
			return fmt.Errorf("write: %w", &os.PathError{Op: "open", Path: path, Err: c.err})
		}
		key, err := load(dir, failing)
		if started := err == nil && key.Signer != nil && key.Made && key.Unsaved != nil; started != c.start {
			t.Errorf("%v: starts %v with %+v, %v", c.err, started, key, err)
		}
	}
}

// TestHostKeyWithoutPublicPart: a disk that is full when the private part is written already has
// kept the key.
func TestHostKeyWithoutPublicPart(t *testing.T) {
	dir := t.TempDir()
	key, err := load(dir, func(path string, private ed25519.PrivateKey) error {
		if err := save(path, private); err != nil {
			return err
		}
		return syscall.ENOSPC
	})
	if err != nil || key.Unsaved != nil || !key.Made {
		t.Errorf("%+v, %v", key, err)
	}
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
		t.Error(err)
	}
}
