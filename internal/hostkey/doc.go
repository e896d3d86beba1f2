// Package hostkey keeps the key by which readers know the server: it makes one where there is none,
// and refuses one that is not safe to use.
package hostkey
