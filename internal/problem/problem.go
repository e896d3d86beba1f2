package problem

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Severity says how bad a [Problem] is.
type Severity uint8

const (
	// Warning is something that was not understood or is doubtful; the post reads well without it.
	Warning Severity = iota
	// Error is something that keeps a post, or what its author said about it, from being read as
	// meant.
	Error
)

// String returns "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// MarshalText returns the same as String, for JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is a file that did not load as meant.
type Problem struct {
	Path     string   `json:"path"` // slash path relative to the directory that was loaded, see In
	Line     int      `json:"line"` // line of the file as its author sees it, from 1
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
}

// String returns "path:line: severity: message", which editors can jump to.
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", p.Path, max(p.Line, 1), p.Severity, p.Message)
}

// Sort sorts by path, line, severity (errors first) and message.
func Sort(problems []Problem) {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.Path, b.Path),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(b.Severity, a.Severity),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// List collects the problems of one file.
type List struct {
	Path string
	All  []Problem
}

// maxNotes bounds the problems of one file: a header of 60 KiB may have one on every line.
const maxNotes = 50

// Add reports a problem in a line of the file; lines before the first are the first. Beyond 50
// problems it does nothing.
func (n *List) Add(severity Severity, line int, format string, args ...any) {
	if len(n.All) >= maxNotes {
		return
	}
	message := plaintext.OneLine(fmt.Sprintf(format, args...), 300)
	n.All = append(n.All, Problem{Path: n.Path, Line: max(line, 1), Severity: severity, Message: message})
}

// Warn reports something doubtful; see Warning.
func (n *List) Warn(line int, format string, args ...any) { n.Add(Warning, line, format, args...) }

// Fail reports something that keeps the file from being read as meant; see Error.
func (n *List) Fail(line int, format string, args ...any) { n.Add(Error, line, format, args...) }

// In returns p with a path that the system and an editor find: of a file below dir, which is the
// directory that was loaded as its operator named it, also where the posts lie deeper than that. Of
// the empty dir it returns p.
func (p Problem) In(dir string) Problem {
	if dir != "" {
		p.Path = filepath.Join(dir, filepath.FromSlash(p.Path))
	}
	return p
}
