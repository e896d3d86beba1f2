package server

import (
	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// transportConfig is the SSH transport that is offered: modern algorithms only, and of each kind one that OpenSSH has had for ten
// years. One key type signs: ed25519.
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
		MaxAuthTries: 6,
		AuthLogCallback: func(meta gossh.ConnMetadata, _ string, err error) {
			if c := connectionOf(ctx); c != nil && err == nil {
				c.authenticated(meta)
			}
		},
	}
}
