// Package memory has the process keep within the memory that it may use.
package memory

import (
	"errors"
	"log/slog"
	"math"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// memoryShare is how much of a container's memory is for the heap; stacks and buffers of the kernel
// need the rest.
const memoryShare = 0.85

// Limit has the garbage collector work harder when the memory that the process may use (by
// its cgroup, or GOMEMLIMIT) runs short, which is better than being killed. Without such a limit
// nothing changes.
func Limit(log *slog.Logger) {
	limit, err := memlimit.Set(memlimit.WithRatio(memoryShare))
	switch {
	case errors.Is(err, memlimit.ErrNoLimit), errors.Is(err, memlimit.ErrNoCgroup),
		errors.Is(err, memlimit.ErrCgroupsNotSupported):
	case err != nil:
		log.Warn("cannot determine the memory limit", "error", err)
	case limit > 0 && limit < math.MaxInt64:
		log.Info("memory limited", "bytes", limit)
	}
}
