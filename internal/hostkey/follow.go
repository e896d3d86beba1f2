package hostkey

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/container"
)

// Follower has the keys of a running server, which change when their files do. Its methods may be called
// from any goroutine.
type Follower struct {
	path string
	keep bool // the key is the program's own to keep, and not a secret from elsewhere
	log  *slog.Logger

	mu     sync.Mutex
	key    Key
	seen   Stamp // of the files that were read last
	failed Stamp // of files that could not be used the last time
}

// NewFollower returns a Follower of the key at path, which keep says is the program's own to keep, and not a
// secret from elsewhere.
func NewFollower(path string, keep bool, log *slog.Logger) *Follower {
	return &Follower{path: path, keep: keep, log: log}
}

// lookEvery is how often the files are looked at.
const lookEvery = 2 * time.Second

// Load reads the keys for the first time, and logs what operators should know of them.
func (k *Follower) Load() (Key, error) {
	place, load := k.path, LoadFile
	if k.keep {
		place, load = filepath.Dir(k.path), Load
	}
	key, err := load(place)
	if err != nil {
		return key, err
	}
	k.key, k.seen = key, StampOf(k.path)
	attrs := append(fingerprints(key), "keys", place, "new", key.Made)
	k.log.Info("host key", attrs...)
	k.warn(place)
	return key, nil
}

// warn logs what is not as it should be with the keys in a place.
func (k *Follower) warn(place string) {
	if k.key.Exposed != nil {
		k.log.Warn("others than this user can use the host key", "keys", place, "reason", k.key.Exposed.Error())
	}
	for _, beside := range []Beside{k.key.Next, k.key.Old} {
		if beside.Problem != nil {
			k.log.Warn("a key beside the host key cannot be used", "error", beside.Problem)
		}
	}
	const volume = "keys on a volume with a name, such as -v sshblog-keys:/keys, or a secret in host_key_file"
	if k.key.Unsaved != nil {
		expected := "a place that can be written to, or a key in host_key_file"
		if container.Inside() {
			expected = volume
		}
		k.log.Warn("cannot save the host key; it will change at the next start", "keys", place, "error", k.key.Unsaved,
			"expected", expected)
	} else if reason := container.Lost(k.path); reason != "" && k.keep {
		k.log.Warn("the host key does not survive this container: readers will be warned of an impostor", "keys", place,
			"reason", reason, "expected", volume)
	}
}

// fingerprints are those of a key and of the keys beside it, for the log.
func fingerprints(key Key) []any {
	attrs := []any{"fingerprint", gossh.FingerprintSHA256(key.PublicKey())}
	if key.Next.Exists() {
		attrs = append(attrs, "next", gossh.FingerprintSHA256(key.Next.PublicKey()))
	}
	if key.Old.Exists() {
		attrs = append(attrs, "old", gossh.FingerprintSHA256(key.Old.PublicKey()))
	}
	return attrs
}

// Use has a server use a key from now on, and tell of others.
type Use func(used gossh.Signer, others ...gossh.Signer)

// Follow looks at the files until ctx ends: sshblog hostkey changes them, or whoever keeps the
// secret.
func (k *Follower) Follow(ctx context.Context, use Use) error {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			k.Look(use, false)
		case <-ctx.Done():
			return nil
		}
	}
}

// Look reads the keys again if their files have changed, and has the server use them. Where they
// cannot be used it keeps those that it has: a file may be half written, so it says so only of one
// that stays as it is, or if the operator has asked for it now.
func (k *Follower) Look(use Use, asked bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := StampOf(k.path)
	if now.Same(k.seen) {
		return
	}
	key, err := LoadFile(k.path)
	if err != nil {
		if again := now.Same(k.failed); again || asked {
			k.log.Error("host keys not reloaded; the server keeps those that it has", "error", err)
			k.seen = now
		}
		k.failed = now
		return
	}
	known := isAmong(key, append(k.key.Others(), k.key))
	k.key, k.seen = key, now
	use(key, key.Others()...)
	k.log.Info("host keys reloaded", append(fingerprints(key), "keys", k.path)...)
	if !known {
		k.log.Warn("the host key has changed to one that readers were not told of: their clients will warn them", "keys", k.path,
			"expected", "sshblog hostkey next, some weeks, sshblog hostkey rotate")
	}
	k.warn(k.path)
}

// isAmong reports whether a key is one of others.
func isAmong(key gossh.Signer, others []gossh.Signer) bool {
	for _, other := range others {
		if bytes.Equal(key.PublicKey().Marshal(), other.PublicKey().Marshal()) {
			return true
		}
	}
	return false
}
