package hostkey

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	gossh "golang.org/x/crypto/ssh"
)

// generate makes a new key.
func generate() (ed25519.PrivateKey, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	return private, err
}

// save writes a key to path and its public part to path.pub. The key appears whole or not at
// all, and never replaces an existing one (fs.ErrExist).
func save(path string, private ed25519.PrivateKey) error { return saveFor(nil, path, private) }

// saveFor is save for the owner of a file: what the superuser makes for a server is for its user to
// read. There is none if it is nil.
func saveFor(owned fs.FileInfo, path string, private ed25519.PrivateKey) error {
	block, err := gossh.MarshalPrivateKey(private, "sshblog host key")
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := makeDir(dir); err != nil {
		return err
	}
	draft, err := os.CreateTemp(dir, ".new-host-key-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.Write(pem.EncodeToMemory(block))
	if err = errors.Join(err, giveTo(owned, draft), draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := claim(draft.Name(), path, pem.EncodeToMemory(block)); err != nil {
		return err
	}
	// before the public part: alone it would keep the next start from making another key
	if err := syncDir(dir); err != nil {
		return err
	}
	sshPublic, err := gossh.NewPublicKey(private.Public())
	if err != nil {
		return err
	}
	return savePublic(path, sshPublic)
}

// savePublic writes the public part of the key in path to path.pub, whatever was there.
func savePublic(path string, key gossh.PublicKey) error {
	draft, err := os.CreateTemp(filepath.Dir(path), ".new-host-key-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.Write(gossh.MarshalAuthorizedKey(key))
	if err = errors.Join(err, draft.Close()); err != nil {
		return err
	}
	//nolint:gosec // a public key is public
	if err := os.Chmod(draft.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(draft.Name(), path+".pub")
}

// makeDir makes a directory that lasts, for this user alone.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}

// syncDir has the disk keep the names in a directory: a key whose name is lost when the power fails
// is another key at the next start. File systems that cannot do that are none that could lose one.
func syncDir(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // the operator names the directory
	if err != nil {
		return ignoreUnsupported(err)
	}
	return ignoreUnsupported(errors.Join(d.Sync(), d.Close()))
}

// ignoreUnsupported returns err unless it says only that directories are not synced here, or that
// this one may be written to but not be read.
func ignoreUnsupported(err error) error {
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// claim gives a finished file its name unless another file has it (fs.ErrExist). If the file system
// has no links, it writes the text to a file of that name.
func claim(draft, path string, text []byte) error {
	err := os.Link(draft, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	//nolint:gosec // the operator names the directory
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		err = errors.Join(err, os.Remove(path)) // half a key would pass for a damaged one
	}
	return err
}
