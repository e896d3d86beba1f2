// Package source opens the place that posts come from and reads its files: never out of a
// directory, never what is no regular file, never more than a limit.
//
// A [Source] is opened for each scan, since a directory may vanish, come back, or be swapped for
// another. [ReadFile] returns the bytes of a file and a [Mark], by which a later scan reports
// whether the file has changed without reading it.
package source
