package blog

import (
	"io/fs"
	"syscall"
)

// inode is the identity of a file and the time of the last change to anything about it, which also shows a file that was
// replaced by one of the same size and time.
type inode struct {
	dev, ino uint64
	ctime    int64
}

func inodeOf(info fs.FileInfo) inode {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return inode{}
	}
	dev := uint64(st.Dev) //nolint:unconvert // it has 32 bits on some machines
	return inode{dev: dev, ino: st.Ino, ctime: st.Ctim.Nano()}
}

// identity is what stays the same when the file changes.
func (i inode) identity() inode { return inode{dev: i.dev, ino: i.ino} }
