//go:build !unix

package limits

// descriptors returns how many descriptors the process may have open. Without a limit of the
// system, it is one that is enough.
func descriptors() int { return 16_384 }
