package container

import (
	"os"
	"path/filepath"
)

// mountOf returns the mount that a file, or the directory that it would be made in, is on.
func mountOf(path string) (m mount, ok bool) {
	table, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return mount{}, false
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return mount{}, false
	}
	for at := path; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return findMount(string(table), real)
		}
		if at == filepath.Dir(at) {
			return mount{}, false
		}
	}
}

// Inside reports whether this process is in a container.
func Inside() bool {
	for _, mark := range []string{"/.dockerenv", "/run/.containerenv"} {
		if _, err := os.Lstat(mark); err == nil {
			return true
		}
	}
	return os.Getpid() == 1 || os.Getenv("KUBERNETES_SERVICE_HOST") != "" || os.Getenv("container") != ""
}
