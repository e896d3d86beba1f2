// Package rsync is a sender of rsync's protocol 27, which every rsync of the last twenty years and
// openrsync support: it sends files of a read-only file system, and never receives any. It sends
// files whole, and compresses them if the client asks for that. The client does not ask for files
// that it already has with the same size and time.
package rsync

import (
	"errors"
	"fmt"
	"strings"
)

// ErrUpload is the error for a client that wants to send files.
var ErrUpload = errors.New("this blog can be read, not written")

// Request is what a client asks for.
type Request struct {
	Recursive bool // directories with everything in them
	Dirs      bool // directories, with their entries only
	Owners    bool // send the numbers of owners
	Groups    bool
	DryRun    bool // send no contents
	Compress  bool
	numeric   bool     // send no names of owners
	Paths     []string // as the client wrote them, including patterns; at least one
}

// IsCommand reports whether words are the command line with which an rsync client starts its peer.
func IsCommand(words []string) bool {
	return len(words) > 1 && words[0] == "rsync" && words[1] == "--server"
}

// Parse parses a command line "rsync --server --sender [OPTION]... . PATH...". It refuses options
// that it does not know, since ignoring one could break what the client expects. Without --sender
// it returns ErrUpload.
func Parse(words []string) (Request, error) {
	var r Request
	if !IsCommand(words) {
		return r, errors.New("expected rsync --server --sender")
	}
	words = words[2:]
	if len(words) == 0 || words[0] != "--sender" {
		return r, ErrUpload
	}
	words = words[1:]
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' {
		var err error
		if strings.HasPrefix(words[0], "--") {
			err = r.long(words[0])
		} else {
			err = r.letters(words[0][1:])
		}
		if err != nil {
			return r, err
		}
		words = words[1:]
	}
	if len(words) < 2 || words[0] != "." {
		return r, errors.New("expected a path")
	}
	if len(words)-1 > maxPaths {
		return r, ErrTooMany
	}
	r.Paths = words[1:]
	return r, nil
}

// maxPaths limits the paths of a request, each of which may require a walk through the whole blog.
const maxPaths = 64

// ErrTooMany is the error of a request with more paths.
var ErrTooMany = fmt.Errorf("at most %d paths can be named; quoted patterns work", maxPaths)

// letters parses a group of short options.
func (r *Request) letters(group string) error {
	for _, letter := range group {
		switch letter {
		case 'r':
			r.Recursive = true
		case 'd':
			r.Dirs = true
		case 'o':
			r.Owners = true
		case 'g':
			r.Groups = true
		case 'n':
			r.DryRun = true
		case 'z':
			r.Compress = true
		case 'e': // the rest is what the client supports in later protocols
			return nil
		case 'v', 'q', 'l', 'L', 'k', 'K', 'D', 't', 'O', 'J', 'p', 'E', 'W', 'S', 'u', 'I', 'x', 'm', 'i', 'h', 'P':
			// Nothing that concerns a sender of regular files and directories.
		default:
			return refused("-" + string(letter))
		}
	}
	return nil
}

// long parses one long option.
func (r *Request) long(word string) error {
	name, _, _ := strings.Cut(word, "=")
	switch name {
	case "--numeric-ids":
		r.numeric = true
	case "--dirs":
		r.Dirs = true
	case "--compress":
		r.Compress = true
	case "--log-format", "--out-format", "--partial", "--partial-dir", "--timeout", "--contimeout", "--stats",
		"--list-only", "--inplace",
		"--delete", "--delete-before", "--delete-during", "--delete-after", "--delete-delay", "--delete-excluded",
		"--ignore-errors",
		"--existing", "--ignore-existing", "--ignore-non-existing", "--safe-links", "--copy-unsafe-links",
		"--no-implied-dirs",
		"--max-size", "--min-size", "--modify-window", "--info", "--debug", "--compress-level",
		"--old-compress", "--new-compress",
		"--delay-updates", "--temp-dir", "--msgs2stderr", "--no-msgs2stderr", "--force",
		"--size-only", "--sender", "--no-r", "--no-W", "--bwlimit":
		// As above; the client does these by itself. The speed is the network's.
	default:
		return refused(name)
	}
	return nil
}

// refused returns the error for an option that is not supported.
func refused(option string) error {
	const most = 40
	return fmt.Errorf("the option %.*q cannot be served here; plain -a, -r, -t, -v, -z, -n work", most, option)
}
