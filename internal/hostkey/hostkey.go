package hostkey

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	gossh "golang.org/x/crypto/ssh"
)

// FileName is the file in the keys directory that holds the host key, in OpenSSH's format.
const FileName = "ssh_host_ed25519_key"

// Key is the key by which readers know the server.
type Key struct {
	gossh.Signer
	Made    bool  // it was made just now
	Unsaved error // why it could not be saved, nil if it was: the next start makes another one
}

// Load returns the host key of the keys directory dir. If dir holds no host key at all, it
// makes one first, readable by its owner alone, with its public part beside it; two programs that
// start at once agree on one. On a full disk or a read-only file system the new key is used without
// being saved: the blog is available, and the next start makes another key.
//
// An existing key that is unreadable, corrupt, of another type or readable by others is an error: a
// server that quietly took another key would look to its readers like an impostor.
func Load(dir string) (Key, error) { return load(dir, save) }

// load is LoadHostKey with a way to save a key.
func load(dir string, save func(path string, key ed25519.PrivateKey) error) (Key, error) {
	path := filepath.Join(dir, FileName)
	key, err := read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return Key{Signer: key}, err
	}
	other, err := otherKey(dir)
	if err != nil {
		return Key{}, fmt.Errorf("keys directory: %w", err)
	}
	if other != "" {
		return Key{}, fmt.Errorf("keys directory %q: holds %q but no %q: "+
			"put the ed25519 key back, or empty the directory to have one made", dir, other, FileName)
	}
	private, err := generate()
	if err != nil {
		return Key{}, fmt.Errorf("make a host key: %w", err)
	}
	unsaved := save(path, private)
	if unsaved != nil && !errors.Is(unsaved, fs.ErrExist) && !noRoom(unsaved) {
		return Key{}, fmt.Errorf("make host key %q: %w", path, unsaved)
	}
	if key, err = read(path); noRoom(unsaved) && errors.Is(err, fs.ErrNotExist) {
		key, err = gossh.NewSignerFromKey(private)
		return Key{Signer: key, Made: true, Unsaved: unsaved}, err
	}
	return Key{Signer: key, Made: err == nil}, err
}

// noRoom reports whether a file cannot be saved because the file system accepts none, rather than
// because the operator denies it to the program.
func noRoom(err error) bool {
	return errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// otherKey returns the name of a file in dir that belongs to a host key, "" if none.
// The public part of our own key counts only while its private part, which another start may just
// have made, does not exist.
func otherKey(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	public := ""
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == FileName:
			return "", nil
		case name == FileName+".pub":
			public = name
		case strings.HasPrefix(name, "ssh_host_"):
			return name, nil
		}
	}
	return public, nil
}

// read reads and checks one private key.
func read(path string) (gossh.Signer, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("host key: %w", err)
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("host key %q: not a regular file", path)
	}
	if st.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("host key %q: mode %04o lets others read it, expected 0600: run chmod 600 on it",
			path, st.Mode().Perm())
	}
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the directory
	if err != nil {
		return nil, fmt.Errorf("host key: %w", err)
	}
	key, err := gossh.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("host key %q: not a private key in OpenSSH's format: %w", path, err)
	}
	if t := key.PublicKey().Type(); t != gossh.KeyAlgoED25519 {
		return nil, fmt.Errorf("host key %q: is of type %q, expected %q", path, t, gossh.KeyAlgoED25519)
	}
	return key, nil
}

// generate makes a new key.
func generate() (ed25519.PrivateKey, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	return private, err
}

// save writes a key to path and its public part to path.pub. The key appears whole or not at
// all, and never replaces an existing one (fs.ErrExist).
func save(path string, private ed25519.PrivateKey) error {
	block, err := gossh.MarshalPrivateKey(private, "sshblog host key")
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(dir, ".new-host-key-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.Write(pem.EncodeToMemory(block))
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := claim(draft.Name(), path, pem.EncodeToMemory(block)); err != nil {
		return err
	}
	sshPublic, err := gossh.NewPublicKey(private.Public())
	if err != nil {
		return err
	}
	return os.WriteFile(path+".pub", gossh.MarshalAuthorizedKey(sshPublic), //nolint:gosec // a public key is public
		0o644)
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
