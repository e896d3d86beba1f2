package rsync

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"golang.org/x/crypto/md4" //nolint:staticcheck,gosec // protocol 27 uses it, against accidents only
)

// The protocol version that is spoken, and the oldest one that a client may limit it to.
const (
	protocol       = 27
	done     int32 = -1 // sent in place of a file number: this round has no more files
	rounds         = 2  // in the second, the client asks again for files that arrived damaged
)

// ErrPartial is the error of a transfer that could not send everything.
var ErrPartial = errors.New("not everything was sent")

// Partial is the exit status for ErrPartial, which clients check.
const Partial = 23

// sender is one transfer.
type sender struct {
	*wire
	fsys  fs.FS
	req   Request
	items []item
	seed  [4]byte // of checksums
	total int64   // bytes of all files in the list
}

// Send sends the files of a request to the client at the other end. It returns nil when it has sent
// everything. It tells the client what it cannot send. It stops listing files when ctx ends; reads
// and writes end with the connection.
func Send(ctx context.Context, ends io.ReadWriter, fsys fs.FS, r Request) error {
	s := &sender{wire: newWire(ends), fsys: fsys, req: r}
	if err := s.greet(); err != nil {
		return err
	}
	if err := s.filters(); err != nil {
		return errors.Join(err, s.flush())
	}
	items, complaints, err := list(ctx, fsys, r)
	if err != nil {
		return err
	}
	s.items = items
	for _, complaint := range complaints {
		if err := s.complain(complaint); err != nil {
			return err
		}
	}
	if err := s.sendList(len(complaints) > 0); err != nil {
		return err
	}
	if len(items) > 0 { // otherwise the client has left already
		if err := s.serve(); err != nil {
			return errors.Join(err, s.flush())
		}
	}
	if err := s.flush(); err != nil {
		return err
	}
	if len(complaints) > 0 {
		return ErrPartial
	}
	return nil
}

// greet agrees with the client on the protocol.
func (s *sender) greet() error {
	if err := s.int(protocol); err != nil {
		return err
	}
	theirs, err := s.readInt()
	if err != nil {
		return err
	}
	if theirs < protocol {
		return fmt.Errorf("the client speaks protocol %d, which is too old", theirs)
	}
	if _, err := rand.Read(s.seed[:]); err != nil {
		return err
	}
	if _, err := s.Write(s.seed[:]); err != nil {
		return err
	}
	s.framed = true
	return nil
}

// filters reads the client's list of filters, which must be empty.
func (s *sender) filters() error {
	length, err := s.readInt()
	if err == nil && length != 0 {
		err = errors.New("--exclude, --include and --filter cannot be served here")
		return errors.Join(err, s.complain(err.Error()))
	}
	return err
}

// serve answers the client's requests for files until it has no more.
func (s *sender) serve() error {
	for _, i := range s.items {
		if !i.found.IsDir() {
			s.total += i.found.Size()
		}
	}
	for round := 0; round < rounds; {
		number, err := s.readInt()
		switch {
		case err != nil:
			return err
		case number == done:
			round++
			err = s.int(done)
		case number < 0 || int(number) >= len(s.items) || s.items[number].found.IsDir():
			return fmt.Errorf("the client asks for file %d of %d", number, len(s.items))
		default:
			err = s.answer(number)
		}
		if err != nil {
			return err
		}
	}
	for _, n := range []int64{s.read, s.written, s.total} {
		if err := s.long(n); err != nil {
			return err
		}
	}
	_, err := s.readInt() // the client's goodbye
	return err
}

// answer sends a file.
func (s *sender) answer(number int32) error {
	if s.req.DryRun {
		return s.int(number)
	}
	if err := s.sums(); err != nil {
		return err
	}
	f, err := s.fsys.Open(s.items[number].path)
	if err != nil {
		return s.complain(fmt.Sprintf("%q: has gone", s.items[number].path))
	}
	defer func() { _ = f.Close() }()                // the file was only read
	for _, n := range []int32{number, 0, 0, 0, 0} { // no blocks of the client's copy are reused
		if err := s.int(n); err != nil {
			return err
		}
	}
	return s.contents(f)
}

// Bounds of the checksums that a client sends of its old copy of a file.
const (
	maxBlocks = 1 << 24
	maxSum    = 16 // bytes
)

// sums skips the checksums of the client's copy.
func (s *sender) sums() error {
	var head [4]int32 // blocks, bytes of a block, bytes of a checksum, bytes of the last block
	for i := range head {
		var err error
		if head[i], err = s.readInt(); err != nil {
			return err
		}
	}
	if head[0] < 0 || head[0] > maxBlocks || head[2] < 0 || head[2] > maxSum {
		return errors.New("the client's checksums make no sense")
	}
	return s.skip(int64(head[0]) * int64(4+head[2]))
}

// contents sends the contents of a file, and their checksum.
func (s *sender) contents(f io.Reader) error {
	sum := md4.New()            //nolint:gosec // see the import
	_, _ = sum.Write(s.seed[:]) // a hash never fails
	tokens := newTokens(s.wire, s.req.Compress)
	_, failed := io.CopyBuffer(io.MultiWriter(sum, tokens), onlyReader{f}, make([]byte, maxToken))
	if err := tokens.close(); err != nil {
		return err
	}
	digest := sum.Sum(nil)
	if failed != nil {
		digest[0] ^= 0xff // so that the client rejects the file
	}
	_, err := s.Write(digest)
	return err
}

// onlyReader hides the other methods of a file, which io.Copy would prefer.
type onlyReader struct{ io.Reader }

// maxToken is the largest piece of a file, in bytes.
const maxToken = 32 << 10

// tokens writes the contents of a file in pieces.
type tokens interface {
	io.Writer
	close() error
}

func newTokens(w *wire, compress bool) tokens {
	if compress {
		return newDeflated(w)
	}
	return plain{w}
}

// plain writes pieces, each preceded by its length.
type plain struct{ w *wire }

// Write writes a piece of at most maxToken bytes.
func (p plain) Write(piece []byte) (int, error) {
	var length [4]byte
	binary.LittleEndian.PutUint32(length[:], uint32(len(piece)))
	if _, err := p.w.Write(length[:]); err != nil {
		return 0, err
	}
	return p.w.Write(piece)
}

func (p plain) close() error { return p.w.int(0) }
