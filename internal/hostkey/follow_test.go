package hostkey

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHalfWrittenKey: of files that cannot be used the log says so once, and not before they stay as
// they are, unless the operator has asked.
func TestHalfWrittenKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	path := Path(dir)
	var log bytes.Buffer
	keys := NewFollower(path, true, slog.New(slog.NewTextHandler(&log, nil)))
	key, err := keys.Load()
	if err != nil || !key.Made || !strings.Contains(log.String(), "next=SHA256:") {
		t.Fatalf("%v, %s", err, log.String())
	}
	errorsAfter := func(looks int, asked bool) int {
		log.Reset()
		for range looks {
			keys.Look(nil, asked) // it must not come to change a server
		}
		return strings.Count(log.String(), "host keys not reloaded")
	}
	if n := errorsAfter(3, true); n > 0 || log.Len() > 0 {
		t.Errorf("nothing has changed: %s", log.String())
	}
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("-----BEGIN")
	if n := errorsAfter(1, false); n != 0 {
		t.Errorf("a file that is being written: %s", log.String())
	}
	if n := errorsAfter(5, false); n != 1 {
		t.Errorf("a file that stays: %d lines, want 1", n)
	}
	write("-----BEGIN OPENSSH")
	if n := errorsAfter(5, true); n != 1 {
		t.Errorf("the operator has asked: %d lines, want 1", n)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if n := errorsAfter(5, false); n != 1 {
		t.Errorf("a file that is gone: %d lines, want 1", n)
	}
	if !bytes.Equal(keys.key.PublicKey().Marshal(), key.PublicKey().Marshal()) {
		t.Error("the server has lost its key")
	}
}
