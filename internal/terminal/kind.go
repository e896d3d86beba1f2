package terminal

import "strings"

// plainKinds begin the TERM of terminals that know no operating system commands, no mode reports
// and no scrolling by SU and SD, and that show what they do not know: hardware terminals, the
// consoles of kernels, editors' windows.
var plainKinds = []string{
	"dumb", "unknown", "network", "linux", "vt", "ansi", "pcansi", "cons", "sun", "wy", "hp", "tvi", "adm", "minix",
	"eterm", "emacs", "at386", "ibm", "dec", "qvt", "cygwin",
}

// Plain reports whether a terminal with this environment gets the plainest of sequences only: it
// has no clipboard either.
func Plain(environ []string) bool {
	term := ""
	for _, pair := range environ {
		if value, ok := strings.CutPrefix(pair, "TERM="); ok {
			term = value // the last one counts, as in a shell
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
