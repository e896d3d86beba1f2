package source

import (
	"errors"
	"io/fs"
	"syscall"
	"testing"
	"testing/fstest"
)

func TestReason(t *testing.T) {
	denied := &fs.PathError{Op: "open", Path: "a.md", Err: syscall.EACCES}
	for _, c := range []struct {
		err  error
		mode fs.FileMode
		user int
		want string
	}{
		{denied, 0o600, 65532, "permission denied for user 65532; its mode is 0600, expected 0644: run chmod a+r on it"},
		{denied, 0o040, 1000, "permission denied for user 1000; its mode is 0040, expected 0444: run chmod a+r on it"},
		{denied, fs.ModeDir | 0o700, 65532, "permission denied for user 65532; its mode is 0700, expected 0755: run chmod a+rx on it"},
		{denied, fs.ModeDir | 0o744, 65532, "permission denied for user 65532; its mode is 0744, expected 0755: run chmod a+rx on it"},
		{denied, 0o644, 7, "permission denied for user 7, though its mode is 0644; expected no access list or " +
			"security label that forbids it (of a volume with SELinux: the option Z)"},
		{denied, 0o600, -1, "permission denied"},
		{&fs.PathError{Op: "read", Path: "a.md", Err: syscall.EIO}, 0o600, 7, "input/output error"},
	} {
		fsys := fstest.MapFS{"a.md": {Mode: c.mode}}
		got := reason(c.err, func() (fs.FileInfo, error) { return fs.Stat(fsys, "a.md") }, c.user)
		if got != c.want {
			t.Errorf("%v of mode %v: %q, want %q", c.err, c.mode, got, c.want)
		}
	}
	unknown := func() (fs.FileInfo, error) { return nil, errors.New("lost") }
	want := "permission denied for user 7; expected mode 0755 of the directories above it"
	if got := reason(denied, unknown, 7); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
