package server

import (
	"slices"
	"strings"
	"testing"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

func TestCleanTerm(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"xterm-256color":        "xterm-256color",
		"screen.xterm-256color": "screen.xterm-256color",
		"dumb":                  "dumb",
		"../../etc/passwd":      fallbackTerm,
		"xterm\x1b]0;x\a":       fallbackTerm,
		"-rf":                   fallbackTerm,
		strings.Repeat("x", 65): fallbackTerm,
		strings.Repeat("x", 64): strings.Repeat("x", 64),
		"xterm 256":             fallbackTerm,
		"x\u202eterm":           fallbackTerm,
	} {
		if got := cleanTerm(in); got != want {
			t.Errorf("cleanTerm(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWindowIsClamped(t *testing.T) {
	for _, c := range []struct {
		columns, rows uint32
		width, height int
	}{
		{80, 24, 80, 24},
		{0, 0, 80, 24},
		{0, 10, 80, 10},
		{1, 1, 1, 1},
		{300, 100, 300, 100},
		{301, 101, 300, 100},
		{1 << 31, 1<<32 - 1, 300, 100},
	} {
		if got := window(c.columns, c.rows); got.Width != c.width || got.Height != c.height {
			t.Errorf("window(%d, %d) = %dx%d, want %dx%d", c.columns, c.rows, got.Width, got.Height, c.width, c.height)
		}
	}
}

func TestEnvironmentIsAllowListed(t *testing.T) {
	for _, c := range []struct {
		name, value string
		ok          bool
	}{
		{"LANG", "de_DE.UTF-8", true},
		{"LC_ALL", "C", true},
		{"COLORTERM", "truecolor", true},
		{"NO_COLOR", "1", true},
		{"SSHBLOG_THEME", "light", true},
		{"TERM_PROGRAM", "kitty", true},
		{"PATH", "/tmp", false},
		{"LD_PRELOAD", "x.so", false},
		{"TERM", "xterm", false},
		{"TEA_DEBUG", "1", false},
		{"CLICOLOR_FORCE", "1", false},
		{"GODEBUG", "x", false},
		{"LANG", strings.Repeat("x", maxEnvValue+1), false},
		{"LANG", "a\nb", false},
		{"LANG", "\x1b[31m", false},
		{"LANG", "\x7f", false},
		{"LANG", "\u0085", false},
		{"LANG", "\u202e", false}, // turns the direction of the text after it
		{"LANG", "\u2066", false},
		{"LANG", "\u200f", false},
		{"LANG", "\u2028", false},
		{"LANG", "\xff", false},
		{"LC_" + strings.Repeat("x", maxEnvValue), "C", false},
	} {
		pair, ok := parseEnv(gossh.Marshal(struct{ Name, Value string }{c.name, c.value}))
		if ok != c.ok || ok && pair != c.name+"="+c.value {
			t.Errorf("parseEnv(%q=%q) = %q, %v", c.name, c.value, pair, ok)
		}
	}
}

func TestSplitWords(t *testing.T) {
	for in, want := range map[string][]string{
		"":                   nil,
		"   ":                nil,
		"ls --json":          {"ls", "--json"},
		"cat  'a post'  x":   {"cat", "a post", "x"},
		`cat "it's"`:         {"cat", "it's"},
		`cat a\ b`:           {"cat", "a b"},
		`cat ""`:             {"cat", ""},
		"cat 'open":          nil,
		`cat \`:              nil,
		"$HOME `id` $(id) *": {"$HOME", "`id`", "$(id)", "*"},
		"a\tb\nc":            {"a", "b", "c"},
		`cat 'a\b'`:          {"cat", `a\b`},
		"cat 日本語 пост":       {"cat", "日本語", "пост"},
	} {
		if got := splitWords(in); !slices.Equal(got, want) {
			t.Errorf("splitWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPurpose(t *testing.T) {
	screen := &ssh.Pty{Term: "xterm"}
	for _, c := range []struct {
		command string
		pty     *ssh.Pty
		want    purpose
	}{
		{"", screen, readList},
		{"", nil, noCommand},
		{"", &ssh.Pty{Term: "dumb"}, runWords},
		{"", &ssh.Pty{Term: ""}, runWords},
		{"ls", screen, runWords},
		{"ls", nil, runWords},
		{"my-post", screen, readPost},
		{"my-post#part", screen, readPost},
		{"日本語", screen, readPost},
		{"my-post", nil, runWords},
		{"my-post", &ssh.Pty{Term: "dumb"}, runWords},
		{"frobnicate a b", screen, readList},
		{"frobnicate a b", nil, runWords},
		{"sh -c 'exec $SHELL'", screen, readList},
		{"command -v x >/dev/null && exec x", screen, readList},
		{"$(id)", screen, readList},
		{"--help", screen, readList},
		{"'open quote", screen, readList},
		{"'open quote", nil, badQuoting},
		{"a\x1b[31m", screen, readList},
	} {
		sess := &session{command: c.command, pty: c.pty}
		if got, words := sess.purpose(false); got != c.want {
			t.Errorf("purpose(%q) = %d with %q, want %d", c.command, got, words, c.want)
		}
	}
}

// TestPlain tells when a PTY gets lines instead of a screen.
func TestPlain(t *testing.T) {
	screen, dumb := &ssh.Pty{Term: "xterm"}, &ssh.Pty{Term: "dumb"}
	for _, c := range []struct {
		command  string
		pty      *ssh.Pty
		env      []string
		operator bool
		want     string
	}{
		{"", dumb, nil, false, "plain"},
		{"my-post#part", dumb, nil, false, "plain my-post#part"},
		{"sh -c 'exec $SHELL'", dumb, nil, false, "plain"},
		{"'open quote", dumb, nil, false, "plain"},
		{"ls -n 1", dumb, nil, false, "ls -n 1"},
		{"", screen, nil, false, ""},
		{"", screen, nil, true, "plain"},
		{"my-post", screen, nil, true, "plain my-post"},
		{"", screen, []string{"SSHBLOG_PLAIN=1"}, false, "plain"},
		{"my-post", screen, []string{"LANG=de", "SSHBLOG_PLAIN=yes"}, false, "plain my-post"},
		{"", screen, []string{"SSHBLOG_PLAIN=0"}, true, ""},
		{"", screen, []string{"SSHBLOG_PLAIN="}, false, ""},
		{"", screen, []string{"SSHBLOG_PLAIN=No"}, true, ""},
		{"my-post", nil, []string{"SSHBLOG_PLAIN=1"}, true, "my-post"},
		{"plain my-post", screen, nil, false, "plain my-post"},
	} {
		sess := &session{command: c.command, pty: c.pty, env: c.env}
		what, words := sess.purpose(c.operator)
		got := ""
		if what == runWords {
			got = strings.Join(words, " ")
		}
		if got != c.want {
			t.Errorf("purpose(%q) with %v, %q and operator %v: words %q, want %q", c.command, c.pty, c.env, c.operator, got, c.want)
		}
	}
}
