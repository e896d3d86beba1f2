package source

import (
	"io/fs"
	"syscall"
)

// Inode is the identity of a file and the time of the last change to anything about it, which also
// shows a file that was replaced by one of the same size and time.
type Inode struct {
	dev, ino uint64
	ctime    int64
}

// InodeOf returns the inode of a file; the zero Inode where its file system has none.
func InodeOf(info fs.FileInfo) Inode {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Inode{}
	}
	dev := uint64(st.Dev) //nolint:unconvert // it has 32 bits on some machines
	return Inode{dev: dev, ino: st.Ino, ctime: st.Ctim.Nano()}
}

// Identity is the part that stays the same when the file changes.
func (i Inode) Identity() Inode { return Inode{dev: i.dev, ino: i.ino} }
