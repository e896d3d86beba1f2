//go:build !linux

package hostkey

// mountOf knows of no mounts.
func mountOf(string) (mount, bool) { return mount{}, false }

// inContainer reports false: containers are Linux's.
func inContainer() bool { return false }
