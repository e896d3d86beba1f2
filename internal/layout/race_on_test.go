//go:build race

package layout_test

// slower is by how much the race detector slows things down, and by how much texts are shorter with
// it.
const slower = 25
