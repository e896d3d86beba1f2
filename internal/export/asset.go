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

// allowedExt reports whether readers may take a file other than a post: a picture, a recording or a
// document. Blogs' directories also contain templates, settings, scripts and archives, which nobody
// meant to publish here.
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

// plainName reports whether a name is fit for every client: valid UTF-8 without control characters,
// and not hidden.
func plainName(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl) && !strings.Contains("/"+name, "/.")
}

// openAsset opens a file of the blog's source. It fails with fs.ErrNotExist if the file is gone, is
// not a regular file, or is a link to something that readers may not take. Clients need not know
// the difference.
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

// statAsset returns what openAsset would, without the file.
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

// stillThere reports whether the file that was opened is the one that the path leads to by allowed
// links. Between the check and the opening, somebody may have put a link in its place.
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

// maxLinks limits the links on the way to a file. Links may point to one another.
const maxLinks = 32

// follow resolves the links on a path. A link may lead neither out of the file system nor to a file
// that readers could not take by its own name.
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

// assetFile is an open file of the blog's source. It can be read up to the size that it had when it
// was opened; a file that grows as fast as it is read would never end.
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

// ReadAt reads at an offset, if the source supports that.
func (f *assetFile) ReadAt(p []byte, off int64) (int, error) {
	if r, ok := f.file.(io.ReaderAt); ok && off >= 0 {
		return io.NewSectionReader(r, 0, f.info.Size()).ReadAt(p, off)
	}
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errors.ErrUnsupported}
}
