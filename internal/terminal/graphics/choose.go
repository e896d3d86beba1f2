package graphics

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
)

// Known is what is known of a terminal.
type Known struct {
	Term           string               // TERM as the client named it
	Program        string               // LC_TERMINAL, or TERM_PROGRAM where there is none
	ProgramVersion string               // LC_TERMINAL_VERSION or TERM_PROGRAM_VERSION
	Version        string               // its answer to XTVERSION: name and version; "" if it gave none
	Attributes     []int                // its answer to the query for device attributes; nil if it gave none
	Profile        colorprofile.Profile // its colours
	Plain          bool                 // it gets only the plainest sequences
	ASCII          bool                 // it shows nothing but ASCII
	Columns, Rows  int                  // of its window
	Window         picture.Size         // in pixels, as the client says; 0 if it does not
	Reported       picture.Size         // of a cell, as the terminal says; 0 if it does not
}

// Support says how pictures are shown to a reader. A model gets one as a message: before its first
// view, and whenever it changes.
type Support struct {
	Protocol  picture.Protocol
	Cell      picture.Size // of a cell, in pixels
	TrueColor bool         // half blocks may have any colour, not only the 256
	Parts     bool         // files of iTerm2's protocol may be sent in parts
}

// sixelAttribute is the device attribute of terminals that show sixels.
const sixelAttribute = 4

// brand is a terminal that is known by its name.
type brand struct {
	name     string // in lower case
	protocol picture.Protocol
	since    string           // the first version with that protocol; "" if all have it
	old      picture.Protocol // of those before
}

// brands are the terminals whose names say more than their attributes. All others show sixels if
// their attributes say so, and else half blocks.
var brands = []brand{
	{name: "kitty", protocol: picture.KittyPlaceholder, since: "0.28", old: picture.KittyDirect},
	{name: "ghostty", protocol: picture.KittyPlaceholder},
	{name: "iterm2", protocol: picture.ITerm},
	{name: "iterm.app", protocol: picture.ITerm},
	{name: "vscode", protocol: picture.ITerm},
	{name: "warp", protocol: picture.ITerm},
	{name: "warpterminal", protocol: picture.ITerm},
	{name: "tabby", protocol: picture.ITerm},
	{name: "mintty", protocol: picture.ITerm},
	{name: "bobcat", protocol: picture.ITerm},
	{name: "wezterm", protocol: picture.ITerm},
	{name: "konsole", protocol: picture.ITerm, since: "22.12", old: picture.Blocks},
	// What these show is broken, or comes from the terminal around them, or was never seen.
	{name: "tmux", protocol: picture.Blocks},
	{name: "screen", protocol: picture.Blocks},
	{name: "rio", protocol: picture.Blocks},
	{name: "contour", protocol: picture.Blocks},
	{name: "ctx", protocol: picture.Blocks},
	{name: "alacritty", protocol: picture.Blocks},
	{name: "terminology", protocol: picture.Blocks},
	{name: "rlogin", protocol: picture.Blocks},
	{name: "kermit", protocol: picture.Blocks},
	{name: "kermit-95", protocol: picture.Blocks},
}

// partsSince is the version of iTerm2 that takes files in parts.
const partsSince = "3.5"

// Choose returns how a terminal shows pictures. One that has not answered yet gets text.
func Choose(k *Known) Support {
	name, version := k.name()
	s := Support{Protocol: textual(k), TrueColor: k.Profile >= colorprofile.TrueColor, Cell: picture.DefaultCell}
	if !isWindowsTerminal(k.Attributes) && !strings.HasPrefix(name, "windows") {
		s.Cell = CellSize(k.Window, k.Columns, k.Rows, k.Reported)
	}
	if k.Plain || k.Profile <= colorprofile.ASCII || k.Attributes == nil || isMultiplexer(k.Term) {
		return s
	}
	protocol := picture.Blocks
	if i := slices.IndexFunc(brands, func(b brand) bool { return b.name == name }); i >= 0 {
		protocol = brands[i].of(version)
	} else if slices.Contains(k.Attributes, sixelAttribute) {
		protocol = picture.Sixel
	}
	if k.ASCII && protocol == picture.KittyPlaceholder { // placeholders are text
		protocol = picture.KittyDirect
	}
	if protocol == picture.Blocks {
		return s
	}
	s.Protocol = protocol
	s.Parts = (name == "iterm2" || name == "iterm.app") && atLeast(version, partsSince)
	return s
}

// textual returns how a terminal that shows no pixels shows pictures.
func textual(k *Known) picture.Protocol {
	if k.Plain || k.ASCII || k.Profile < colorprofile.ANSI256 {
		return picture.Words
	}
	return picture.Blocks
}

// isMultiplexer reports whether a program is between us and the terminal, by its TERM. What is
// around it, and may have left its name in other variables, is of no use then.
func isMultiplexer(term string) bool {
	term = strings.ToLower(term)
	return strings.HasPrefix(term, "tmux") || strings.HasPrefix(term, "screen")
}

// name returns what a terminal calls itself, in lower case, and its version. Its own answer counts
// for more than variables, which programs pass on from one terminal to another.
func (k *Known) name() (name, version string) {
	if k.Version != "" {
		return splitVersion(k.Version)
	}
	if k.Program != "" {
		return strings.ToLower(k.Program), k.ProgramVersion
	}
	name, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(k.Term), "xterm-"), "-")
	return name, ""
}

// splitVersion splits the answer to XTVERSION into the name, in lower case, and the version:
// "kitty(0.35.2)", "WezTerm 20240203-110809", "Konsole 23.08.1".
func splitVersion(answer string) (name, version string) {
	end := strings.IndexAny(answer, " (")
	if end < 0 {
		return strings.ToLower(answer), ""
	}
	return strings.ToLower(answer[:end]), strings.Trim(answer[end:], " ()v")
}

// of returns the protocol of a version. One that is not said is a new one, if old ones show pictures
// as well; if they show none, it is an old one.
func (b *brand) of(version string) picture.Protocol {
	switch {
	case b.since == "", atLeast(version, b.since):
		return b.protocol
	case version == "" && b.old != picture.Blocks:
		return b.protocol
	}
	return b.old
}

// maxPart bounds the parts of a version.
const maxPart = 1_000_000

// atLeast reports whether a version, numbers with dots between them, is not before another one. What
// follows the numbers does not count. A version that is not said is before all others.
func atLeast(version, other string) bool {
	if version == "" {
		return false
	}
	for other != "" {
		var a, b int
		a, version = leading(version)
		b, other = leading(other)
		if a != b {
			return a > b
		}
	}
	return true
}

// leading returns the number that a version begins with, and what follows the dot behind it.
func leading(version string) (n int, rest string) {
	for i := range len(version) {
		c := version[i]
		if c == '.' {
			return n, version[i+1:]
		}
		if c < '0' || c > '9' {
			return n, ""
		}
		n = min(n*10+int(c-'0'), maxPart)
	}
	return n, ""
}

// isWindowsTerminal reports whether device attributes are those of Windows Terminal: level 1 with
// sixels. Those of all other terminals with sixels are of a higher level.
func isWindowsTerminal(attributes []int) bool {
	const level1 = 61
	return len(attributes) > 0 && attributes[0] == level1 && slices.Contains(attributes, sixelAttribute)
}
