package terminal

import "strings"

// plainKinds are prefixes of the TERM of terminals that know no operating system commands, no mode
// reports and no scrolling by SU and SD, and that print what they do not know: hardware terminals,
// kernel consoles, windows of editors.
var plainKinds = []string{
	"dumb", "unknown", "network", "linux", "vt", "ansi", "pcansi", "cons", "sun", "wy", "hp", "tvi", "adm", "minix",
	"eterm", "emacs", "at386", "ibm", "dec", "qvt", "cygwin",
}

// Plain reports whether a terminal with this environment gets only the plainest sequences. It has
// no clipboard either.
func Plain(environ []string) bool {
	term := ""
	for _, pair := range environ {
		if value, ok := strings.CutPrefix(pair, "TERM="); ok {
			term = value // the last one wins, as in a shell
		}
	}
	if term == "" {
		return true
	}
	if strings.HasPrefix(term, "vte") { // a toolkit's terminal, not one of DEC's
		return false
	}
	for _, kind := range plainKinds {
		if strings.HasPrefix(term, kind) {
			return true
		}
	}
	return false
}
