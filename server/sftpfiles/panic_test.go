package sftpfiles

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/pkg/sftp"
)

// brokenFS panics where it is told to.
type brokenFS struct {
	fs.FS
	opening, closing bool
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if b.opening {
		panic("open")
	}
	f, err := b.FS.Open(name)
	return brokenFile{crowdedFile{f, &crowd{}}, b.closing}, err
}

type brokenFile struct {
	crowdedFile
	closing bool
}

func (f brokenFile) Close() error {
	if f.closing {
		panic("close")
	}
	return f.crowdedFile.Close()
}

// TestSFTPPanics: a request that panics is answered with a failure, and gives back what it has
// taken.
func TestSFTPPanics(t *testing.T) {
	for _, broken := range []brokenFS{{opening: true}, {closing: true}, {}} {
		broken.FS = fstest.MapFS{"a.md": {Data: []byte("text")}}
		h, others := testFiles(broken), 0 // files beside the session's own
		h.Acquire = func() bool { others++; return true }
		h.Release = func() { others-- }
		for range 2 * maxHandles {
			file, err := h.Fileread(&sftp.Request{Filepath: "/a.md"})
			if broken.opening {
				if file != nil || !errors.Is(err, sftp.ErrSSHFxFailure) {
					t.Fatalf("%v, %v", file, err)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := file.(*openFile).Close(); (err != nil) != broken.closing {
				t.Fatalf("closed with %v", err)
			}
		}
		if _, err := h.Fileread(&sftp.Request{Filepath: "/none.md"}); err == nil {
			t.Error("what is not there is opened")
		}
		if h.open.Load() != 0 || h.opened.Load() != 0 || others != 0 {
			t.Errorf("%d handles, %d files and %d of all are taken", h.open.Load(), h.opened.Load(), others)
		}
	}
}
