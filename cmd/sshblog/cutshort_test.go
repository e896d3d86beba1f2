package main

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/sshcommand"
)

// TestCutShort says that what came is not all, in the reader's language, and repeats a command as the
// reader's shell takes it. What a client has made up is not repeated.
func TestCutShort(t *testing.T) {
	a := &app{address: sshcommand.Address{Host: "blog.example.com", Port: 2200}}
	const said = "The blog restarts: this is not all. Please ask again."
	for typed, want := range map[string]string{
		"":                       said,
		"cat bees":               said + " Back: ssh -p 2200 blog.example.com cat bees",
		"cat bees --width 60":    said + " Back: ssh -p 2200 blog.example.com cat bees --width 60",
		`search "the queen"`:     said + ` Back: ssh -p 2200 blog.example.com 'search "the queen"'`,
		"cat bees#queen":         said + " Back: ssh -p 2200 blog.example.com 'cat bees#queen'",
		"cat it's":               said + ` Back: ssh -p 2200 blog.example.com 'cat it'\''s'`,
		"cat $(x)":               said + " Back: ssh -p 2200 blog.example.com 'cat $(x)'",
		"cat a\x1b[2Jb":          said,
		"cat a\nb":               said,
		"cat a\u202eb":           said,
		strings.Repeat("x", 201): said,
	} {
		if got := a.cutShort(nil, typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if got := a.cutShort([]string{"LANG=de_DE.UTF-8"}, ""); !strings.HasPrefix(got, "Das Blog startet neu") {
		t.Errorf("%q", got)
	}
	a.settings.Language = "zh"
	if got := a.cutShort([]string{"LANG=de_DE.UTF-8"}, ""); !strings.HasPrefix(got, "博客") {
		t.Errorf("%q", got)
	}
	if got := (&app{}).cutShort(nil, "cat bees"); got != said {
		t.Errorf("without a host: %q", got)
	}
}
