package server

import (
	"strings"
	"testing"

	"charm.land/ssh"
)

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
