// Package sftpfiles serves a read-only file system over sftp, the protocol of sftp, new scp and file
// browsers. [Serve] is all of it: requests come in on a channel of SSH, answers go out.
//
// The packets are those of github.com/pkg/sftp. What is around it here: one request is answered at a
// time (serializer.go), handles are bounded, a panic costs one request, and everything that would
// change something is refused. What all sessions share, the files that they have open and the time in
// which they work, is their server's: [Options] has its functions.
package sftpfiles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"github.com/pkg/sftp"
)

// maxHandles is how many files and directories one session of sftp may have open at once.
const maxHandles = 64

// maxDirs is how many of these may be directories, whose entries take memory: no client descends
// deeper at once.
const maxDirs = 16

// Errors that a client of sftp is told.
var (
	errReadOnly = fmt.Errorf("this blog can be read, not written: %w", sftp.ErrSSHFxPermissionDenied)
	errFiles    = fmt.Errorf("too many files are open for others; try again in a minute: %w", sftp.ErrSSHFxFailure)
	errHandles  = fmt.Errorf("more than %d files are open: %w", maxHandles, sftp.ErrSSHFxFailure)
)

// Options are what a session of sftp needs of the server around it.
type Options struct {
	// Files are what is served. All requests of a session see the same, even if the blog changes.
	Files fs.FS
	// Acquire acquires one more of the files that all sessions together may have open, and reports
	// false if there is none; Release gives it back. The first file of a session needs neither.
	Acquire func() bool
	Release func()
	// Work waits until the session may work, and fails if it has ended; nil if it always may.
	Work func() error
	// Replied is told the length of each answer that was sent, in bytes.
	Replied func(length int)
	// Panicked is told of a panic in a request.
	Panicked func(value any, stack []byte)
}

// Serve answers the requests that come from rw, one after the other, until done, or until the client
// leaves: the error is io.EOF or io.ErrUnexpectedEOF then, or nil.
func Serve(done context.Context, rw io.ReadWriteCloser, o Options) error {
	return newFiles(o).serve(done, rw)
}

// files answers the requests of one session.
type files struct {
	Options
	open   atomic.Int64 // handles
	dirs   atomic.Int64 // of these, of directories
	opened atomic.Int64 // files; one of them is the session's own
}

func newFiles(o Options) *files { return &files{Options: o} }

func (f *files) serve(done context.Context, rw io.ReadWriteCloser) error {
	z := serialize(done, rw, f.Replied)
	defer z.end()
	return sftp.NewRequestServer(z, sftp.Handlers{FileGet: f, FilePut: f, FileCmd: f, FileList: f}).Serve()
}

// nameOf returns the name in an fs.FS of a client's path, which the library has made absolute and
// clean.
func nameOf(path string) string {
	if path == "/" {
		return "."
	}
	return strings.TrimPrefix(path, "/")
}

// acquireHandle adds a handle.
func (f *files) acquireHandle() error {
	if f.open.Add(1) > maxHandles {
		f.open.Add(-1)
		return errHandles
	}
	return nil
}

// acquireFile adds an open file; false if all sessions together have too many. The first one is the
// session's own.
func (f *files) acquireFile() bool {
	if f.opened.Add(1) == 1 {
		return true
	}
	ok := f.Acquire()
	if !ok {
		f.opened.Add(-1)
	}
	return ok
}

// releaseFile removes an open file.
func (f *files) releaseFile() {
	if f.opened.Add(-1) > 0 {
		f.Release()
	}
}

// work waits until the session may work, and fails if it has ended.
func (f *files) work() error {
	if f.Work == nil {
		return nil
	}
	return f.Work()
}

// recoverTo makes an error of a panic: the library answers requests in goroutines of its own, where
// a panic would end the program.
func (f *files) recoverTo(err *error) {
	if v := recover(); v != nil {
		f.Panicked(v, debug.Stack())
		*err = sftp.ErrSSHFxFailure
	}
}

// Fileread opens a file.
func (f *files) Fileread(r *sftp.Request) (_ io.ReaderAt, err error) {
	if err := f.work(); err != nil {
		return nil, err
	}
	if err := f.acquireHandle(); err != nil {
		return nil, err
	}
	if !f.acquireFile() {
		f.open.Add(-1)
		return nil, errFiles
	}
	defer func() { // after recoverTo
		if err != nil {
			f.open.Add(-1)
			f.releaseFile()
		}
	}()
	defer f.recoverTo(&err)
	file, err := f.Files.Open(nameOf(r.Filepath))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, sftp.ErrSSHFxNoSuchFile
		}
		return nil, sftp.ErrSSHFxFailure
	}
	at, ok := file.(io.ReaderAt)
	if !ok { // a directory
		return nil, errors.Join(sftp.ErrSSHFxFailure, file.Close())
	}
	return &openFile{ReaderAt: at, file: file, files: f}, nil
}

// Filewrite refuses.
func (f *files) Filewrite(*sftp.Request) (io.WriterAt, error) { return nil, errReadOnly }

// Filecmd refuses: all its commands change something.
func (f *files) Filecmd(*sftp.Request) error { return errReadOnly }

// Filelist lists a directory, or describes a file.
func (f *files) Filelist(r *sftp.Request) (_ sftp.ListerAt, err error) {
	defer f.recoverTo(&err)
	if err := f.work(); err != nil {
		return nil, err
	}
	name := nameOf(r.Filepath)
	if r.Method != "List" {
		found, err := fs.Stat(f.Files, name)
		if err != nil || r.Method == "Readlink" { // there are no links
			return nil, sftp.ErrSSHFxNoSuchFile
		}
		return stat{found}, nil
	}
	entries, err := fs.ReadDir(f.Files, name)
	if err != nil {
		return nil, sftp.ErrSSHFxNoSuchFile
	}
	if err := f.acquireHandle(); err != nil {
		return nil, err
	}
	if f.dirs.Add(1) > maxDirs {
		f.dirs.Add(-1)
		f.open.Add(-1)
		return nil, errHandles
	}
	return &openDir{entries: entries, files: f}, nil
}

// openFile is a file that a client has open.
type openFile struct {
	io.ReaderAt
	file  fs.File
	files *files
}

// ReadAt reads; see recoverTo.
func (f *openFile) ReadAt(p []byte, off int64) (n int, err error) {
	defer f.files.recoverTo(&err)
	if err := f.files.work(); err != nil {
		return 0, err
	}
	return f.ReaderAt.ReadAt(p, off)
}

// Close releases the handle.
func (f *openFile) Close() (err error) {
	defer f.files.recoverTo(&err)
	f.files.open.Add(-1)
	f.files.releaseFile()
	return f.file.Close()
}

// openDir is a directory that a client has open.
type openDir struct {
	entries []fs.DirEntry // not sent yet
	files   *files
}

// ListAt returns the next entries. It is called for one part after the other, so the offset says
// nothing new.
func (d *openDir) ListAt(list []os.FileInfo, _ int64) (n int, err error) {
	defer d.files.recoverTo(&err)
	if err := d.files.work(); err != nil {
		return 0, err
	}
	for n < len(list) && len(d.entries) > 0 {
		if found, err := d.entries[0].Info(); err == nil { // else it has gone meanwhile
			list[n] = found
			n++
		}
		d.entries = d.entries[1:]
	}
	if len(d.entries) == 0 {
		return n, io.EOF
	}
	return n, nil
}

// Close releases the handle.
func (d *openDir) Close() error {
	d.files.open.Add(-1)
	d.files.dirs.Add(-1)
	return nil
}

// stat is what is known of one file.
type stat struct{ found fs.FileInfo }

// ListAt returns it.
func (s stat) ListAt(list []os.FileInfo, offset int64) (int, error) {
	if offset > 0 || len(list) == 0 {
		return 0, io.EOF
	}
	list[0] = s.found
	return 1, nil
}
