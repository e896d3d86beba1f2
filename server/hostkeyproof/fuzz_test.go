package hostkeyproof

import (
	"bytes"
	"crypto/ed25519"
	"slices"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// FuzzHostKeyProof reads what anybody may ask for: what is granted is a list of own keys, each once,
// and nothing else.
func FuzzHostKeyProof(f *testing.F) {
	var signers []gossh.Signer
	for seed := range byte(3) {
		signer, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)))
		if err != nil {
			f.Fatal(err)
		}
		signers = append(signers, signer)
	}
	keys := New(signers[0], signers[1:])
	one := appendText(nil, keys.all[1].blob)
	f.Add([]byte{})
	f.Add(keys.payload)
	f.Add(one)
	f.Add(one[:len(one)-1])
	f.Add(append(slices.Clone(one), one...))
	f.Add(append(slices.Clone(one), 0xff, 0xff, 0xff, 0xff))
	f.Fuzz(func(t *testing.T, payload []byte) {
		asked, ok := keys.asked(payload)
		if !ok {
			return
		}
		if len(asked.order) == 0 || len(asked.order) > len(keys.all) {
			t.Fatalf("%d keys", len(asked.order))
		}
		var again []byte
		set := Proven(0)
		for _, i := range asked.order {
			if set&(1<<i) != 0 {
				t.Errorf("key %d twice", i)
			}
			set |= 1 << i
			again = appendText(again, keys.all[i].blob)
		}
		if !bytes.Equal(again, payload) || set != asked.set {
			t.Errorf("%q was read as %v", payload, asked)
		}
	})
}
