package hostkey

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// FileName is the file in the keys directory that holds the host key, in OpenSSH's format.
const FileName = "ssh_host_ed25519_key"

// Key is the key by which readers know the server, with those that readers are told of beside it.
type Key struct {
	gossh.Signer
	Next, Old Beside // nil signers where there are none
	Made      bool   // it was made just now
	Unsaved   error  // why it could not be saved, nil if it was: the next start makes another one
	Exposed   error  // who else may read it, in a file of another user; nil if nobody

	written time.Time // when its file was
}

// Path returns the file of the host key in a keys directory.
func Path(dir string) string { return filepath.Join(dir, FileName) }

// Load returns the host key of the keys directory dir. If dir holds no host key at all, it
// makes one first, readable by its owner alone, with its public part beside it, and the one that is
// to follow it: so readers know the next one from their first visit. Two programs that start at once
// agree on them. On a full disk or a read-only file system the new key is used without being saved:
// the blog is available, and the next start makes another key.
//
// An existing key that is unreadable, corrupt, of another type, or a file of one's own that others
// may read is an error: a server that quietly took another key would look to its readers like an
// impostor.
func Load(dir string) (Key, error) { return load(dir, save) }

// LoadFile returns the host key in a file, such as a secret of an orchestrator. It never makes one.
func LoadFile(path string) (Key, error) {
	key, err := read(path)
	if err == nil {
		key.Next, key.Old = readBeside(path+nextSuffix), readBeside(path+oldSuffix)
	}
	return key, err
}

// load is Load with a way to save a key.
func load(dir string, save saver) (Key, error) {
	path := Path(dir)
	key, err := LoadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	other, err := otherKey(dir)
	if errors.Is(err, fs.ErrPermission) {
		return Key{}, fmt.Errorf("keys directory: %w; %s", err, writable(dir))
	}
	if err != nil {
		return Key{}, fmt.Errorf("keys directory: %w", err)
	}
	if other != "" {
		instead := ""
		if readBeside(path + nextSuffix).Exists() {
			instead = "run sshblog hostkey rotate to use the next one, which clients know, "
		}
		return Key{}, fmt.Errorf("keys directory %q: holds %q but no %q: "+
			"put the ed25519 key back, %sor empty the directory to have one made", dir, other, FileName, instead)
	}
	private, err := generate()
	if err != nil {
		return Key{}, fmt.Errorf("make a host key: %w", err)
	}
	unsaved := save(path, private)
	if errors.Is(unsaved, fs.ErrPermission) {
		return Key{}, fmt.Errorf("make host key %q: %w; %s", path, unsaved, writable(dir))
	}
	if unsaved != nil && !errors.Is(unsaved, fs.ErrExist) && !noRoom(unsaved) {
		return Key{}, fmt.Errorf("make host key %q: %w", path, unsaved)
	}
	if key, err = read(path); noRoom(unsaved) && errors.Is(err, fs.ErrNotExist) {
		signer, err := gossh.NewSignerFromKey(private)
		return Key{Signer: signer, Made: true, Unsaved: unsaved}, err
	}
	if err != nil {
		return key, err
	}
	key.Made = true
	key.Next, key.Old = makeBeside(path+nextSuffix, save), readBeside(path+oldSuffix)
	return key, nil
}

// noRoom reports whether a file cannot be saved because the file system accepts none, rather than
// because the operator denies it to the program.
func noRoom(err error) bool {
	return errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// otherKey returns the name of a file in dir that belongs to a host key, "" if none.
// What stands beside our own key counts only while its private part, which another start may just
// have made, does not exist.
func otherKey(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	beside := ""
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == FileName:
			return "", nil
		case strings.HasPrefix(name, FileName+"."):
			beside = name
		case strings.HasPrefix(name, "ssh_host_"):
			return name, nil
		}
	}
	return beside, nil
}

// read reads and checks one private key.
func read(path string) (Key, error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Key{}, fmt.Errorf("host key: %w; %s", err, writable(filepath.Dir(path)))
	case err != nil:
		return Key{}, fmt.Errorf("host key: %w", err)
	case !st.Mode().IsRegular():
		return Key{}, fmt.Errorf("host key %q: not a regular file", path)
	}
	exposed, unsafe := checkMode(path, st, os.Geteuid())
	if unsafe != nil {
		return Key{}, unsafe
	}
	text, err := readText(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Key{}, fmt.Errorf("host key: %w; %s", err, readable(path, st))
	case err != nil:
		return Key{}, fmt.Errorf("host key: %w", err)
	}
	key, err := gossh.ParsePrivateKey(text)
	if err != nil {
		return Key{}, fmt.Errorf("host key %q: not a private key in OpenSSH's format: %w", path, err)
	}
	if t := key.PublicKey().Type(); t != gossh.KeyAlgoED25519 {
		return Key{}, fmt.Errorf("host key %q: is of type %q, expected %q", path, t, gossh.KeyAlgoED25519)
	}
	return Key{Signer: key, Exposed: exposed, written: st.ModTime()}, nil
}

// maxFile is the size of the largest file that may be a key, in bytes.
const maxFile = 1 << 20

// readText reads a regular file that is not large.
func readText(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // the operator names it
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	return io.ReadAll(io.LimitReader(file, maxFile))
}
