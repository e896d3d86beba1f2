package hostkey

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// prints are the fingerprints of the keys in a file and beside it, "" where there is none.
func prints(t *testing.T, path string) (active, next, old string) {
	t.Helper()
	key, err := LoadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	of := func(b Beside) string {
		if b.Problem != nil {
			t.Error(b.Problem)
		}
		if !b.Exists() {
			return ""
		}
		return gossh.FingerprintSHA256(b.PublicKey())
	}
	return gossh.FingerprintSHA256(key.PublicKey()), of(key.Next), of(key.Old)
}

// publicParts checks that each public part in a directory is that of the key beside it.
func publicParts(t *testing.T, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		private, isPublic := strings.CutSuffix(name, ".pub")
		if !isPublic {
			if _, err := os.Stat(name + ".pub"); err != nil {
				t.Error(err)
			}
			continue
		}
		key, err := read(private)
		if err != nil {
			t.Error(err)
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil || string(text) != string(gossh.MarshalAuthorizedKey(key.PublicKey())) {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}

// TestRotation goes from one key to the next and to the one after it.
func TestRotation(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	path := Path(dir)
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	first, second, old := prints(t, path)
	if second == "" || second == first || old != "" {
		t.Fatalf("on the first day: %q, %q, %q", first, second, old)
	}
	if _, made, err := MakeNext(path); made || err != nil {
		t.Errorf("a next key again: %v, %v", made, err)
	}
	if _, err := Retire(path); err == nil || !strings.Contains(err.Error(), "there is no old key") {
		t.Errorf("retired before it was rotated: %v", err)
	}
	if _, err := Rotate(path); err != nil {
		t.Fatal(err)
	}
	if active, next, old := prints(t, path); active != second || next != "" || old != first {
		t.Errorf("rotated: %q, %q, %q", active, next, old)
	}
	publicParts(t, dir)
	if _, err := Rotate(path); err == nil || !strings.Contains(err.Error(), "no key follows it") {
		t.Errorf("rotated without a next key: %v", err)
	}
	key, made, err := MakeNext(path)
	if !made || err != nil || len(key.Others()) != 2 {
		t.Errorf("a next key: %v, %v", made, err)
	}
	if _, err := Rotate(path); err == nil || !strings.Contains(err.Error(), "retire first") {
		t.Errorf("rotated with an old key: %v", err)
	}
	if _, err := Retire(path); err != nil {
		t.Fatal(err)
	}
	publicParts(t, dir)
	_, third, old := prints(t, path)
	if third == "" || old != "" {
		t.Errorf("retired: next %q, old %q", third, old)
	}
	if _, err := Rotate(path); err != nil {
		t.Fatal(err)
	}
	if active, _, old := prints(t, path); active != third || old != second {
		t.Errorf("rotated again: %q, old %q", active, old)
	}
}

// TestRotationGoesOn: one that was ended in the middle is finished by the next one.
func TestRotationGoesOn(t *testing.T) {
	dir := t.TempDir()
	path := Path(dir)
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	first, second, _ := prints(t, path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := claim(path, path+oldSuffix, text); err != nil {
		t.Fatal(err)
	}
	if key, err := LoadFile(path); err != nil || !same(key, key.Old) {
		t.Fatal("not in the middle", err)
	}
	if _, err := Rotate(path); err != nil {
		t.Fatal(err)
	}
	if active, next, old := prints(t, path); active != second || next != "" || old != first {
		t.Errorf("%q, %q, %q", active, next, old)
	}
}

// TestLostKey: the next key takes the place of one that is gone, as clients know it, but not by
// itself.
func TestLostKey(t *testing.T) {
	dir := t.TempDir()
	path := Path(dir)
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	_, second, _ := prints(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "run sshblog hostkey rotate to use the next one") {
		t.Error(err)
	}
	if _, _, err := MakeNext(path); err == nil {
		t.Error("another key is made")
	}
	if _, err := Rotate(path); err != nil {
		t.Fatal(err)
	}
	if active, next, old := prints(t, path); active != second || next != "" || old != "" {
		t.Errorf("%q, %q, %q; want %q", active, next, old, second)
	}
	publicParts(t, dir)
}

// TestRotationsAtOnce: of several at once one succeeds, and no key is lost.
func TestRotationsAtOnce(t *testing.T) {
	dir := t.TempDir()
	path := Path(dir)
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	first, second, _ := prints(t, path)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { _, _ = Rotate(path) })
		all.Go(func() {
			if _, err := LoadFile(path); err != nil {
				t.Error("there is no key meanwhile:", err)
			}
		})
	}
	all.Wait()
	if active, next, old := prints(t, path); active != second || next != "" || old != first {
		t.Errorf("%q, %q, %q; want %q and %q", active, next, old, second, first)
	}
}

// TestNextKeyFromNothing: whoever prepares a secret needs no server for that.
func TestNextKeyFromNothing(t *testing.T) {
	path := Path(filepath.Join(t.TempDir(), "keys"))
	if _, made, err := MakeNext(path); !made || err != nil {
		t.Fatal(made, err)
	}
	if active, next, _ := prints(t, path); active == "" || next == "" {
		t.Errorf("%q, %q", active, next)
	}
	if _, _, err := MakeNext(filepath.Join(filepath.Dir(path), "named")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a key of another name is made:", err)
	}
}

// TestBesideCannotBeUsed: what is wrong with the next key keeps no server from its own.
func TestBesideCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	path := Path(dir)
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func() error
	}{
		{"readable by others", func() error { return os.Chmod(path+nextSuffix, 0o644) }},
		{"not a key", func() error {
			return errors.Join(os.Chmod(path+nextSuffix, 0o600), os.WriteFile(path+nextSuffix, []byte("junk"), 0o600))
		}},
		{"a directory", func() error { return errors.Join(os.Remove(path+nextSuffix), os.Mkdir(path+nextSuffix, 0o700)) }},
	} {
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		key, err := Load(dir)
		if err != nil || key.Next.Exists() || key.Next.Problem == nil || len(key.Others()) > 0 {
			t.Errorf("%s: %+v, %v", c.name, key.Next, err)
		}
		if _, err := Rotate(path); err == nil {
			t.Errorf("%s: it is put to use", c.name)
		}
		if _, _, err := MakeNext(path); err == nil {
			t.Errorf("%s: it is taken for a next key", c.name)
		}
	}
}

// TestUnchangeable: where keys cannot be changed the operator reads what to do instead.
func TestUnchangeable(t *testing.T) {
	for _, err := range []error{syscall.EROFS, syscall.EBUSY, syscall.EXDEV} {
		got := unchangeable("/secret/key", "rotate", &os.LinkError{Op: "link", Old: "/secret/key", New: "/secret/key.old", Err: err})
		if !errors.Is(got, err) || !strings.Contains(got.Error(), "host key /secret/key cannot be changed here") ||
			!strings.Contains(got.Error(), "run sshblog hostkey rotate --host-key COPY") {
			t.Error(got)
		}
	}
	got := unchangeable("/secret/key", "next", fmt.Errorf("make: %w", syscall.EACCES))
	if !errors.Is(got, syscall.EACCES) || !strings.Contains(got.Error(), "this is user ") {
		t.Error(got)
	}
	if err := unchangeable("key", "next", nil); err != nil {
		t.Error(err)
	}
}

// TestNextKeyOnFullDisk: a server starts with the key that it could save.
func TestNextKeyOnFullDisk(t *testing.T) {
	dir := t.TempDir()
	key, err := load(dir, func(path string, private ed25519.PrivateKey) error {
		if strings.HasSuffix(path, nextSuffix) {
			return syscall.ENOSPC
		}
		return save(path, private)
	})
	if err != nil || !key.Made || key.Unsaved != nil || !errors.Is(key.Next.Problem, syscall.ENOSPC) {
		t.Errorf("%+v, %v", key, err)
	}
}

// TestStamp: each change of a file is noticed.
func TestStamp(t *testing.T) {
	dir := t.TempDir()
	path := Path(dir)
	none := StampOf(path)
	if !none.Same(StampOf(path)) {
		t.Error("nothing has changed")
	}
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	before := StampOf(path)
	if before.Same(none) || !before.Same(StampOf(path)) {
		t.Error("made")
	}
	for _, change := range []func() error{
		func() error { _, err := Rotate(path); return err },
		func() error { _, err := Retire(path); return err },
		func() error { _, _, err := MakeNext(path); return err },
		func() error { return os.Chmod(path, 0o400) },
		func() error { return os.Remove(path + nextSuffix) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		now := StampOf(path)
		if now.Same(before) {
			t.Error("a change is not noticed")
		}
		before = now
	}
}
