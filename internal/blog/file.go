package blog

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// fileMark tells one state of a file from another without reading it.
type fileMark struct {
	size  int64
	mtime int64 // nanoseconds
	inode inode
}

func markOf(info fs.FileInfo) fileMark {
	return fileMark{size: info.Size(), mtime: mtimeOf(info), inode: inodeOf(info)}
}

func mtimeOf(info fs.FileInfo) int64 {
	if t := info.ModTime(); !t.IsZero() {
		return t.UnixNano()
	}
	return 0
}

// settleTime is how old a change must be when a file is read for its mark to be trusted: within the resolution of the
// clock of some file systems a second change leaves the same time behind.
const settleTime = 2 * time.Second

// settled tells whether a file of that mark, read now, would show a later change by another mark. A file system without
// times never does.
func (m fileMark) settled(now time.Time) bool {
	return m.mtime != 0 && now.UnixNano()-m.mtime > int64(settleTime)
}

var (
	errTooLarge    = errors.New("file too large")
	errNotRegular  = errors.New("not a regular file")
	errChanging    = errors.New("it changes while it is read")
	errNoDirectory = errors.New("not a directory")
)

// readFile reads a regular file of at most limit bytes. What changes again and again meanwhile is returned as it was read last, with a
// zero mark and errChanging.
func readFile(fsys fs.FS, name string, limit int64) (src []byte, mark fileMark, err error) {
	const tries = 3
	for range tries {
		if src, mark, err = readOnce(fsys, name, limit); !errors.Is(err, errChanging) {
			break
		}
	}
	return src, mark, err
}

func readOnce(fsys fs.FS, name string, limit int64) ([]byte, fileMark, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fileMark{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, fileMark{}, err
	}
	if !info.Mode().IsRegular() {
		return nil, fileMark{}, errNotRegular
	}
	before := markOf(info)
	if before.size > limit {
		return nil, before, errTooLarge
	}
	src := make([]byte, before.size+1) // one more, to see the end without another round
	n, err := io.ReadFull(f, src)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fileMark{}, err
	}
	after, err := f.Stat()
	if err != nil || markOf(after) != before || int64(n) != before.size {
		return src[:n], fileMark{}, errChanging
	}
	return src[:n], before, nil
}

// plainError is the reason in an error of the file system, without the path that a problem names already.
func plainError(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
