//go:build unix

package hostkey

import (
	"io/fs"
	"os"
	"syscall"
)

// ownerOf returns the number of the user who owns a file.
func ownerOf(st fs.FileInfo) (user int, ok bool) {
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return int(sys.Uid), true
}

// giveTo gives a file that the superuser has made to the owner of another one.
func giveTo(owned fs.FileInfo, file *os.File) error {
	if owned == nil || os.Geteuid() != 0 {
		return nil
	}
	sys, ok := owned.Sys().(*syscall.Stat_t)
	if !ok || sys.Uid == 0 {
		return nil
	}
	return file.Chown(int(sys.Uid), int(sys.Gid))
}
