//go:build unix

package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// The backgrounds. On an unknown one, the terminal does not say which it has.
const (
	dark         = "dark"
	light        = "light"
	unknownDark  = "unknown-dark"
	unknownLight = "unknown-light"
)

var backgrounds = []string{dark, light, unknownDark, unknownLight}

// ground has the colors of a background, which are the ones that terminals come with.
type ground struct{ back, fore, bold string }

func colors(background string) ground {
	if strings.HasSuffix(background, light) {
		return ground{back: "#ffffff", fore: "#000000", bold: "#000000"}
	}
	return ground{back: "#000000", fore: "#d0d0d0", bold: "#ffffff"}
}

// terminal is one kind of terminal.
type terminal struct {
	name     string
	packages string   // of Debian
	needs    []string // the programs without which it cannot be
	class    string   // of its window
	answers  bool     // says its background
	mute     bool     // can be told not to say it
	plain    bool     // the blog writes lines to it
	smooth   bool     // blurs the edges of letters whatever it is told
	// argv starts it with a script in it.
	argv func(r shot, dir, script string) []string
}

// The table of the terminals. In xterm, name is the value of TERM.
var terminals = []terminal{
	inXterm("xterm", "xterm"),
	inXterm("xterm-256color", "xterm-256color"),
	inXterm("xterm-truecolor", "xterm-256color", "COLORTERM=truecolor"),
	inXterm("linux", "linux"),
	inXterm("vt100", "vt100"),
	inXterm("vt220", "vt220"),
	dumb(inXterm("dumb", "dumb")),
	{
		name: "kitty", packages: "kitty", needs: []string{"kitty"}, class: "kitty", answers: true, smooth: true,
		argv: kitty,
	},
	{
		name: "vte", packages: "lxterminal", needs: []string{"lxterminal"}, class: "lxterminal", answers: true,
		argv: vte,
	},
	{
		name: "urxvt", packages: "rxvt-unicode", needs: []string{"urxvt"}, class: "urxvt",
		argv: func(r shot, _, script string) []string {
			g := colors(r.background)
			return []string{
				"urxvt", "-geometry", r.size, "-fn", "xft:" + xftFont, "-bg", g.back, "-fg", g.fore,
				"+sb", "-b", "0", "-bw", "0", "-e", "env", "-u", "COLORFGBG", "sh", script,
			}
		},
	},
	{
		name: "putty", packages: "putty", needs: []string{"pterm"}, class: "pterm",
		argv: func(r shot, _, script string) []string {
			g := colors(r.background)
			return []string{
				"pterm", "-geometry", r.size, "-fn", "client:" + font, "-bg", g.back, "-fg", g.fore, "-bfg", g.bold, "-sb-",
				"-e", "env", "TERM=xterm", "sh", script,
			}
		},
	},
	within("tmux", func(r shot, dir, script string) []string {
		return []string{"tmux", "-S", filepath.Join(dir, "tmux"), "-f", "/dev/null", "new-session", "-x", r.columns(), "sh " + script}
	}),
	within("screen", func(_ shot, dir, script string) []string {
		return []string{"env", "SCREENDIR=" + dir, "screen", "-U", "-c", "/dev/null", "-S", "shot", "sh", script}
	}),
}

const (
	font    = "DejaVu Sans Mono 10"
	xftFont = "DejaVu Sans Mono:size=10"
)

// inXterm is xterm with a value of TERM, and with more variables.
func inXterm(name, term string, env ...string) terminal {
	return terminal{
		name: name, packages: "xterm", needs: []string{"xterm"}, class: "XTerm", answers: true, mute: true,
		argv: func(r shot, _, script string) []string {
			inner := append([]string{"env", "TERM=" + term}, env...)
			return append(xterm(r, term), append(inner, "sh", script)...)
		},
	}
}

// dumb is a terminal to which the blog writes lines.
func dumb(t terminal) terminal {
	t.plain = true
	return t
}

// within is a multiplexer in xterm.
func within(name string, argv func(r shot, dir, script string) []string) terminal {
	return terminal{
		name: name, packages: "xterm " + name, needs: []string{"xterm", name}, class: "XTerm",
		argv: func(r shot, dir, script string) []string {
			return append(xterm(r, "xterm-256color"), argv(r, dir, script)...)
		},
	}
}

func xterm(r shot, term string) []string {
	g := colors(r.background)
	argv := []string{
		"xterm", "-geometry", r.size, "-fa", xftFont, "-bg", g.back, "-fg", g.fore, "-b", "0", "-bw", "0", "+sb",
		"-tn", term, "-xrm", "XTerm*metaSendsEscape: true",
	}
	if strings.HasPrefix(r.background, "unknown") {
		argv = append(argv, "-xrm", "XTerm*allowColorOps: false")
	}
	return append(argv, "-e")
}

func kitty(r shot, _, script string) []string {
	g := colors(r.background)
	argv := []string{"kitty", "--config", "NONE"}
	for _, o := range []string{
		"remember_window_size=no", "initial_window_width=" + r.columns() + "c", "initial_window_height=" + r.rows() + "c",
		"background=" + g.back, "foreground=" + g.fore, "font_family=DejaVu Sans Mono", "font_size=10", "window_padding_width=0",
		"placement_strategy=top-left", "cursor_blink_interval=0", "enable_audio_bell=no", "update_check_interval=0", "shell_integration=disabled",
	} {
		argv = append(argv, "-o", o)
	}
	return append(argv, "sh", script)
}

// vteSettings is the file that lxterminal reads.
const vteSettings = `[general]
fontname=%s
bgcolor=%s
fgcolor=%s
color_preset=VGA
cursorblinks=false
hidescrollbar=true
hidemenubar=true
`

func vte(r shot, dir, script string) []string {
	g := colors(r.background)
	keep(filepath.Join(dir, "lxterminal", "lxterminal.conf"), fmt.Sprintf(vteSettings, font, g.back, g.fore))
	return []string{"lxterminal", "--no-remote", "--geometry=" + r.size, "-e", "sh", script}
}

// grounds returns the backgrounds that a terminal can have.
func (t terminal) grounds() []string {
	var all []string
	if t.answers {
		all = append(all, dark, light)
	}
	if !t.answers || t.mute {
		all = append(all, unknownDark, unknownLight)
	}
	return all
}

// present parts the terminals of some names into those that are installed and those that are missing.
func present(of []string) (chosen, missing []terminal) {
	for _, t := range terminals {
		if !slices.Contains(of, t.name) {
			continue
		}
		absent := slices.ContainsFunc(t.needs, func(program string) bool {
			_, err := exec.LookPath(program)
			return err != nil
		})
		if absent {
			missing = append(missing, t)
		} else {
			chosen = append(chosen, t)
		}
	}
	return chosen, missing
}
