//go:build !race && linux

package hostile_test

// raced reports whether the race detector is at work, in the tests and in the program; slower is by
// how much it slows things down; parallel is how many clients come at a time.
const (
	raced    = false
	slower   = 1
	parallel = "20"
)
