package terminal

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

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
	term := termOf(environ)
	if term == "" {
		return true
	}
	if strings.HasPrefix(term, "vte") { // a toolkit's terminal, not one of DEC's
		return false
	}
	return hasAnyPrefix(term, plainKinds)
}

// variable returns the value of an environment variable. The last one wins, as in a shell.
func variable(environ []string, name string) (value string) {
	for _, pair := range environ {
		if v, ok := strings.CutPrefix(pair, name+"="); ok {
			value = v
		}
	}
	return value
}

func termOf(environ []string) string { return strings.ToLower(variable(environ, "TERM")) }

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}

// consoleKinds are prefixes of the TERM of consoles, which have fonts of 256 or 512 signs.
var consoleKinds = []string{"linux", "cons", "sun", "wsvt", "pccon", "pc3", "at386", "minix", "hurd", "mach"}

// uprightKinds are prefixes of the TERM of terminals without italics. GNU screen takes them for
// reverse video, and PuTTY draws nothing.
var uprightKinds = []string{"screen", "putty"}

// unstruckKinds are prefixes of the TERM of terminals that draw no line through text and are not plain.
var unstruckKinds = []string{"screen", "rxvt", "aterm", "kterm"}

// Unstruck reports whether a terminal with this environment draws no line through text that is
// struck out.
func Unstruck(environ []string) bool {
	return Plain(environ) || hasAnyPrefix(termOf(environ), unstruckKinds)
}

// colorKinds are prefixes of the TERM of terminals that have colours.
var colorKinds = []string{
	"xterm", "screen", "tmux", "rxvt", "linux", "vte", "konsole", "gnome", "xfce", "kitty", "alacritty", "foot", "wezterm",
	"contour", "ghostty", "rio", "iterm", "nsterm", "mintty", "putty", "mlterm", "eterm", "kterm", "aterm", "mrxvt", "termin",
	"termit", "teraterm", "fbterm", "jfbterm", "bterm", "kmscon", "yaft", "dvtm", "domterm", "cygwin", "ms-", "winconsole",
	"ansi", "pcansi", "scoansi", "cons25", "at386", "dtterm", "hurd", "hyper", "warp", "tabby", "vscode",
}

// Profile returns how many colours a terminal with this environment has. Names of terminals that
// are not known, and those of DEC's, which had none, stand for a terminal without colours that
// shows bold and underlined text; a VT52 has not even that. NO_COLOR counts whatever its value is.
func Profile(environ []string) colorprofile.Profile {
	profile, term := colorprofile.Env(environ), termOf(environ)
	switch {
	case strings.HasPrefix(term, "vt52"):
		return min(profile, colorprofile.NoTTY)
	case variable(environ, "NO_COLOR") != "" || !hasColors(term, environ):
		return min(profile, colorprofile.ASCII)
	case strings.HasPrefix(term, "screen") && !strings.Contains(term, "256") && !strings.Contains(term, "direct"):
		return min(profile, colorprofile.ANSI) // it would pick the nearest of them itself, and badly
	}
	return profile
}

// hasColors reports whether a terminal has colours, going by its name.
func hasColors(term string, environ []string) bool {
	switch {
	case strings.HasPrefix(term, "vt") && !strings.HasPrefix(term, "vte"), strings.HasPrefix(term, "dec"):
		return false
	case strings.HasSuffix(term, "-m"), strings.HasSuffix(term, "-mono"):
		return false
	case term == "st", strings.HasPrefix(term, "st-"), hasAnyPrefix(term, colorKinds):
		return true
	}
	for _, part := range []string{"color", "256", "direct"} {
		if strings.Contains(term, part) {
			return true
		}
	}
	colors := variable(environ, "COLORTERM")
	return colors == "truecolor" || colors == "24bit"
}
