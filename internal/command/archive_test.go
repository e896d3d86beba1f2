package command_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/command"
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
