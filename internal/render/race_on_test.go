//go:build race

package render_test

// slower is by how much the race detector slows things down and fattens them.
const slower = 10
