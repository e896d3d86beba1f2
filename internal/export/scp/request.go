// Package scp is the sending half of the protocol that scp spoke before it used sftp ("scp -O", and
// older clients). It sends files of a read-only file system, and never receives any.
package scp

import (
	"errors"
	"fmt"
	"strings"
)

// ErrUpload is the error for a client that wants to send files.
var ErrUpload = errors.New("this blog can be read, not written")

// Request is what a client asks for.
type Request struct {
	Recursive bool     // include directories
	Times     bool     // send the times of files
	Paths     []string // as the client wrote them, including patterns; at least one
}

// IsCommand reports whether words are the command line with which an scp client starts its peer.
func IsCommand(words []string) bool {
	return len(words) > 1 && words[0] == "scp" && strings.HasPrefix(words[1], "-")
}

// Parse parses a command line "scp -f [-r] [-p] [-d] [-v] [-q] [--] PATH...". With -t it returns
// ErrUpload.
func Parse(words []string) (Request, error) {
	var r Request
	if !IsCommand(words) {
		return r, errors.New("expected scp -f")
	}
	words = words[1:]
	sends := false
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' {
		word := words[0]
		words = words[1:]
		if word == "--" {
			break
		}
		for _, letter := range word[1:] {
			switch letter {
			case 'f':
				sends = true
			case 't':
				return r, ErrUpload
			case 'r':
				r.Recursive = true
			case 'p':
				r.Times = true
			case 'd', 'v', 'q': // these concern the receiver, or its messages
			default:
				return r, fmt.Errorf("unknown option %q", "-"+string(letter))
			}
		}
	}
	if !sends || len(words) == 0 {
		return r, errors.New("expected -f and a path")
	}
	if len(words) > maxPaths {
		return r, ErrTooMany
	}
	r.Paths = words
	return r, nil
}

// maxPaths limits the paths of a request, each of which may require a walk through the whole blog.
const maxPaths = 64

// ErrTooMany is the error of a request with more paths.
var ErrTooMany = fmt.Errorf("at most %d paths can be named; quoted patterns work", maxPaths)
