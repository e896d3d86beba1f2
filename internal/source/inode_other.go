//go:build !linux

package source

import "io/fs"

// Inode is nothing here: size and modification time have to do.
type Inode struct{}

// InodeOf returns nothing.
func InodeOf(fs.FileInfo) Inode { return Inode{} }

// Identity is what stays the same when the file changes: nothing.
func (i Inode) Identity() Inode { return i }
