package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is a file of an archive.
type entry struct {
	name string
	mode os.FileMode
	text []byte
}

// sorted returns entries by name.
func sorted(entries []entry) []entry {
	return slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return cmp.Compare(a.name, b.name) })
}

// tarball packs entries below a directory into a tar.gz. Each belongs to user and group 0.
func tarball(dir string, entries []entry, when time.Time) ([]byte, error) {
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	made := map[string]bool{}
	for _, e := range sorted(entries) {
		name := path.Join(dir, e.name)
		for _, parent := range parents(name) {
			if made[parent] {
				continue
			}
			made[parent] = true
			header := tar.Header{Typeflag: tar.TypeDir, Name: parent + "/", Mode: 0o755, ModTime: when, Format: tar.FormatUSTAR}
			if err := w.WriteHeader(&header); err != nil {
				return nil, err
			}
		}
		header := tar.Header{
			Typeflag: tar.TypeReg, Name: name, Mode: int64(e.mode), Size: int64(len(e.text)), ModTime: when, Format: tar.FormatUSTAR,
		}
		if err := w.WriteHeader(&header); err != nil {
			return nil, err
		}
		if _, err := w.Write(e.text); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return compress(packed.Bytes())
}

// parents returns the directories above a name, the outermost first.
func parents(name string) []string {
	var all []string
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		all = append(all, dir)
	}
	slices.Reverse(all)
	return all
}

// zipped packs entries below a directory into a zip.
func zipped(dir string, entries []entry, when time.Time) ([]byte, error) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, e := range sorted(entries) {
		header := zip.FileHeader{Name: path.Join(dir, e.name), Method: zip.Deflate, Modified: when}
		header.SetMode(e.mode)
		f, err := w.CreateHeader(&header)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(e.text); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return packed.Bytes(), err
}

// compress is gzip without a name and a time.
func compress(text []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err = w.Close()
	return packed.Bytes(), err
}

// sums writes SHA256SUMS, for sha256sum -c.
func (r *release) sums() error {
	files, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, f := range files { // sorted by name
		text, err := os.ReadFile(filepath.Join(r.out, f.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(text), f.Name())
	}
	return write(filepath.Join(r.out, "SHA256SUMS"), []byte(b.String()))
}

// write writes a file that everybody may read, whatever the umask is.
func write(name string, text []byte) error {
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return err
	}
	return os.Chmod(name, 0o644)
}
