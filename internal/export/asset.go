package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// allowedExt reports whether readers may take a file that is no post: a picture, a recording or a
// document. All others stay: templates, settings, scripts and archives lie in the directories of
// blogs too, and nobody meant to publish them here.
func allowedExt(name string) bool {
	if !plainName(name) {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico", ".tif", ".tiff", ".heic", ".jxl",
		".mp4", ".m4v", ".webm", ".mov", ".ogv",
		".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".wav",
		".vtt", ".srt", ".cast",
		".pdf", ".epub", ".djvu":
		return true
	}
	return false
}

// plainName reports whether every client can write the name of a file down: UTF-8 without control
// characters, and not hidden.
func plainName(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl) && !strings.Contains("/"+name, "/.")
}

// openAsset opens a file of the blog's source. It fails with fs.ErrNotExist where that is gone, no
// regular file, or a link to what may not be taken: a client need not know the difference.
func (t *FS) openAsset(n *node) (fs.File, fs.FileInfo, error) {
	fsys, done, err := t.source()
	if err != nil {
		return nil, nil, missing("open", n.asset)
	}
	defer func() { _ = done() }() // the file stays open without it
	name, err := follow(fsys, n.asset)
	if err != nil {
		return nil, nil, missing("open", n.asset)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, nil, missing("open", n.asset)
	}
	found, err := f.Stat()
	if err != nil || !found.Mode().IsRegular() || !stillThere(fsys, n.asset, name, found) {
		return nil, nil, errors.Join(missing("open", n.asset), f.Close())
	}
	return f, info{name: n.name, size: found.Size(), modified: n.changed(found.ModTime())}, nil
}

// statAsset is openAsset for those who want to know only.
func (t *FS) statAsset(n *node) (fs.FileInfo, error) {
	fsys, done, err := t.source()
	if err != nil {
		return nil, missing("stat", n.asset)
	}
	defer func() { _ = done() }() // nothing was written
	name, err := follow(fsys, n.asset)
	if err != nil {
		return nil, missing("stat", n.asset)
	}
	found, err := fs.Stat(fsys, name)
	if err != nil || !found.Mode().IsRegular() {
		return nil, missing("stat", n.asset)
	}
	return info{name: n.name, size: found.Size(), modified: n.changed(found.ModTime())}, nil
}

// stillThere reports whether the file that was opened is the one that a path leads to by way of
// links that may be followed: one of them may have been put there between the look and the opening.
func stillThere(fsys fs.FS, asset, name string, opened fs.FileInfo) bool {
	linked, ok := fsys.(fs.ReadLinkFS)
	if !ok || opened.Sys() == nil {
		return true // it has no links
	}
	again, err := follow(fsys, asset)
	if err != nil || again != name {
		return false
	}
	found, err := linked.Lstat(name)
	return err == nil && os.SameFile(found, opened)
}

// maxLinks bounds the links on the way to a file, which may point to one another.
const maxLinks = 32

// follow returns the path of the file that a path with links on it leads to. A link may not lead
// out of the file system nor to a file that could not be taken by its own name.
func follow(fsys fs.FS, name string) (string, error) {
	linked, ok := fsys.(fs.ReadLinkFS)
	if !ok {
		return name, nil // it has no links
	}
	at, rest, links := ".", strings.Split(name, "/"), 0
	for len(rest) > 0 {
		part := rest[0]
		rest = rest[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			if at == "." {
				return "", fs.ErrNotExist
			}
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, part)
		found, err := linked.Lstat(next)
		if err != nil {
			return "", err
		}
		if found.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		target, err := linked.ReadLink(next)
		if links++; err != nil || links > maxLinks || path.IsAbs(target) {
			return "", fs.ErrNotExist
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	if links > 0 && !allowedExt(at) {
		return "", fs.ErrNotExist
	}
	return at, nil
}

// assetFile is an open file of the blog's source: what can be done with it is to read it, up to the
// size that it was opened with. One that grows as fast as it is read would never end.
type assetFile struct {
	file fs.File
	info fs.FileInfo
	read int64
}

func (f *assetFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *assetFile) Close() error               { return f.file.Close() }

func (f *assetFile) Read(p []byte) (int, error) {
	left := f.info.Size() - f.read
	if left <= 0 && len(p) > 0 {
		return 0, io.EOF
	}
	n, err := f.file.Read(p[:min(int64(len(p)), left)])
	f.read += int64(n)
	return n, err
}

// ReadAt reads at an offset, where the source can.
func (f *assetFile) ReadAt(p []byte, off int64) (int, error) {
	if r, ok := f.file.(io.ReaderAt); ok && off >= 0 {
		return io.NewSectionReader(r, 0, f.info.Size()).ReadAt(p, off)
	}
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errors.ErrUnsupported}
}
