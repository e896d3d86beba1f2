// Package problem has what is said of a file that was not read as its author meant it: where, how
// bad, and what was expected.
//
// A [List] collects the problems of one file, bounded in number and length. One broken file never
// hides another: whoever reads files turns every fault into a [Problem] and goes on.
package problem
