package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// maxSmallFile is the size of the largest file of settings or of a theme, in bytes.
const maxSmallFile = 1 << 20

// ReadSmallFile reads a file that the operator names or that lies in the blog: a regular file that
// is not large. A pipe in its place does not hold up the start.
func ReadSmallFile(path string) ([]byte, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) //nolint:gosec // the operator names it
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("open %s: %s", path, ReasonAt(path, err))
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	st, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: expected a regular file", path)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxSmallFile+1))
	if err == nil && len(text) > maxSmallFile {
		err = fmt.Errorf("%s: expected at most %d bytes", path, maxSmallFile)
	}
	return text, err
}
