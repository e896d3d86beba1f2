package server

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

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/quota"
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

// serveSFTP serves the files of a blog over sftp, the protocol of sftp, new scp and file browsers.
func (s *Server) serveSFTP(sess *session) {
	s.serveTransfer(sess, func(rw *stream) int {
		h := &sftpFiles{server: s, fsys: s.opts.Files(), sess: sess, resume: rw.resume}
		err := h.serve(sess.done, rw, rw.chargeReply)
		if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return command.Done
		}
		return command.Failed
	})
}

// sftpFiles answers the requests of one session of sftp. All of them see the same files, even if
// the blog changes.
type sftpFiles struct {
	server *Server
	fsys   fs.FS
	sess   *session
	resume func() error // waits until the session may work; nil if it always may
	open   atomic.Int64 // handles
	dirs   atomic.Int64 // of these, of directories
	opened atomic.Int64 // files; one of them is the session's own
}

// serve answers the requests that come from rw, one after the other, until done. After each,
// onReply is told how long the answer was.
func (f *sftpFiles) serve(done context.Context, rw io.ReadWriteCloser, onReply func(length int)) error {
	z := serialize(done, rw, onReply)
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
func (f *sftpFiles) acquireHandle() error {
	if f.open.Add(1) > maxHandles {
		f.open.Add(-1)
		return errHandles
	}
	return nil
}

// acquireFile adds an open file; false if all sessions together have too many. The first one is the
// session's own.
func (f *sftpFiles) acquireFile() bool {
	if f.opened.Add(1) == 1 {
		return true
	}
	_, r := f.server.files.take(f.sess, 1, 1)
	if r != quota.OK {
		f.opened.Add(-1)
	}
	return r == quota.OK
}

// releaseFile removes an open file.
func (f *sftpFiles) releaseFile() {
	if f.opened.Add(-1) > 0 {
		f.server.files.release(f.sess, 1)
	}
}

// work waits until the session may work, and fails if it has ended.
func (f *sftpFiles) work() error {
	if f.resume == nil {
		return nil
	}
	return f.resume()
}

// recoverTo makes an error of a panic: the library answers requests in goroutines of its own, where
// a panic would end the program.
func (f *sftpFiles) recoverTo(err *error) {
	if v := recover(); v != nil {
		f.server.logPanic("answer a request of sftp", v, debug.Stack())
		*err = sftp.ErrSSHFxFailure
	}
}

// Fileread opens a file.
func (f *sftpFiles) Fileread(r *sftp.Request) (_ io.ReaderAt, err error) {
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
	file, err := f.fsys.Open(nameOf(r.Filepath))
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
	return &sftpFile{ReaderAt: at, file: file, files: f}, nil
}

// Filewrite refuses.
func (f *sftpFiles) Filewrite(*sftp.Request) (io.WriterAt, error) { return nil, errReadOnly }

// Filecmd refuses: all its commands change something.
func (f *sftpFiles) Filecmd(*sftp.Request) error { return errReadOnly }

// Filelist lists a directory, or describes a file.
func (f *sftpFiles) Filelist(r *sftp.Request) (_ sftp.ListerAt, err error) {
	defer f.recoverTo(&err)
	if err := f.work(); err != nil {
		return nil, err
	}
	name := nameOf(r.Filepath)
	if r.Method != "List" {
		found, err := fs.Stat(f.fsys, name)
		if err != nil || r.Method == "Readlink" { // there are no links
			return nil, sftp.ErrSSHFxNoSuchFile
		}
		return sftpStat{found}, nil
	}
	entries, err := fs.ReadDir(f.fsys, name)
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
	return &sftpDir{entries: entries, files: f}, nil
}

// sftpFile is a file that a client has open.
type sftpFile struct {
	io.ReaderAt
	file  fs.File
	files *sftpFiles
}

// ReadAt reads; see recoverTo.
func (f *sftpFile) ReadAt(p []byte, off int64) (n int, err error) {
	defer f.files.recoverTo(&err)
	if err := f.files.work(); err != nil {
		return 0, err
	}
	return f.ReaderAt.ReadAt(p, off)
}

// Close releases the handle.
func (f *sftpFile) Close() (err error) {
	defer f.files.recoverTo(&err)
	f.files.open.Add(-1)
	f.files.releaseFile()
	return f.file.Close()
}

// sftpDir is a directory that a client has open.
type sftpDir struct {
	entries []fs.DirEntry // not sent yet
	files   *sftpFiles
}

// ListAt returns the next entries. It is called for one part after the other, so the offset says
// nothing new.
func (d *sftpDir) ListAt(list []os.FileInfo, _ int64) (n int, err error) {
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
func (d *sftpDir) Close() error {
	d.files.open.Add(-1)
	d.files.dirs.Add(-1)
	return nil
}

// sftpStat is what is known of one file.
type sftpStat struct{ found fs.FileInfo }

// ListAt returns it.
func (s sftpStat) ListAt(list []os.FileInfo, offset int64) (int, error) {
	if offset > 0 || len(list) == 0 {
		return 0, io.EOF
	}
	list[0] = s.found
	return 1, nil
}
