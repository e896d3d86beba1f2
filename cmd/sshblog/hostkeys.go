package main

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/container"
	"github.com/sshblog/sshblog/internal/hostkey"
	"github.com/sshblog/sshblog/server"
)

// hostKeys are the keys of a running server, which change when their files do.
type hostKeys struct {
	path string
	keep bool // the key is the program's own to keep, and not a secret from elsewhere
	log  *slog.Logger

	mu     sync.Mutex
	key    hostkey.Key
	seen   hostkey.Stamp // of the files that were read last
	failed hostkey.Stamp // of files that could not be used the last time
}

// lookEvery is how often the files are looked at.
const lookEvery = 2 * time.Second

// load reads the keys for the first time, and logs what operators should know of them.
func (k *hostKeys) load() (hostkey.Key, error) {
	place, load := k.path, hostkey.LoadFile
	if k.keep {
		place, load = filepath.Dir(k.path), hostkey.Load
	}
	key, err := load(place)
	if err != nil {
		return key, err
	}
	k.key, k.seen = key, hostkey.StampOf(k.path)
	attrs := append(fingerprints(key), "keys", place, "new", key.Made)
	k.log.Info("host key", attrs...)
	k.warn(place)
	return key, nil
}

// warn logs what is not as it should be with the keys in a place.
func (k *hostKeys) warn(place string) {
	if k.key.Exposed != nil {
		k.log.Warn("others than this user can use the host key", "keys", place, "reason", k.key.Exposed.Error())
	}
	for _, beside := range []hostkey.Beside{k.key.Next, k.key.Old} {
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
func fingerprints(key hostkey.Key) []any {
	attrs := []any{"fingerprint", gossh.FingerprintSHA256(key.PublicKey())}
	if key.Next.Exists() {
		attrs = append(attrs, "next", gossh.FingerprintSHA256(key.Next.PublicKey()))
	}
	if key.Old.Exists() {
		attrs = append(attrs, "old", gossh.FingerprintSHA256(key.Old.PublicKey()))
	}
	return attrs
}

// follow looks at the files until ctx ends: sshblog hostkey changes them, or whoever keeps the
// secret.
func (k *hostKeys) follow(ctx context.Context, srv *server.Server) error {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			k.look(srv, false)
		case <-ctx.Done():
			return nil
		}
	}
}

// look reads the keys again if their files have changed, and has the server use them. Where they
// cannot be used it keeps those that it has: a file may be half written, so it says so only of one
// that stays as it is, or if the operator has asked for it now.
func (k *hostKeys) look(srv *server.Server, asked bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := hostkey.StampOf(k.path)
	if now.Same(k.seen) {
		return
	}
	key, err := hostkey.LoadFile(k.path)
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
	srv.SetHostKeys(key, key.Others()...)
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
