package hostkey_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/hostkey"
)

func TestHostKeyIsMadeOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	first, err := hostkey.Load(dir)
	if err != nil || !first.Made {
		t.Fatalf("first start: made %v, %v", first.Made, err)
	}
	st, err := os.Stat(filepath.Join(dir, hostkey.FileName))
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v; want 0600", st.Mode(), err)
	}
	public, err := os.ReadFile(filepath.Join(dir, hostkey.FileName+".pub"))
	if err != nil || string(public) != string(gossh.MarshalAuthorizedKey(first.PublicKey())) {
		t.Errorf("public part %q, %v", public, err)
	}
	second, err := hostkey.Load(dir)
	if err != nil || second.Made {
		t.Fatalf("second start: made %v, %v", second.Made, err)
	}
	if gossh.FingerprintSHA256(first.PublicKey()) != gossh.FingerprintSHA256(second.PublicKey()) {
		t.Error("the second start has another key")
	}
}

// TestHostKeyRace starts several programs at once: they agree on one key.
func TestHostKeyRace(t *testing.T) {
	dir := t.TempDir()
	prints := make([]string, 8)
	var wg sync.WaitGroup
	for i := range prints {
		wg.Go(func() {
			key, err := hostkey.Load(dir)
			if err != nil {
				t.Error(err)
				return
			}
			prints[i] = gossh.FingerprintSHA256(key.PublicKey())
		})
	}
	wg.Wait()
	for _, p := range prints[1:] {
		if p != prints[0] {
			t.Fatalf("two keys: %s and %s", prints[0], p)
		}
	}
}

func TestHostKeyRefused(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	block, err := gossh.MarshalPrivateKey(rsaKey, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file string
		text string
		mode os.FileMode
		want string
	}{
		"readable by others": {hostkey.FileName, "x", 0o640, "mode 0640 lets others read it"},
		"corrupt":            {hostkey.FileName, "junk", 0o600, "not a private key"},
		"empty":              {hostkey.FileName, "", 0o600, "not a private key"},
		"another type":       {hostkey.FileName, string(pem.EncodeToMemory(block)), 0o600, `expected "ssh-ed25519"`},
		"only another key":   {"ssh_host_rsa_key", "x", 0o600, `holds "ssh_host_rsa_key" but no`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, c.file)
			if err := os.WriteFile(path, []byte(c.text), c.mode); err != nil {
				t.Fatal(err)
			}
			_, err := hostkey.Load(dir)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if text, _ := os.ReadFile(path); string(text) != c.text {
				t.Error("the file has been changed")
			}
		})
	}
}
