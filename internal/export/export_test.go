//go:build unix

package export_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
)

// secret is in every file that readers must not get.
const secret = "kingfisher"

// write fills a directory with files.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// harbour is a blog on disk with files that readers may take and files that they may not.
func harbour(t testing.TB) string {
	t.Helper()
	outside := t.TempDir()
	dir := filepath.Join(outside, "blog")
	write(t, outside, map[string]string{"secret.txt": secret, "secret.png": secret, "away/secret.png": secret})
	write(t, dir, map[string]string{
		"boats.md":           "---\ntitle: Boats\ndate: 2026-05-05\n---\nAll about boats.\n",
		"about.md":           "# About\n",
		"trip/index.md":      "---\ntitle: Trip\ndate: 2026-04-04\n---\nWe went.\n",
		"trip/map.png":       "a map",
		"trip/Track.PDF":     "a track",
		"draft.md":           "---\ntitle: D\ndraft: true\n---\n" + secret,
		"hidden.md":          "---\ntitle: H\nhidden: true\ndate: 2026-01-01\n---\n" + secret,
		"late.md":            "---\ntitle: L\ndate: 2999-01-01\n---\n" + secret,
		"later/index.md":     "---\ntitle: L\ndate: 2999-01-01\n---\n" + secret,
		"later/cover.png":    secret,
		".hidden.png":        secret,
		".git/config":        secret,
		".git/x.png":         secret,
		"sshblog.yaml":       "title: " + secret,
		"_config.yml":        "title: Boats",
		"data.json":          secret,
		"run.sh":             secret,
		"dump.zip":           secret,
		"README.md":          secret,
		"_layouts/post.html": secret,
		"_layouts/post.png":  secret,
		"_index.md":          "---\ntitle: " + secret + "\n---\n",
		"bad\nname.png":      secret,
		"backup.png~":        secret,
		"trip/pic.bak.png":   secret,
		"index.json":         secret,
	})
	for link, target := range map[string]string{
		"out.png": "../secret.png", "out-abs.png": filepath.Join(outside, "secret.png"), "out.md": "../secret.txt", "away": "../away",
		"in.png": "trip/map.png", "to-draft.png": "draft.md", "to-git.png": ".git/x.png", "to-settings.png": "sshblog.yaml",
		"loop.png": "loop.png", "round.png": "trip/../trip/map.png", "climb.png": "trip/../../blog/trip/map.png",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// exports returns the Exports of a directory, and counts how often a file is generated.
func exports(t testing.TB, dir string) (s *export.Exports, generated *int) {
	t.Helper()
	store, err := loader.NewStore(source.FromDir(dir), loader.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	generated = new(int)
	return export.New(export.Options{
		Index: store.Index, Source: store.Source(),
		Generated: map[string]func(io.Writer, *blog.Index) error{
			"index.json": func(w io.Writer, x *blog.Index) error {
				*generated++
				_, err := fmt.Fprintf(w, "%d posts", len(x.Posts()))
				return err
			},
			"broken.xml": func(io.Writer, *blog.Index) error { return errors.New("it broke") },
			"endless.xml": func(w io.Writer, _ *blog.Index) error {
				for {
					if _, err := w.Write(make([]byte, 1<<20)); err != nil {
						return err
					}
				}
			},
		},
	}), generated
}

// TestFS takes everything that is there, which is exactly what is published.
func TestFS(t *testing.T) {
	s, generated := exports(t, harbour(t))
	fsys := s.Latest()
	contents := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		found, statErr := fs.Stat(fsys, name)
		if (err != nil) != (statErr != nil) {
			t.Errorf("%s: read %v, stat %v", name, err, statErr)
		}
		if err == nil {
			if contents[name] = string(text); found.Size() != int64(len(text)) {
				t.Errorf("%s: %d bytes, but the size is %d", name, len(text), found.Size())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name, text := range contents {
		names = append(names, name)
		if strings.Contains(text, secret) {
			t.Errorf("%s holds what nobody may take", name)
		}
	}
	slices.Sort(names)
	want := []string{"about.md", "boats.md", "in.png", "index.json", "round.png", "trip/Track.PDF", "trip/index.md", "trip/map.png"}
	if !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
	if contents["in.png"] != "a map" || contents["index.json"] != "2 posts" || !strings.HasPrefix(contents["boats.md"], "---\ntitle: Boats") {
		t.Errorf("contents: %q", contents)
	}
	if s.Latest() != fsys || *generated != 1 {
		t.Errorf("the tree of one Index was made again, or a file of it: %d times", *generated)
	}
}

// TestFSKeepsContract checks the file system against the contract of fs.FS.
func TestFSKeepsContract(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"boats.md": "---\ntitle: Boats\ndate: 2026-05-05\n---\nAll about boats.\n", "trip/index.md": "---\ndate: 2026-04-04\n---\nWe went.\n",
		"trip/map.png": "a map", "trip/deep/er/map.png": "another",
	})
	store, err := loader.NewStore(source.FromDir(dir), loader.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s := export.New(export.Options{Index: store.Index, Source: store.Source()})
	if err := fstest.TestFS(s.Latest(), "boats.md", "trip/index.md", "trip/map.png", "trip/deep/er/map.png"); err != nil {
		t.Error(err)
	}
}

// TestEscapes asks for files outside, in every spelling.
func TestEscapes(t *testing.T) {
	s, _ := exports(t, harbour(t))
	fsys := s.Latest()
	for _, name := range []string{
		"../secret.txt", "/etc/passwd", "trip/../../secret.txt", "./boats.md", "boats.md/", "trip//map.png", "", "..", "/", "%2e%2e/secret.txt",
		"..%2fsecret.txt", "..\\secret.txt", "boats.md\x00.png", "\x00", "BOATS.MD", "Trip/map.png", "out.png", "out-abs.png", "out.md",
		"away/secret.png", "away", "to-draft.png", "to-git.png", "to-settings.png", "loop.png", "climb.png", "pipe.png", "draft.md",
		"hidden.md", "late.md", "later/cover.png", ".git/config", ".git", "sshblog.yaml", "_config.yml", "data.json", "dump.zip",
		"README.md", "_index.md", "_layouts/post.png", "bad\nname.png", "broken.xml", "endless.xml", strings.Repeat("../", 5000) + "etc/passwd",
	} {
		if text, err := fs.ReadFile(fsys, name); err == nil {
			t.Errorf("%q can be read: %q", name, text)
		}
		if _, err := fs.Stat(fsys, name); err == nil {
			t.Errorf("%q is there", name)
		}
		if strings.Contains(fmt.Sprint(fs.Stat(fsys, name)), secret) {
			t.Errorf("the error for %q tells too much", name)
		}
	}
}

// TestReaderAt reads in the middle of every kind of file, as sftp does.
func TestReaderAt(t *testing.T) {
	s, _ := exports(t, harbour(t))
	for name, want := range map[string]string{"boats.md": "title: B", "trip/map.png": "", "index.json": "ts"} {
		f, err := s.Latest().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := f.(io.Writer); ok {
			t.Errorf("%s can be written", name)
		}
		buf := make([]byte, 8)
		offset := int64(4)
		if name != "boats.md" {
			offset = 5
		}
		n, err := f.(io.ReaderAt).ReadAt(buf, offset)
		if string(buf[:n]) != want || err != nil && !errors.Is(err, io.EOF) {
			t.Errorf("%s: %q, %v", name, buf[:n], err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
