// Package sessionrequest reads what a client asks of a session (RFC 4254, 6): the payloads of its
// requests, and the words of its command. Every byte is foreign, so each parser bounds what it reads,
// and reports false where it is not what it should be: no parser fails, keeps what it was given, or
// lets a character through that a terminal or a log could obey.
//
// words.go splits a command into words as a shell would, without expanding anything.
package sessionrequest

import (
	"encoding/binary"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Bounds on what a client may ask of a session.
const (
	maxCommand    = 4 << 10 // bytes of an exec request's command
	maxEnvValue   = 256     // bytes of one value
	maxWidth      = 300     // cells
	maxHeight     = 100     // cells
	maxPixels     = 1 << 16 // of either side of a window
	DefaultWidth  = 80      // cells, where a client says nothing
	DefaultHeight = 24
	fallbackTerm  = "xterm"
)

// termPattern matches a well-formed TERM: the name of a terminfo entry, and nothing that could be a
// path or a format.
var termPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$`)

// cleanTerm returns the terminal type that a client named if it is well formed, "" if it named
// none, and a common one otherwise.
func cleanTerm(term string) string {
	if term == "" || termPattern.MatchString(term) {
		return term
	}
	return fallbackTerm
}

// clampWindow makes a window size usable: a size of zero becomes 80x24, and none is larger than a
// screen could need, because the cells of a screen cost memory and time.
func clampWindow(w ssh.Window) ssh.Window {
	w.WidthPixels, w.HeightPixels = min(max(w.WidthPixels, 0), maxPixels), min(max(w.HeightPixels, 0), maxPixels)
	if w.Width <= 0 || w.Height <= 0 {
		w.WidthPixels, w.HeightPixels = 0, 0
	}
	return Narrow(w, clamp(w.Width, DefaultWidth, maxWidth), clamp(w.Height, DefaultHeight, maxHeight))
}

// Narrow returns the part of a window that is so many cells wide and high. Its cells have as many
// pixels as those of the window.
func Narrow(w ssh.Window, width, height int) ssh.Window {
	if w.Width > 0 && w.Height > 0 {
		w.WidthPixels = w.WidthPixels * width / w.Width
		w.HeightPixels = w.HeightPixels * height / w.Height
	}
	w.Width, w.Height = width, height
	return w
}

func clamp(n, otherwise, limit int) int {
	if n <= 0 {
		return otherwise
	}
	return min(n, limit)
}

// allowedEnv reports whether an environment variable of a client may reach the program: those about
// the reader's language, colours and terminal, and the blog's own.
func allowedEnv(name string) bool {
	switch name {
	case "LANG", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM", "TERM_PROGRAM_VERSION":
		return true
	}
	return strings.HasPrefix(name, "LC_") || strings.HasPrefix(name, "SSHBLOG_")
}

// ParseEnv reads the payload of an "env" request (RFC 4254, 6.4). It reports false if that is
// malformed, not allowed, too long, or holds unsafe characters.
func ParseEnv(payload []byte) (pair string, ok bool) {
	var kv struct{ Name, Value string }
	if gossh.Unmarshal(payload, &kv) != nil || !allowedEnv(kv.Name) {
		return "", false
	}
	if len(kv.Name) > maxEnvValue || len(kv.Value) > maxEnvValue || isUnsafe(kv.Name+kv.Value) {
		return "", false
	}
	if kv.Name == "NO_COLOR" && kv.Value != "" {
		kv.Value = "1" // any value means yes (no-color.org), but not every library knows
	}
	return kv.Name + "=" + kv.Value, true
}

// isUnsafe reports whether s holds a character that a terminal or a log could obey, that changes
// the direction or the lines of the text around it, or that is not UTF-8.
func isUnsafe(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r == utf8.RuneError || plaintext.ClassOf(r)&plaintext.UnsafeInput != 0
	})
}

// ParsePty reads the payload of a "pty-req" request (RFC 4254, 6.2). The terminal modes at its end
// are of no use here.
func ParsePty(payload []byte) (ssh.Pty, bool) {
	var req struct {
		Term                    string
		Columns, Rows, PxW, PxH uint32
		Modes                   string
	}
	if gossh.Unmarshal(payload, &req) != nil {
		return ssh.Pty{}, false
	}
	return ssh.Pty{Term: cleanTerm(req.Term), Window: window(req.Columns, req.Rows, req.PxW, req.PxH)}, true
}

// ParseWindow reads the payload of a "window-change" request (RFC 4254, 6.7).
func ParseWindow(payload []byte) (ssh.Window, bool) {
	if len(payload) < 8 {
		return ssh.Window{}, false
	}
	var width, height uint32 // in pixels; a client may leave them out
	if len(payload) >= 16 {
		width, height = binary.BigEndian.Uint32(payload[8:]), binary.BigEndian.Uint32(payload[12:])
	}
	return window(binary.BigEndian.Uint32(payload), binary.BigEndian.Uint32(payload[4:]), width, height), true
}

// window clamps a size in cells and in pixels as it came over the wire.
func window(columns, rows, width, height uint32) ssh.Window {
	const most = math.MaxInt32 // an int of 32 bits would be negative
	return clampWindow(ssh.Window{
		Width: int(min(columns, most)), Height: int(min(rows, most)),
		WidthPixels: int(min(width, maxPixels)), HeightPixels: int(min(height, maxPixels)),
	})
}

// ParseSubsystem reads the payload of a "subsystem" request (RFC 4254, 6.5); "" if it is malformed.
func ParseSubsystem(payload []byte) string {
	var req struct{ Name string }
	if gossh.Unmarshal(payload, &req) != nil {
		return ""
	}
	return req.Name
}

// ParseCommand reads the payload of an "exec" request (RFC 4254, 6.5).
func ParseCommand(payload []byte) (string, bool) {
	var req struct{ Command string }
	if len(payload) > maxCommand+4 || gossh.Unmarshal(payload, &req) != nil {
		return "", false
	}
	return req.Command, true
}
