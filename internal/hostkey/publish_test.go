package hostkey_test

import (
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/hostkey"
)

// TestPublished has the key and the record of RFC 7479, section 3, and the names that clients look
// for.
func TestPublished(t *testing.T) {
	const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS"
	key, _, _, _, err := gossh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		host string
		port int
		want string
	}{
		{"blog.example.com", 22, "blog.example.com"},
		{"blog.example.com", 0, "blog.example.com"},
		{"blog.example.com", 2222, "[blog.example.com]:2222"},
		{"2001:db8::1", 22, "2001:db8::1"},
		{"2001:db8::1", 2222, "[2001:db8::1]:2222"},
	} {
		if got := hostkey.KnownHosts(c.host, c.port, key); got != c.want+" "+line {
			t.Errorf("%s %d: %q", c.host, c.port, got)
		}
	}
	const record = "server.example.net. IN SSHFP 4 2 a87f1b687ac0e57d2a081a2f282672334d90ed316d2b818ca9580ea384d92401"
	if got, ok := hostkey.SSHFP("server.example.net", key); !ok || got != record {
		t.Errorf("%q, %v; want %q", got, ok, record)
	}
	if record, _ := hostkey.SSHFP("blog", key); !strings.HasPrefix(record, "blog IN SSHFP ") {
		t.Errorf("a name of one label: %q", record)
	}
	for _, address := range []string{"192.0.2.1", "2001:db8::1"} {
		if record, ok := hostkey.SSHFP(address, key); ok {
			t.Errorf("an address: %q", record)
		}
	}
}
