package command

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/sshblog/sshblog/internal/cache"
)

// TestPacker: what is packed unpacks to the same, in whatever parts it comes, stored or not, and
// with or without a cache.
func TestPacker(t *testing.T) {
	kept := cache.New(16 << 20)
	for i, parts := range [][]int{
		{}, {0}, {1}, {pieceBytes - 1, 1}, {pieceBytes, 1}, {pieceBytes + 1}, {3 * pieceBytes}, {10, -10, 10}, {-1}, {-70_000, 200_000, -1, 5},
	} {
		var packed [3]bytes.Buffer
		var text []byte
		for n, c := range []*cache.Cache{nil, kept, kept} {
			noise := rand.New(rand.NewPCG(1, uint64(i)))
			text = nil
			p := newPacker(&packed[n], c)
			for _, size := range parts {
				if err := p.store(size < 0); err != nil {
					t.Fatal(err)
				}
				part := make([]byte, max(size, -size))
				for k := range part {
					part[k] = "some text "[noise.IntN(10)]
				}
				text = append(text, part...)
				if _, err := p.Write(part); err != nil {
					t.Fatal(err)
				}
			}
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
		}
		unpacked, err := gzip.NewReader(bytes.NewReader(packed[0].Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(unpacked); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%v: %d bytes, %v; want %d", parts, len(got), err, len(text))
		}
		if !bytes.Equal(packed[0].Bytes(), packed[1].Bytes()) || !bytes.Equal(packed[1].Bytes(), packed[2].Bytes()) {
			t.Errorf("%v: with a cache it is another stream", parts)
		}
	}
}

// TestPackerCompressesOnce: a second archive of the same takes nothing but copying.
func TestPackerCompressesOnce(t *testing.T) {
	kept := cache.New(16 << 20)
	var text bytes.Buffer
	for i := 0; text.Len() < 10*pieceBytes; i++ {
		fmt.Fprintf(&text, "line %d of a text\n", i)
	}
	text.Truncate(10 * pieceBytes)
	for round := range 2 {
		p := newPacker(io.Discard, kept)
		if _, err := p.Write(text.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		if compressed := p.deflate != nil; compressed != (round == 0) {
			t.Errorf("round %d: compressed %v", round, compressed)
		}
	}
}
