package main

import (
	"fmt"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
)

// size is a number of bytes, written as people do: 64MiB, 1GiB, 500KiB, or without a unit.
type size int64

// UnmarshalText reads a size.
func (s *size) UnmarshalText(text []byte) error {
	number, unit := string(text), int64(1)
	for suffix, bytes := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30} {
		if rest, ok := strings.CutSuffix(number, suffix); ok {
			number, unit = strings.TrimSpace(rest), bytes
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64/unit {
		return fmt.Errorf("%q: expected a size such as 64MiB", text)
	}
	*s = size(n * unit)
	return nil
}

// The default of the cache is between these, in bytes.
const (
	minCache = 4 << 20
	maxCache = 64 << 20
)

// cacheBytes returns the size of the cache: what is configured, else an eighth of the memory that
// the process may use, within bounds.
func (c serveSettings) cacheBytes() int64 {
	if c.Cache > 0 {
		return int64(c.Cache)
	}
	memory := debug.SetMemoryLimit(-1) // only asks
	return max(minCache, min(memory/8, maxCache))
}
