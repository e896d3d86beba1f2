//go:build unix

package hostkey

import (
	"io/fs"
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
