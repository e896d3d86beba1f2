package server

import (
	"encoding/binary"
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
	maxEnv        = 16      // environment variables that are kept
	maxEnvValue   = 256     // bytes of one value
	maxWidth      = 300     // cells
	maxHeight     = 100     // cells
	defaultWidth  = 80
	defaultHeight = 24
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
	w.Width, w.Height = clamp(w.Width, defaultWidth, maxWidth), clamp(w.Height, defaultHeight, maxHeight)
	w.WidthPixels, w.HeightPixels = 0, 0
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

// answerRequests answers the requests on the channel until it closes. The first "shell", "exec" or
// "subsystem" starts the session; files says whether there are any to download.
func (sess *session) answerRequests(requests <-chan *gossh.Request, files bool) {
	defer sess.end()
	begun := false // nothing of the session is written from then on: the handler reads it
	for req := range requests {
		sess.conn.ahead.TakenRequest(len(req.Type) + len(req.Payload))
		ok := false
		switch req.Type {
		case "shell", "exec", "subsystem":
			ok = !begun && sess.acceptStart(req, files)
			begun = begun || ok
		case "pty-req", "env":
			ok = !begun && sess.acceptSetting(req)
		case "window-change":
			ok = sess.acceptWindow(req)
		}
		if req.WantReply {
			_ = req.Reply(ok, nil)
		}
		if begun {
			sess.start()
		}
	}
}

// acceptStart keeps what the session is for.
func (sess *session) acceptStart(req *gossh.Request, files bool) (ok bool) {
	switch req.Type {
	case "exec":
		sess.command, ok = parseCommand(req.Payload)
		return ok
	case "subsystem":
		sess.files = files && parseSubsystem(req.Payload) == "sftp"
		return sess.files
	}
	return true
}

func (sess *session) acceptSetting(req *gossh.Request) bool {
	if req.Type == "env" {
		pair, ok := parseEnv(req.Payload)
		if ok = ok && len(sess.env) < maxEnv; ok {
			sess.env = append(sess.env, pair)
		}
		return ok
	}
	pty, ok := parsePty(req.Payload)
	if ok = ok && sess.pty == nil; ok {
		sess.pty = &pty
	}
	return ok
}

func (sess *session) acceptWindow(req *gossh.Request) bool {
	w, ok := parseWindow(req.Payload)
	if !ok || sess.pty == nil {
		return false
	}
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if sess.resized != nil {
		sess.resized(w)
	} else {
		sess.newest = &w
	}
	return true
}

// parseEnv reads the payload of an "env" request (RFC 4254, 6.4). It reports false if that is
// malformed, not allowed, too long, or holds unsafe characters.
func parseEnv(payload []byte) (pair string, ok bool) {
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

// parsePty reads the payload of a "pty-req" request (RFC 4254, 6.2). The terminal modes at its end
// are of no use here.
func parsePty(payload []byte) (ssh.Pty, bool) {
	var req struct {
		Term                    string
		Columns, Rows, PxW, PxH uint32
		Modes                   string
	}
	if gossh.Unmarshal(payload, &req) != nil {
		return ssh.Pty{}, false
	}
	return ssh.Pty{Term: cleanTerm(req.Term), Window: window(req.Columns, req.Rows)}, true
}

// parseWindow reads the payload of a "window-change" request (RFC 4254, 6.7).
func parseWindow(payload []byte) (ssh.Window, bool) {
	if len(payload) < 8 {
		return ssh.Window{}, false
	}
	return window(binary.BigEndian.Uint32(payload), binary.BigEndian.Uint32(payload[4:])), true
}

// window clamps a size as it came over the wire.
func window(columns, rows uint32) ssh.Window {
	return clampWindow(ssh.Window{
		Width:  int(min(columns, maxWidth)),
		Height: int(min(rows, maxHeight)),
	})
}

// parseSubsystem reads the payload of a "subsystem" request (RFC 4254, 6.5); "" if it is malformed.
func parseSubsystem(payload []byte) string {
	var req struct{ Name string }
	if gossh.Unmarshal(payload, &req) != nil {
		return ""
	}
	return req.Name
}

// parseCommand reads the payload of an "exec" request (RFC 4254, 6.5).
func parseCommand(payload []byte) (string, bool) {
	var req struct{ Command string }
	if len(payload) > maxCommand+4 || gossh.Unmarshal(payload, &req) != nil {
		return "", false
	}
	return req.Command, true
}
