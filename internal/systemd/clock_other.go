//go:build !linux

package systemd

// monotonic returns 0: there is no manager that would ask.
func monotonic() int64 { return 0 }
