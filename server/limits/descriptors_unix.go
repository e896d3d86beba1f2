//go:build unix

package limits

import "syscall"

// descriptors returns how many descriptors the process may have open, as far as that matters here.
func descriptors() int {
	const enough, otherwise = 16_384, 1024
	var files syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files) != nil {
		return otherwise
	}
	return int(min(files.Cur, enough))
}
