package command

import (
	"archive/tar"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// archiveTop is the directory that an archive unpacks to.
const archiveTop = "blog"

// archiveCommand sends all files that readers may download.
type archiveCommand struct{}

// Run writes the archive.
func (*archiveCommand) Run(c *Call) error {
	switch {
	case c.Files == nil:
		return errors.New("archive: there are no files to download")
	case c.Width > 0:
		return errors.New("archive: this is binary; use: " + c.Prefix + " archive > blog.tar.gz")
	}
	if err := writeArchive(c.ctx, c.Stdout, c.Files()); err != nil {
		return fmt.Errorf("archive: it is not complete: %w", err)
	}
	return nil
}

// writeArchive writes all files of a file system to w as a tar.gz. The same files make the same
// bytes. Files that have gone are left out. A file that shrinks while it is read is an error, which
// comes after all others have been written.
func writeArchive(ctx context.Context, w io.Writer, fsys fs.FS) error {
	packed := gzip.NewWriter(untilDone{ctx, w})
	archive := tar.NewWriter(packed)
	var changed error // the first file that changed while it was read; the others come all the same
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		err = addToArchive(archive, fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it has gone since the blog was read
		}
		if errors.Is(err, errShrank) {
			changed, err = cmp.Or(changed, err), nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return errors.Join(archive.Close(), packed.Close(), changed)
}

// errShrank is a file of which there is less than was told; the rest of it is zeros.
var errShrank = errors.New("changed while it was read")

// addToArchive adds a file or a directory.
func addToArchive(archive *tar.Writer, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	found, err := f.Stat()
	if err != nil {
		return err
	}
	header, err := tar.FileInfoHeader(found, "")
	if err != nil {
		return err
	}
	header.Name = path.Join(archiveTop, name)
	if found.IsDir() {
		header.Name += "/"
		return archive.WriteHeader(header)
	}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	n, err := io.CopyN(archive, f, found.Size())
	if err == nil {
		return nil
	}
	for zeros := make([]byte, 32<<10); n < found.Size(); {
		m, err := archive.Write(zeros[:min(int64(len(zeros)), found.Size()-n)])
		if err != nil {
			return err // nobody takes it any more
		}
		n += int64(m)
	}
	return fmt.Errorf("%q %w", name, errShrank)
}
