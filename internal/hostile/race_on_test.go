//go:build race

package hostile_test

// raced tells whether the race detector is at work, in the tests and in the program; slower is by how much it slows things down.
const (
	raced  = true
	slower = 10
)
