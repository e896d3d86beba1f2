// Package container knows whether this process is in a container, and whether what it writes is there
// for longer than the container is.
package container
