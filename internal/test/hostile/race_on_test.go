//go:build race && linux

package hostile_test

// raced reports whether the race detector is at work, in the tests and in the program; slower is by
// how much it slows things down; parallel is how many clients come at a time; goroutineSlack is how many
// goroutines may be left of all clients of a kind: whether a packet was taken is told by pauses, which a
// program that is ten times as slow outlasts now and then.
const (
	goroutineSlack = 20
	raced          = true
	slower         = 10
	parallel       = "8"
)
