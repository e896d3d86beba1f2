// Package source opens the directory that posts come from and reads its files: never outside the
// directory, only regular files, and never more than a limit.
//
// A [Source] is opened for each scan, since a directory may vanish, come back, or be swapped for
// another. [ReadFile] returns the bytes of a file and a [Mark], by which a later scan reports
// whether the file has changed without reading it.
package source
