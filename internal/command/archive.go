package command

import (
	"archive/tar"
	"cmp"
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
	if err := writeArchive(c.ctx, newPacker(untilDone{c.ctx, c.Stdout}, c.Cache), c.Files()); c.ctx.Err() != nil {
		return errors.New("archive: it is not complete")
	} else if err != nil {
		return fmt.Errorf("archive: it is not complete: %w", err)
	}
	return nil
}

// writeArchive packs all files of a file system as a tar.gz. The same files make the same bytes.
// Files that have gone are left out. A file that shrinks while it is read is an error, which comes
// after all others have been written.
func writeArchive(ctx context.Context, packed *packer, fsys fs.FS) error {
	archive := tar.NewWriter(packed)
	var changed error // the first file that changed while it was read; the others come all the same
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		err = addToArchive(archive, packed, fsys, name)
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
func addToArchive(archive *tar.Writer, packed *packer, fsys fs.FS, name string) error {
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
	if err := packed.store(compressed(name)); err != nil {
		return err
	}
	shrank, err := copyToArchive(archive, f, found.Size())
	if err != nil {
		return err
	}
	if err := errors.Join(archive.Flush(), packed.store(false)); err != nil { // with what fills the block of tar
		return err
	}
	if shrank {
		return fmt.Errorf("%q %w", name, errShrank)
	}
	return nil
}

// copyToArchive writes so many bytes of a file, and zeros for those that are missing. It reports
// whether some are.
func copyToArchive(archive io.Writer, f io.Reader, size int64) (shrank bool, err error) {
	n, err := io.CopyN(archive, f, size)
	if err == nil {
		return false, nil
	}
	for zeros := make([]byte, 32<<10); n < size; {
		m, err := archive.Write(zeros[:min(int64(len(zeros)), size-n)])
		if err != nil {
			return true, err // nobody takes it any more
		}
		n += int64(m)
	}
	return true, nil
}
