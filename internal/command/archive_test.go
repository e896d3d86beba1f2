package command_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/loader"
)

// TestArchive unpacks what archive sends.
func TestArchive(t *testing.T) {
	w := newWorld(t, harbour())
	out, errs, status := w.run(command.Env{}, "archive")
	if status != command.Done || errs != "" {
		t.Fatalf("status %d, %q", status, errs)
	}
	if again, _, _ := w.run(command.Env{}, "archive"); again != out {
		t.Error("the same files make other bytes")
	}
	packed, err := gzip.NewReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	files := tar.NewReader(packed)
	var got []string
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, header.Name+"="+string(text))
	}
	want := "blog/=|blog/ropes.md=" + string(harbour()["ropes.md"].Data) + "|blog/trip/=|blog/trip/map.png=a map"
	if strings.Join(got, "|") != want {
		t.Errorf("it holds %q, want %q", got, want)
	}
}

// TestArchiveSpares a terminal, and knows no arguments.
func TestArchiveSpares(t *testing.T) {
	w := newWorld(t, harbour())
	out, errs, status := w.run(command.Env{Width: 80}, "archive")
	if out != "" || status != command.Failed || errs != "archive: this is binary; use: ssh HOST archive > blog.tar.gz\n" {
		t.Errorf("on a terminal: status %d, %q, %q", status, out, errs)
	}
	if out, _, status := w.run(command.Env{}, "archive", "ropes"); out != "" || status != command.Misused {
		t.Errorf("with an argument: status %d, %q", status, out)
	}
}

// TestArchiveGoesOn when a file is shorter than it was said to be: the others come all the same,
// and it says which.
func TestArchiveGoesOn(t *testing.T) {
	w := newWorld(t, harbour())
	x, err := loader.Load(harbour(), loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.commands = command.New(command.Options{Index: func() *blog.Index { return x }, Files: func() fs.FS {
		return shortFS{fstest.MapFS{"a.png": {Data: []byte("half")}, "b.md": {Data: []byte("whole")}}, "a.png"}
	}})
	out, errs, status := w.run(command.Env{}, "archive")
	if want := "archive: it is not complete: \"a.png\" changed while it was read\n"; status != command.Failed || errs != want {
		t.Errorf("status %d, %q, want %q", status, errs, want)
	}
	packed, err := gzip.NewReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	files := tar.NewReader(packed)
	got := map[string]string{}
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		got[header.Name] = string(text)
	}
	if got["blog/b.md"] != "whole" || got["blog/a.png"] != "half\x00\x00\x00\x00" {
		t.Errorf("it holds %q", got)
	}
}

// shortFS says that one of its files is twice as long as it is.
type shortFS struct {
	fs.FS
	short string
}

func (s shortFS) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if name == s.short && err == nil {
		return shortFile{f}, nil
	}
	return f, err
}

type shortFile struct{ fs.File }

func (f shortFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return twice{info}, err
}

type twice struct{ fs.FileInfo }

func (t twice) Size() int64 { return 2 * t.FileInfo.Size() }
