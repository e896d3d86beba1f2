package hostkey

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/container"
)

// checkMode has OpenSSH's rule for who may read a key: a file of one's own is for its owner alone.
// With a file of another user, such as a secret that an orchestrator mounts, there is no choice: who
// else may read it is worth a warning.
func checkMode(path string, st fs.FileInfo, user int) (exposed, err error) {
	owner, ok := ownerOf(st)
	mode := st.Mode().Perm()
	switch {
	case !ok || mode&0o077 == 0:
		return nil, nil //nolint:nilnil // nobody else may read it
	case owner == user:
		return nil, fmt.Errorf("host key %q: mode %04o lets others read it, expected 0600: run chmod 600 %s, "+
			"or mount it with mode 0400", path, mode, quoted(path))
	}
	who, may := "its group", "read"
	if mode&0o007 != 0 {
		who = "everybody"
	}
	if mode&0o022 != 0 {
		may = "read and change"
	}
	return fmt.Errorf("%s may %s it: mode %04o of user %d", who, may, mode, owner), nil
}

// readable says how a key that exists becomes readable for this user.
func readable(path string, st fs.FileInfo) string {
	return fmt.Sprintf("this is user %d, and its mode is %s: run chown %d %s, or mount it with a group of this "+
		"user and mode 0440", os.Geteuid(), modeOf(st), os.Geteuid(), quoted(path))
}

// writable says how a directory for keys becomes writable for this user.
func writable(dir string) string {
	user := os.Geteuid()
	st, err := os.Stat(dir)
	if err == nil && container.Inside() && container.IsMount(dir) {
		return fmt.Sprintf("this is user %d, and %s has mode %s: run chown %d on the directory that is mounted there, or "+
			"mount a volume, as with -v sshblog-keys:/keys", user, quoted(dir), modeOf(st), user)
	}
	if err == nil {
		return fmt.Sprintf("this is user %d, and %s has mode %s: run chown %d %s", user, quoted(dir), modeOf(st), user,
			quoted(dir))
	}
	if errors.Is(err, fs.ErrPermission) {
		above, st := existing(filepath.Dir(dir))
		return fmt.Sprintf("this is user %d, and %s has mode %s: run chmod a+x %s", user, quoted(above), modeOf(st),
			quoted(above))
	}
	return fmt.Sprintf("this is user %d, who may not make it: run install -d -m 0700 -o %d %s, or choose another "+
		"directory with --keys", user, user, quoted(dir))
}

// existing returns the first directory that can be described, of dir and those above it.
func existing(dir string) (string, fs.FileInfo) {
	for {
		st, err := os.Stat(dir)
		if above := filepath.Dir(dir); err != nil && above != dir {
			dir = above
			continue
		}
		return dir, st
	}
}

// modeOf returns the mode of a file with its owner.
func modeOf(st fs.FileInfo) string {
	if st == nil {
		return "unknown"
	}
	mode := fmt.Sprintf("%04o", st.Mode().Perm())
	if owner, ok := ownerOf(st); ok {
		mode += fmt.Sprintf(" of user %d", owner)
	}
	return mode
}

// quoted writes a path so that a shell reads it as one word.
func quoted(path string) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./", r)
	}
	if strings.ContainsFunc(path, odd) {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
