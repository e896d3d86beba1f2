package sessionrequest

import (
	"encoding/binary"
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
		if got := window(c.columns, c.rows, 0, 0); got.Width != c.width || got.Height != c.height {
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
		pair, ok := ParseEnv(gossh.Marshal(struct{ Name, Value string }{c.name, c.value}))
		if ok != c.ok || ok && pair != c.name+"="+c.value {
			t.Errorf("ParseEnv(%q=%q) = %q, %v", c.name, c.value, pair, ok)
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
		if got := SplitWords(in); !slices.Equal(got, want) {
			t.Errorf("SplitWords(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzPayloads feeds foreign payloads to all parsers: what comes out is within its bounds.
func FuzzPayloads(f *testing.F) {
	f.Add([]byte{})
	f.Add(gossh.Marshal(struct{ A, B string }{"LANG", "C"}))
	f.Add(gossh.Marshal(struct {
		Term       string
		A, B, C, D uint32
		Modes      string
	}{"xterm", 80, 24, 0, 0, "\x00"}))
	f.Fuzz(func(t *testing.T, payload []byte) {
		if pty, ok := ParsePty(payload); ok {
			checkPty(t, pty)
		}
		if w, ok := ParseWindow(payload); ok {
			checkWindow(t, w)
		}
		if pair, ok := ParseEnv(payload); ok {
			checkEnv(t, pair)
		}
		if command, ok := ParseCommand(payload); ok && len(command) > maxCommand {
			t.Errorf("command of %d bytes", len(command))
		}
		if len(ParseSubsystem(payload)) > len(payload) {
			t.Error("the name of a subsystem is longer than its request")
		}
	})
}

func checkPty(t *testing.T, pty ssh.Pty) {
	t.Helper()
	if pty.Term != "" && !termPattern.MatchString(pty.Term) {
		t.Errorf("TERM %q", pty.Term)
	}
	checkWindow(t, pty.Window)
}

// TestWindowPixels checks that cells keep their size in pixels when a window is clamped, and that no
// size overflows.
func TestWindowPixels(t *testing.T) {
	const most = 1<<32 - 1
	for _, c := range []struct {
		columns, rows, width, height uint32
		want                         ssh.Window
	}{
		{80, 24, 800, 480, ssh.Window{Width: 80, Height: 24, WidthPixels: 800, HeightPixels: 480}},
		{80, 24, 0, 0, ssh.Window{Width: 80, Height: 24}},
		{600, 200, 6000, 4000, ssh.Window{Width: 300, Height: 100, WidthPixels: 3000, HeightPixels: 2000}},
		{0, 0, 800, 480, ssh.Window{Width: 80, Height: 24}},
		{0, 24, 800, 480, ssh.Window{Width: 80, Height: 24}},
		{80, 24, most, most, ssh.Window{Width: 80, Height: 24, WidthPixels: 1 << 16, HeightPixels: 1 << 16}},
		{most, most, most, most, ssh.Window{Width: 300, Height: 100}},
	} {
		if got := window(c.columns, c.rows, c.width, c.height); got != c.want {
			t.Errorf("%dx%d of %dx%d pixels: %+v, want %+v", c.columns, c.rows, c.width, c.height, got, c.want)
		}
	}
	payload := binary.BigEndian.AppendUint32(nil, 80)
	for _, n := range []uint32{24, 720, 408} {
		payload = binary.BigEndian.AppendUint32(payload, n)
	}
	if w, ok := ParseWindow(payload); !ok || w.WidthPixels != 720 || w.HeightPixels != 408 {
		t.Errorf("window-change: %+v %v", w, ok)
	}
}

func checkWindow(t *testing.T, w ssh.Window) {
	t.Helper()
	if w.Width < 1 || w.Width > maxWidth || w.Height < 1 || w.Height > maxHeight {
		t.Errorf("window %dx%d", w.Width, w.Height)
	}
}

func checkEnv(t *testing.T, pair string) {
	t.Helper()
	name, value, _ := strings.Cut(pair, "=")
	if !allowedEnv(name) || isUnsafe(pair) || len(name) > maxEnvValue || len(value) > 2*maxEnvValue {
		t.Errorf("environment %q", pair)
	}
}
