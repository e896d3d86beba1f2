package hostkey

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

// Numbers of RFC 4255 and RFC 7479.
const (
	sshfpEd25519 = 4
	sshfpSHA256  = 2
)

// KnownHosts returns the line of a key for the file known_hosts of readers, who find the blog at a
// host, in lower case as clients look for it, and a port.
func KnownHosts(host string, port int, key gossh.PublicKey) string {
	if port != 0 && port != 22 {
		host = fmt.Sprintf("[%s]:%d", host, port)
	}
	return host + " " + strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key)))
}

// SSHFP returns the DNS record of an ed25519 key (RFC 4255, 3.2, and RFC 7479). There is none for an address.
func SSHFP(host string, key gossh.PublicKey) (record string, ok bool) {
	if _, err := netip.ParseAddr(host); err == nil {
		return "", false
	}
	if strings.Contains(host, ".") && !strings.HasSuffix(host, ".") {
		host += "." // a name without it is one within the zone
	}
	sum := sha256.Sum256(key.Marshal())
	return fmt.Sprintf("%s IN SSHFP %d %d %s", host, sshfpEd25519, sshfpSHA256, hex.EncodeToString(sum[:])), true
}
