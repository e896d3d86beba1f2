package scp

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"github.com/sshblog/sshblog/internal/export/glob"
)

// topName is the name under which the root directory is sent, since clients refuse names like "."
// and "/".
const topName = "blog"

// Bytes of the protocol.
const (
	ok      = 0
	warning = 1 // a message follows; the transfer goes on
	fatal   = 2 // a message follows; the transfer is over
)

// errRefused means that the client does not want the file that it was offered. The transfer goes
// on.
var errRefused = errors.New("the client does not take it")

// sender is one transfer. Wish's scp package is not used because it opens every file before it
// sends the first byte: a single request for the whole blog would hold all its files open.
type sender struct {
	in     *bufio.Reader
	out    *bufio.Writer
	fsys   fs.FS
	req    Request
	missed bool // something could not be sent

	done func() error // returns why nobody wants the files any more
}

// Send sends the requested files to the client at the other end. It returns nil when it has sent
// everything. It tells the client what it cannot send. What the paths name several times is sent
// once. It looks for no more files when ctx ends; reads and writes end with the connection.
func Send(ctx context.Context, ends io.ReadWriter, fsys fs.FS, r Request) error {
	const buffer = 32 << 10
	s := &sender{in: bufio.NewReaderSize(ends, 1<<10), out: bufio.NewWriterSize(ends, buffer), fsys: fsys, req: r, done: ctx.Err}
	if err := s.answer(); err != nil {
		return err
	}
	sent := map[string]bool{}
	for _, written := range r.Paths {
		names := glob.Expand(ctx, fsys, written)
		if err := s.done(); err != nil {
			return err
		}
		if len(names) == 0 {
			if err := s.warn("%s: no such file", quoted(written)); err != nil {
				return err
			}
		}
		for _, name := range names {
			if sent[name] {
				continue
			}
			sent[name] = true
			if err := s.send(name); err != nil {
				return err
			}
		}
	}
	if err := s.out.Flush(); err != nil {
		return err
	}
	if s.missed {
		return errors.New("not everything was sent")
	}
	return nil
}

// Refuse tells a client that waits for its peer's first answer why there is no transfer.
func Refuse(out io.Writer, reason error) error {
	_, err := fmt.Fprintf(out, "%cscp: %v\n", fatal, reason)
	return err
}

// quoted returns a path for a message, cleaned and short enough for one line.
func quoted(name string) string {
	const most = 200
	return fmt.Sprintf("%q", name[:min(len(name), most)])
}

// send sends a file or a directory. An error ends the transfer.
func (s *sender) send(name string) error {
	if err := s.done(); err != nil {
		return err
	}
	found, err := fs.Stat(s.fsys, name)
	switch {
	case err != nil:
		return s.warn("%s: no such file", quoted(name))
	case found.IsDir() && !s.req.Recursive:
		return s.warn("%s: is a directory; use -r", quoted(name))
	case found.IsDir():
		err = s.dir(name, found)
	default:
		err = s.file(name)
	}
	if errors.Is(err, errRefused) {
		s.missed = true
		return nil
	}
	return err
}

// dir sends a directory and everything in it.
func (s *sender) dir(name string, found fs.FileInfo) error {
	base := path.Base(name)
	if name == "." {
		base = topName
	}
	if err := s.times(found); err != nil {
		return err
	}
	if err := s.line("D%04o 0 %s", found.Mode().Perm(), base); err != nil {
		return err
	}
	entries, err := fs.ReadDir(s.fsys, name)
	if err != nil {
		if err := s.warn("%s: cannot be read", quoted(name)); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if _, err := e.Info(); err != nil {
			continue // it has gone since the blog was read
		}
		if err := s.send(path.Join(name, e.Name())); err != nil {
			return err
		}
	}
	return s.line("E")
}

// file sends a file.
func (s *sender) file(name string) error {
	f, err := s.fsys.Open(name)
	if err != nil {
		return s.warn("%s: no such file", quoted(name))
	}
	defer func() { _ = f.Close() }() // the file was only read
	found, err := f.Stat()
	if err != nil {
		return s.warn("%s: cannot be read", quoted(name))
	}
	if err := s.times(found); err != nil {
		return err
	}
	if err := s.line("C%04o %d %s", found.Mode().Perm(), found.Size(), found.Name()); err != nil {
		return err
	}
	sent, err := io.Copy(s.out, io.LimitReader(onlyReader{f}, found.Size()))
	if err != nil || sent < found.Size() { // the file shrank or failed: the client still expects the rest
		if _, err := io.CopyN(s.out, zeros{}, found.Size()-sent); err != nil {
			return err
		}
		if err := s.warn("%s: changed while it was read", quoted(name)); err != nil {
			return err
		}
		return s.answer()
	}
	if err := s.out.WriteByte(ok); err != nil {
		return err
	}
	return s.answer()
}

// onlyReader hides the other methods of a file, which io.Copy would prefer.
type onlyReader struct{ io.Reader }

// zeros is a reader of endless zero bytes.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// times sends the times of the next file or directory, if the client wants them.
func (s *sender) times(found fs.FileInfo) error {
	if !s.req.Times {
		return nil
	}
	seconds := max(0, found.ModTime().Unix())
	return s.line("T%d 0 %d 0", seconds, seconds)
}

// line sends a line of the protocol and waits for the client's consent.
func (s *sender) line(format string, args ...any) error {
	if _, err := fmt.Fprintf(s.out, format+"\n", args...); err != nil {
		return err
	}
	return s.answer()
}

// warn tells the client what could not be sent.
func (s *sender) warn(format string, args ...any) error {
	s.missed = true
	_, err := fmt.Fprintf(s.out, "%cscp: "+format+"\n", append([]any{rune(warning)}, args...)...)
	return err
}

// maxComplaint is the longest message of a client that is read, in bytes.
const maxComplaint = 4 << 10

// answer waits for the client's answer. It returns nil for yes, errRefused for no, and any other
// error if the transfer is over.
func (s *sender) answer() error {
	if err := s.out.Flush(); err != nil {
		return err
	}
	b, err := s.in.ReadByte()
	if err != nil {
		return err
	}
	switch b {
	case ok:
		return nil
	case warning:
		for range maxComplaint {
			if b, err = s.in.ReadByte(); err != nil {
				return err
			}
			if b == '\n' {
				return errRefused
			}
		}
	}
	return errors.New("the client gives up")
}
