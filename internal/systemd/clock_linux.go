package systemd

import "golang.org/x/sys/unix"

// monotonic returns the manager's clock, in microseconds.
func monotonic() int64 {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return 0 // every system has that clock
	}
	return now.Nano() / 1000
}
