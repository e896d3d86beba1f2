package server_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"

	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/server"
)

// secret stands in every file that nobody may take.
const secret = "kingfisher"

// guarded is a blog on disk with secrets in it and around it.
func guarded(t testing.TB) source.Source {
	t.Helper()
	outside := t.TempDir()
	for name, text := range map[string]string{
		"secret.txt":          secret,
		"secret.png":          secret,
		"blog/boats.md":       "---\ntitle: Boats\ndate: 2026-05-05\n---\nAll about boats.\n",
		"blog/trip/index.md":  "---\ntitle: Trip\ndate: 2026-04-04\n---\nWe went.\n",
		"blog/trip/map.png":   strings.Repeat("a map ", 20000),
		"blog/draft.md":       "---\ndraft: true\n---\n" + secret,
		"blog/hidden.md":      "---\nhidden: true\n---\n" + secret,
		"blog/.hidden/x.png":  secret,
		"blog/sshblog.yaml":   "title: " + secret,
		"blog/_layouts/x.png": secret,
	} {
		file := filepath.Join(outside, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(outside, "blog")
	for link, target := range map[string]string{
		"out.png": "../secret.png", "absolute.png": filepath.Join(outside, "secret.png"), "away": "..", "in.png": "trip/map.png",
		"in-draft.png": "draft.md",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	return source.FromDir(dir)
}

// escapes are paths that lead out of the blog, or to what is not published, in the ways that one
// can write them.
func escapes() []string {
	return []string{
		"../secret.txt", "/../secret.txt", "trip/../../secret.txt", "/etc/passwd", "//etc/passwd", "out.png", "absolute.png", "away/secret.txt",
		"away", "in-draft.png", "draft.md", "hidden.md", "DRAFT.md", ".hidden/x.png", ".hidden", "sshblog.yaml", "_layouts/x.png",
		"%2e%2e/secret.txt", "..%2fsecret.txt", `..\secret.txt`, "boats.md\x00.png", "boats.md\x00", "BOATS.MD", "/proc/self/environ",
		"/dev/zero", "/dev/stdin", "~/secret.txt", "boats.md/../../secret.txt", "trip/map.png/../../../secret.png", "...//secret.txt",
		strings.Repeat("../", 500) + "etc/passwd", "trip/\xff", "file:///etc/passwd", "-rf",
	}
}

// openSFTP opens a session of sftp.
func openSFTP(t testing.TB, addr string) *sftp.Client {
	t.Helper()
	client, err := sftp.NewClient(dial(t, addr))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// fetch reads a file over sftp.
func fetch(client *sftp.Client, name string) (string, error) {
	f, err := client.Open(name)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(f)
	return string(text), errors.Join(err, f.Close())
}

func TestSFTP(t *testing.T) {
	b := startSource(t, guarded(t), nil)
	client := openSFTP(t, b.addr)
	var names []string
	for walk := client.Walk("."); walk.Step(); {
		if walk.Err() != nil {
			t.Fatal(walk.Err())
		}
		if found := walk.Stat(); !found.IsDir() {
			names = append(names, walk.Path())
			text, err := fetch(client, walk.Path())
			if err != nil || int64(len(text)) != found.Size() || strings.Contains(text, secret) {
				t.Errorf("%s: %d bytes of %d, %v", walk.Path(), len(text), found.Size(), err)
			}
		}
	}
	if got, want := strings.Join(names, " "), "boats.md in.png index.json trip/index.md trip/map.png"; got != want {
		t.Errorf("there are %s, want %s", got, want)
	}
	if text, err := fetch(client, "/trip/../boats.md"); err != nil || !strings.HasSuffix(text, "All about boats.\n") {
		t.Errorf("a path with dots: %q, %v", text, err)
	}
	if real, err := client.RealPath("../../../.."); err != nil || real != "/" {
		t.Errorf("the top's path is %q, %v", real, err)
	}
	for _, name := range escapes() {
		if text, err := fetch(client, name); err == nil {
			t.Errorf("%q can be read: %q", name, text)
		}
		if _, err := client.Stat(name); err == nil {
			t.Errorf("%q is there", name)
		}
		if _, err := client.Lstat(name); err == nil {
			t.Errorf("%q is there, not followed", name)
		}
		if _, err := client.ReadDir(name); err == nil {
			t.Errorf("%q can be listed", name)
		}
		if target, err := client.ReadLink(name); err == nil {
			t.Errorf("%q is a link to %q", name, target)
		}
	}
}

// TestSFTPRefusesChanges tries every change that there is.
func TestSFTPRefusesChanges(t *testing.T) {
	b := startSource(t, guarded(t), nil)
	client := openSFTP(t, b.addr)
	create := func(name string, flags int) error {
		_, err := client.OpenFile(name, flags)
		return err
	}
	for what, err := range map[string]error{
		"create":    create("new.md", os.O_CREATE|os.O_WRONLY),
		"overwrite": create("boats.md", os.O_WRONLY|os.O_TRUNC),
		"both":      create("boats.md", os.O_RDWR),
		"append":    create("boats.md", os.O_WRONLY|os.O_APPEND),
		"remove":    client.Remove("boats.md"),
		"rename":    client.Rename("boats.md", "ships.md"),
		"posix":     client.PosixRename("boats.md", "ships.md"),
		"mkdir":     client.Mkdir("new"),
		"rmdir":     client.RemoveDirectory("trip"),
		"symlink":   client.Symlink("boats.md", "ships.md"),
		"link":      client.Link("boats.md", "ships.md"),
		"chmod":     client.Chmod("boats.md", 0o777),
		"chown":     client.Chown("boats.md", 0, 0),
		"truncate":  client.Truncate("boats.md", 0),
		"times":     client.Chtimes("boats.md", time.Now(), time.Now()),
	} {
		if !errors.Is(err, os.ErrPermission) {
			t.Errorf("%s: %v, want that permission is denied", what, err)
		}
	}
	if _, err := fetch(client, "boats.md"); err != nil {
		t.Error(err)
	}
}

// TestSFTPHandles opens more than anybody needs; what is closed can be opened again.
func TestSFTPHandles(t *testing.T) {
	b := startSource(t, guarded(t), nil)
	client := openSFTP(t, b.addr)
	var open []*sftp.File
	for len(open) < 1000 {
		f, err := client.Open("boats.md")
		if err != nil {
			break
		}
		open = append(open, f)
	}
	if len(open) != 64 {
		t.Errorf("%d files are open at a time", len(open))
	}
	for _, f := range open {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		if _, err := fetch(client, "trip/map.png"); err != nil {
			t.Fatal(err)
		}
		if _, err := client.ReadDir("."); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSFTPKeepsItsSnapshot changes the blog under an open session: it goes on with what it began
// with, the next one has the new.
func TestSFTPKeepsItsSnapshot(t *testing.T) {
	dir := t.TempDir()
	post := func(name string) {
		text := fmt.Sprintf("---\ntitle: %s\ndate: 2026-05-05\n---\nText of %s.\n", name, name)
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	post("one")
	b := startSource(t, source.FromDir(dir), nil)
	client := openSFTP(t, b.addr)
	post("two")
	if err := os.Remove(filepath.Join(dir, "one.md")); err != nil {
		t.Fatal(err)
	}
	if err := b.store.Reload(); err != nil {
		t.Fatal(err)
	}
	if text, err := fetch(client, "one.md"); err != nil || !strings.Contains(text, "Text of one.") {
		t.Errorf("what has gone: %q, %v", text, err)
	}
	if _, err := client.Stat("two.md"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what is new: %v", err)
	}
	if text, err := fetch(openSFTP(t, b.addr), "two.md"); err != nil || !strings.Contains(text, "Text of two.") {
		t.Errorf("a new session: %q, %v", text, err)
	}
}

// TestSFTPIdle opens sessions and asks for nothing: they end by themselves, and at a shutdown at
// once.
func TestSFTPIdle(t *testing.T) {
	b := startSource(t, guarded(t), func(o *server.Options) { o.Limits.Transfer = 50 * time.Millisecond })
	ended := make(chan error, 1)
	client := openSFTP(t, b.addr)
	go func() { ended <- client.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("an idle session goes on")
	}

	b = startSource(t, guarded(t), nil)
	client = openSFTP(t, b.addr)
	go func() { ended <- client.Wait() }()
	start := time.Now()
	b.stop()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("a session outlives the server")
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("the end took %v", took)
	}
}
