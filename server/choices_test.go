package server

import (
	"encoding/binary"
	"strings"

	"github.com/sshblog/sshblog/internal/test/fuzzseed"
)

// choices is the bytes of a fuzzer, read as choices: it makes what a client could send, or nearly
// so, far more often than bytes at random do.
type choices struct{ fuzzseed.Choices }

// number is a field of 32 bits: most often a plain one, sometimes at a bound.
func (r *choices) number() uint32 {
	switch n := r.Next(); {
	case n < 128:
		return uint32(n)
	case n < 192:
		return uint32(298 + n%5)
	case n < 224:
		return 1<<31 - 2 + uint32(n%4)
	}
	return 1<<32 - 1 - uint32(r.Next()%4)
}

// text is a word or several, most often harmless ones.
func (r *choices) text() string {
	var b strings.Builder
	for range 1 + r.Next()%6 {
		b.WriteString(r.Of("ls", "cat", "post-1", "--json", "xterm", "dumb", "sftp", "scp -f ", "rsync --server --sender . ", "LANG", "LC_ALL", "SSHBLOG_PLAIN", "NO_COLOR", "PATH",
			" ", "=", "-", "'", `"`, `\`, "$(id)", "#head", "日本語", "\u202e", "\u009b", "\x1b[31m", "\x00", "\n", "\x7f", "\xff", "..", "/", strings.Repeat("x", r.Next()), strings.Repeat("y", 40*r.Next())))
	}
	return b.String()
}

// field is a string as it goes over the wire, now and then with a length that is not its own.
func (r *choices) field(s string) []byte {
	length := uint32(len(s))
	switch r.Next() % 16 {
	case 0:
		length++
	case 1:
		length -= min(length, 1)
	case 2:
		length = 1<<32 - 1
	case 3:
		length = 1 << 31
	case 4:
		return nil
	}
	return append(binary.BigEndian.AppendUint32(nil, length), s...)
}

// numbers are so many fields of 32 bits, now and then some too few.
func (r *choices) numbers(n int) []byte {
	var out []byte
	for range n {
		out = binary.BigEndian.AppendUint32(out, r.number())
	}
	if r.Next()%12 == 1 {
		out = out[:r.Next()%len(out)]
	}
	return out
}
