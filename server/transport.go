package server

import (
	"errors"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// maxUser is how long a user name may be, in bytes.
const maxUser = 256

var errLongUser = errors.New("the user name is too long")

// transportConfig returns the SSH transport that is offered: modern algorithms only, and of each
// kind one that OpenSSH has had for ten years. One key type signs: ed25519.
func transportConfig(ctx ssh.Context) *gossh.ServerConfig {
	return &gossh.ServerConfig{
		Config: gossh.Config{
			KeyExchanges: []string{
				gossh.KeyExchangeMLKEM768X25519,
				gossh.KeyExchangeCurve25519,
			},
			Ciphers: []string{
				gossh.CipherChaCha20Poly1305,
				gossh.CipherAES256GCM,
				gossh.CipherAES128GCM,
			},
			MACs: []string{
				gossh.HMACSHA256ETM,
				gossh.HMACSHA512ETM,
			},
		},
		NoClientAuth: true,
		NoClientAuthCallback: func(meta gossh.ConnMetadata) (*gossh.Permissions, error) {
			if len(meta.User()) > maxUser {
				return nil, errLongUser // it would stay in memory as long as the connection
			}
			return nil, nil //nolint:nilnil // everybody has the same permissions: none
		},
		MaxAuthTries: 6,
		AuthLogCallback: func(meta gossh.ConnMetadata, _ string, err error) {
			c := connectionOf(ctx)
			if c == nil {
				return
			}
			c.ahead.taken(authPacket + len(meta.User()))
			if err == nil {
				c.authenticate(meta)
			}
		},
	}
}
