// Package transport says how the server speaks SSH: with which algorithms, and that it lets everybody
// in.
package transport

import (
	"errors"

	gossh "golang.org/x/crypto/ssh"
)

// maxUser is how long a user name may be, in bytes.
const maxUser = 256

var errLongUser = errors.New("the user name is too long")

// admit lets everybody in, whose permissions are the same: none. Only a user name that would stay in
// memory as long as the connection is refused.
func admit(meta gossh.ConnMetadata) (*gossh.Permissions, error) {
	if len(meta.User()) > maxUser {
		return nil, errLongUser
	}
	return nil, nil //nolint:nilnil // no permissions, and no error
}

// Config returns the SSH transport that is offered: modern algorithms only, and of each
// kind one that OpenSSH has had for ten years. One key type signs: ed25519.
//
// Nobody has to authenticate. Most clients ask for the method "none" first, and are in. Some do not,
// as they were given a password or a key: every other method succeeds, too. A password is not looked
// at, keyboard-interactive has no questions, and a key is only proven. Nothing of it is kept. The function
// asked is called for each method that a client tries, with the error of one that fails.
func Config(asked func(meta gossh.ConnMetadata, err error)) *gossh.ServerConfig {
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
				gossh.CipherAES256CTR, // of the older versions of some libraries
				gossh.CipherAES128CTR,
			},
			MACs: []string{
				gossh.HMACSHA256ETM,
				gossh.HMACSHA512ETM,
			},
		},
		NoClientAuth:         true,
		NoClientAuthCallback: admit,
		PasswordCallback:     func(meta gossh.ConnMetadata, _ []byte) (*gossh.Permissions, error) { return admit(meta) },
		PublicKeyCallback:    func(meta gossh.ConnMetadata, _ gossh.PublicKey) (*gossh.Permissions, error) { return admit(meta) },
		KeyboardInteractiveCallback: func(meta gossh.ConnMetadata, _ gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
			return admit(meta)
		},
		MaxAuthTries: 6,
		AuthLogCallback: func(meta gossh.ConnMetadata, _ string, err error) {
			asked(meta, err)
		},
	}
}
