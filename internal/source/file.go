package source

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// Mark tells one state of a file from another without reading it.
type Mark struct {
	Size  int64
	Mtime int64 // nanoseconds
	inode Inode
}

// MarkOf returns the mark of a file that the system has described.
func MarkOf(info fs.FileInfo) Mark {
	return Mark{Size: info.Size(), Mtime: mtimeOf(info), inode: InodeOf(info)}
}

func mtimeOf(info fs.FileInfo) int64 {
	if t := info.ModTime(); !t.IsZero() {
		return t.UnixNano()
	}
	return 0
}

// settleTime is how old a change must be when a file is read for its mark to be trusted: within the
// resolution of the clock of some file systems a second change leaves the same time behind.
const settleTime = 2 * time.Second

// Settled reports whether a file of that mark, read now, would show a later change by another mark.
// A file system without times never does.
func (m Mark) Settled(now time.Time) bool {
	return m.Mtime != 0 && now.UnixNano()-m.Mtime > int64(settleTime)
}

// Reasons for which a file is not read, or not to be relied on.
var (
	ErrTooLarge    = errors.New("file too large")
	ErrNotRegular  = errors.New("not a regular file")
	ErrChanging    = errors.New("it changes while it is read")
	ErrNoDirectory = errors.New("not a directory")
)

// ReadFile reads a regular file of at most limit bytes. A file that keeps changing is returned as
// it was last read, with a zero mark and ErrChanging.
func ReadFile(fsys fs.FS, name string, limit int64) (src []byte, mark Mark, err error) {
	const tries = 3
	for range tries {
		if src, mark, err = readOnce(fsys, name, limit); !errors.Is(err, ErrChanging) {
			break
		}
	}
	return src, mark, err
}

func readOnce(fsys fs.FS, name string, limit int64) ([]byte, Mark, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, Mark{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, Mark{}, err
	}
	if !info.Mode().IsRegular() {
		return nil, Mark{}, ErrNotRegular
	}
	before := MarkOf(info)
	if before.Size > limit {
		return nil, before, ErrTooLarge
	}
	src := make([]byte, before.Size+1) // one more, to see the end without another round
	n, err := io.ReadFull(f, src)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, Mark{}, err
	}
	after, err := f.Stat()
	if err != nil || MarkOf(after) != before || int64(n) != before.Size {
		return src[:n], Mark{}, ErrChanging
	}
	return src[:n], before, nil
}

// PlainError is the reason in an error of the file system, without the path that a problem names
// already.
func PlainError(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
