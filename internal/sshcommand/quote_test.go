package sshcommand

import (
	"os/exec"
	"testing"
)

// TestQuoted has a shell read what is written for it: it sees the one word.
func TestQuoted(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"tides", "tides"},
		{"2026/05/größe-海.md", "2026/05/größe-海.md"},
		{"tides#rule", "'tides#rule'"},
		{"it's", `'it'\''s'`},
		{"~/my blog", "'~/my blog'"},
		{"$(reboot); `reboot` & \"x\" \\ *?[a] !! =ls", "'$(reboot); `reboot` & \"x\" \\ *?[a] !! =ls'"},
		{"", "''"},
	} {
		if got := Quote(c.word); got != c.want {
			t.Errorf("%q: %s, want %s", c.word, got, c.want)
		}
		out, err := exec.Command("sh", "-c", "printf %s "+Quote(c.word)).Output()
		if err != nil || string(out) != c.word {
			t.Errorf("the shell reads %q as %q (%v)", c.word, out, err)
		}
	}
}

func TestCommandLines(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Address{"blog.example.com", 22}.OpenLine("tides"), "ssh -t blog.example.com tides"},
		{Address{"blog.example.com", 2222}.OpenLine("tides#rule"), "ssh -t -p 2222 blog.example.com 'tides#rule'"},
		{Address{"2001:db8::1", 22}.OpenLine("tides"), "ssh -t 2001:db8::1 tides"},
		{Address{"2001:db8::1", 2222}.fetchLine("a.png"), "scp -P 2222 '[2001:db8::1]:a.png' ."},
		{Address{"blog.example.com", 22}.fetchLine("a.png"), "scp blog.example.com:a.png ."},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}
