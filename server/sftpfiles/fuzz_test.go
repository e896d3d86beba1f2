package sftpfiles

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
	"testing/fstest"
)

// pipeEnds is a client that says all at once and takes everything.
type pipeEnds struct{ io.Reader }

func (pipeEnds) Write(p []byte) (int, error) { return len(p), nil }
func (pipeEnds) Close() error                { return nil }

// FuzzSFTP lets clients of sftp say anything. The library answers in goroutines of its own, where a
// panic would end the program.
func FuzzSFTP(f *testing.F) {
	packet := func(kind byte, rest ...byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(1+len(rest))), kind), rest...)
	}
	name := []byte{0, 0, 0, 1, 0, 0, 0, 4, 'a', '.', 'm', 'd'}
	handle := []byte{0, 0, 0, 2, 0, 0, 0, 1, '1'}
	open := append(append([]byte{}, name...), 0, 0, 0, 1, 0, 0, 0, 0)
	for kind := byte(1); kind < 21; kind++ {
		f.Add(bytes.Join([][]byte{
			packet(1, 0, 0, 0, 3), packet(3, open...), packet(kind, handle...), packet(kind, name...), packet(kind, append(handle, make([]byte, 12)...)...),
		}, nil))
	}
	f.Add(packet(200, 0, 0, 0, 1, 0, 0, 0, 24, 'p', 'o', 's', 'i', 'x', '-', 'r', 'e', 'n', 'a', 'm', 'e', '@', 'o', 'p', 'e', 'n', 's', 's', 'h', '.', 'c', 'o', 'm'))
	f.Fuzz(func(t *testing.T, says []byte) {
		h := testFiles(fstest.MapFS{"a.md": {Data: []byte("text")}, "trip/b.md": {}})
		_ = h.serve(t.Context(), pipeEnds{bytes.NewReader(says)}) // it may well fail
		if n := h.open.Load(); n < 0 || n > maxHandles {
			t.Errorf("%d files stay open", n)
		}
	})
}
