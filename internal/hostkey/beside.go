package hostkey

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// The files beside that of the host key have its name and one of these. A connection uses one key of
// a type, so a blog has one in use. The next one is made known to readers while they come, takes its
// place one day without a question, and then the old one is made known a while longer: other
// machines of the same blog may still use it.
const (
	nextSuffix = ".next"
	oldSuffix  = ".old"
)

// Beside is a key beside the one in use: the next one, or the one before.
type Beside struct {
	gossh.Signer           // nil if there is none, or none that can be used
	Since        time.Time // when its file was written
	Problem      error     // why there is none, nil if there need not be one
}

// Exists reports whether there is one that can be used.
func (b Beside) Exists() bool { return b.Signer != nil }

// Others returns the keys beside the one in use.
func (k Key) Others() []gossh.Signer {
	var all []gossh.Signer
	for _, b := range []Beside{k.Next, k.Old} {
		if b.Exists() {
			all = append(all, b.Signer)
		}
	}
	return all
}

// readBeside reads a key beside the one in use. What is wrong with it is a problem, and no reason to
// do without the others.
func readBeside(path string) Beside {
	key, err := read(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Beside{}
	case err != nil:
		return Beside{Problem: err}
	}
	return Beside{Signer: key.Signer, Since: key.written}
}

// saver saves a private key in a file that does not exist, and its public part.
type saver func(path string, key ed25519.PrivateKey) error

// makeBeside makes a key beside the one in use, unless somebody else has.
func makeBeside(path string, save saver) Beside {
	private, err := generate()
	if err == nil {
		err = save(path, private)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return Beside{Problem: fmt.Errorf("make host key %q: %w", path, err)}
	}
	return readBeside(path)
}
