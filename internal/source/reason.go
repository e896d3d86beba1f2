package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Reason returns why a file or directory of fsys cannot be read, without its path, which a problem
// names already. Where permission is missing, it says for whom, which mode is needed, and what to run.
func Reason(fsys fs.FS, name string, err error) string {
	return reason(err, func() (fs.FileInfo, error) { return fs.Stat(fsys, name) }, os.Geteuid())
}

// ReasonAt is Reason for a path of the system.
func ReasonAt(path string, err error) string {
	return reason(err, func() (fs.FileInfo, error) { return os.Stat(path) }, os.Geteuid())
}

// reason is Reason for the user of a number, -1 where users have none.
func reason(err error, stat func() (fs.FileInfo, error), user int) string {
	text := PlainError(err).Error()
	if !errors.Is(err, fs.ErrPermission) || user < 0 {
		return text
	}
	text = fmt.Sprintf("%s for user %d", text, user)
	info, statErr := stat()
	if statErr != nil {
		return text + "; expected mode 0755 of the directories above it"
	}
	has := info.Mode().Perm()
	needed, mends := has|0o444, "a+r"
	if info.IsDir() {
		needed, mends = has|0o555, "a+rx"
	}
	if needed == has {
		return fmt.Sprintf("%s, though its mode is %04o; expected no access list or security label that forbids it "+
			"(of a volume with SELinux: the option Z)", text, has)
	}
	owner := ""
	if number, ok := ownerOf(info); ok {
		owner = fmt.Sprintf(" of user %d", number)
	}
	return fmt.Sprintf("%s; its mode is %04o%s, expected %04o: run chmod %s on it", text, has, owner, needed, mends)
}
