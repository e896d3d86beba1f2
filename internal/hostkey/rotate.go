package hostkey

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/container"
)

// MakeNext makes the key that is to follow the one in path, unless there is one; made reports
// whether it has. Where there is no key at all it makes that, too. What the superuser makes belongs
// to whom the key, or its directory, belongs to.
func MakeNext(path string) (key Key, made bool, err error) {
	owned, err := os.Stat(path)
	if err != nil {
		owned, _ = os.Stat(filepath.Dir(path)) // nobody's, if there is none
	}
	save := func(path string, private ed25519.PrivateKey) error { return saveFor(owned, path, private) }
	if filepath.Base(path) == FileName {
		key, err = load(filepath.Dir(path), save)
	} else {
		key, err = LoadFile(path)
	}
	switch {
	case err != nil:
		return key, false, err
	case key.Unsaved != nil:
		return key, false, readOnly(path, "next", key.Unsaved)
	case key.Next.Exists() || key.Next.Problem != nil:
		return key, key.Made, key.Next.Problem
	case container.IsMount(path):
		return key, false, readOnly(path, "next", errors.New("it is mounted by itself"))
	}
	key.Next = makeBeside(path+nextSuffix, save)
	return key, true, unchangeable(path, "next", key.Next.Problem)
}

// Rotate puts the next key in the place of the one in path, which becomes the old one. Whoever looks
// meanwhile finds one or the other. It fails where there is no next key, or an old one still. A key
// that is lost is replaced, too.
func Rotate(path string) (Key, error) {
	key, err := LoadFile(path)
	if next := readBeside(path + nextSuffix); errors.Is(err, fs.ErrNotExist) && next.Exists() {
		return replaceLost(path, next)
	}
	if err != nil {
		return key, err
	}
	halfDone := key.Old.Exists() && same(key.Old, key)
	switch {
	case key.Next.Problem != nil || key.Old.Problem != nil:
		return key, errors.Join(key.Next.Problem, key.Old.Problem)
	case !key.Next.Exists():
		return key, fmt.Errorf("host key %q: no key follows it: run sshblog hostkey next, and rotate when your readers "+
			"have come since", path)
	case key.Old.Exists() && !halfDone:
		return key, fmt.Errorf("host key %q: the one before it is still there: run sshblog hostkey retire first", path)
	case container.IsMount(path):
		return key, readOnly(path, "rotate", errors.New("it is mounted by itself"))
	}
	if err := swap(path, halfDone); err != nil {
		return key, unchangeable(path, "rotate", err)
	}
	// Public parts are for people: the server makes do without.
	err = errors.Join(savePublic(path, key.Next.PublicKey()), savePublic(path+oldSuffix, key.PublicKey()),
		removeIfThere(path+nextSuffix+".pub"))
	if err != nil {
		return key, fmt.Errorf("host key %q is rotated, but its public parts are not: %w", path, err)
	}
	return LoadFile(path)
}

// replaceLost puts the next key in the place of one that is not there.
func replaceLost(path string, next Beside) (Key, error) {
	if err := os.Rename(path+nextSuffix, path); err != nil {
		return Key{}, unchangeable(path, "rotate", err)
	}
	err := errors.Join(syncDir(filepath.Dir(path)), savePublic(path, next.PublicKey()), removeIfThere(path+nextSuffix+".pub"))
	if err != nil {
		return Key{}, fmt.Errorf("host key %q is the next one now, but its public part is not: %w", path, err)
	}
	return LoadFile(path)
}

// swap keeps the key in path as the old one, and puts the next one in its place.
func swap(path string, kept bool) error {
	if !kept {
		text, err := readText(path)
		if err != nil {
			return err
		}
		if err := claim(path, path+oldSuffix, text); err != nil {
			return err
		}
	}
	if err := os.Rename(path+nextSuffix, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// Retire removes the old key. It fails where there is none.
func Retire(path string) (Key, error) {
	key, err := LoadFile(path)
	switch {
	case err != nil:
		return key, err
	case !key.Old.Exists() && key.Old.Problem == nil:
		return key, fmt.Errorf("host key %q: there is no old key: it is one when sshblog hostkey rotate has replaced it", path)
	}
	if err := os.Remove(path + oldSuffix); err != nil {
		return key, unchangeable(path, "retire", err)
	}
	if err := errors.Join(removeIfThere(path+oldSuffix+".pub"), syncDir(filepath.Dir(path))); err != nil {
		return key, fmt.Errorf("host key %q: the old one is removed, but not all of it: %w", path, err)
	}
	return LoadFile(path)
}

// same reports whether two keys are one.
func same(a, b gossh.Signer) bool {
	return bytes.Equal(a.PublicKey().Marshal(), b.PublicKey().Marshal())
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// unchangeable returns the error of a change of keys with what to do about it, nil if there is none.
func unchangeable(path, change string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV):
		return readOnly(path, change, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; %s", err, writable(filepath.Dir(path)))
	}
	return err
}

// readOnly says what to do with a key that comes from elsewhere, such as a secret.
func readOnly(path, change string, err error) error {
	return fmt.Errorf("host key %s cannot be changed here: %w; a key from a secret is changed in a copy: run sshblog hostkey %s "+
		"--host-key COPY, and make the secret again, of COPY and the files COPY.* beside it", quoted(path), err, change)
}
