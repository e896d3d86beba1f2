//go:build unix

package main

import (
	"fmt"
	"slices"
	"strings"
)

// visit is one call of ssh: what it asks for, and the screens that come by keys.
type visit struct {
	post  string
	steps []step
}

// step is some keys, as xdotool names them or as text, and the name of the screen that they lead to.
// A step without a name takes no picture.
type step struct {
	keys   []string
	text   string
	screen string
}

// The screens. The posts are those of the sample blog.
var (
	drawn = []visit{
		{"", []step{
			{screen: "list"},
			{keys: []string{"question"}, screen: "help"},
			{keys: []string{"Escape"}},
			{keys: []string{"shift+t"}, screen: "themes"},
			{keys: []string{"Escape"}},
			{keys: []string{"s"}},
			{text: "code", screen: "search"},
		}},
		{"rendering-tour", []step{
			{screen: "post"},
			{keys: []string{"f"}, screen: "links"},
			{keys: []string{"Escape"}},
			{keys: []string{"space"}, screen: "scrolled"},
		}},
		{"rendering-tour#code", []step{{screen: "code"}}},
		{"rendering-tour#tables", []step{{screen: "table"}}},
	}
	spoken = []visit{
		{"", []step{
			{screen: "list"},
			{text: "h", keys: []string{"Return"}, screen: "help"},
			{text: "s code", keys: []string{"Return"}, screen: "search"},
		}},
		{"rendering-tour", []step{{screen: "post"}}},
		{"rendering-tour#code", []step{{screen: "code"}}},
		{"rendering-tour#tables", []step{{screen: "table"}}},
	}
)

// visits returns the visits to a terminal of which a picture is asked for.
func visits(t terminal, chosen []string) []visit {
	all := drawn
	if t.plain {
		all = spoken
	}
	return slices.DeleteFunc(slices.Clone(all), func(v visit) bool {
		return !slices.ContainsFunc(v.steps, func(s step) bool { return slices.Contains(chosen, s.screen) })
	})
}

// screens returns the names of all screens.
func screens() []string {
	var all []string
	for _, v := range drawn {
		for _, s := range v.steps {
			if s.screen != "" {
				all = append(all, s.screen)
			}
		}
	}
	return all
}

// script returns what runs in the terminal: one visit after the other, each on an empty screen. The
// client is that of the system, with the variables that Debian's sends.
func script(port string, all []visit) string {
	var b strings.Builder
	b.WriteString("trap : INT\n")
	for _, v := range all {
		fmt.Fprintf(&b, "printf '\\033[H\\033[2J'\nssh -t -F /dev/null -p %s", port)
		for _, o := range []string{
			"StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "GlobalKnownHostsFile=/dev/null",
			"LogLevel=ERROR", "IdentityFile=none", "IdentityAgent=none",
			"SendEnv=LANG", "SendEnv=LC_*", "SendEnv=COLORTERM",
		} {
			fmt.Fprintf(&b, " -o '%s'", o)
		}
		fmt.Fprintf(&b, " 127.0.0.1 '%s'\n", v.post)
	}
	return b.String()
}
