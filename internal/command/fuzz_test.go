package command_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/command"
)

// FuzzArgs runs command lines, any and such as a recipe makes of commands, their flags and hostile
// words: each ends with one of the three statuses, says what is wrong in a few lines, and nothing
// that it prints acts on a terminal.
func FuzzArgs(f *testing.F) {
	for _, seed := range []string{"ls --json", "cat tides --width 40", "help cat", "cat -- --", "-n", "cat tides#x --color=always", "search water --json -n5", "feed json -n 1"} {
		f.Add(seed, []byte(nil))
	}
	for i := range command.Names() {
		f.Add("", []byte{byte(i), 0, 1, 2, 2, 3, byte(i), 1, 0, 9})
	}
	w := newWorld(f, harbour())
	f.Fuzz(func(t *testing.T, line string, made []byte) {
		args := strings.Fields(line)
		if len(made) > 0 {
			args = append(commandLine(made), args...)
		}
		stdout, stderr, status := w.run(command.Env{}, args...)
		if status < command.Done || status > command.Misused {
			t.Errorf("%q: status %d", args, status)
		}
		if status == command.Misused && (stdout != "" || stderr == "") || len(stderr) > 2000 || strings.Count(stderr, "\n") > 4 {
			t.Errorf("%q: status %d, output %q, errors %q", args, status, stdout, stderr)
		}
		checkHarmless(t, args, stderr)
		if len(args) == 0 || args[0] == "archive" {
			return
		}
		checkHarmless(t, args, ansi.Strip(stdout))
		if strings.HasPrefix(stdout, "{\"") && !slices.Contains(args, "--raw") && args[0] != "feed" {
			checkJSON(t, args, stdout)
		}
	})
}

// commandLine makes a command line of the bytes of a fuzzer, read as choices.
func commandLine(made []byte) []string {
	next := func() int {
		if len(made) == 0 {
			return 0
		}
		b := made[0]
		made = made[1:]
		return int(b)
	}
	of := func(all ...string) string { return all[next()%len(all)] }
	word := func() string {
		return of("tides", "ropes", "evil", "about", "tides#three-questions", "nothing-here", "atom", "json", "Basics", "Mika Sol", "water", "2026", "0", "5", "-1", "999999999999999999999",
			"", "-", "--", "tag:", "tag:tides", "year:20", `"high water"`, `"open`, "\x1b[31m", "\u202e", "\u009b", "\xff", "a\nb", "../../etc/passwd", "%s%n", strings.Repeat("x", 4*next()), strings.Repeat("中", next()))
	}
	name := command.Names()[next()%len(command.Names())]
	if next()%16 == 15 {
		name = word()
	}
	args := []string{name}
	for len(made) > 0 && len(args) < 24 {
		switch next() % 4 {
		case 0:
			args = append(args, word())
		case 1:
			args = append(args, of("--json", "--pages", "--raw", "-h", "--help", "-n5", "-n0", "--json=false", "--json=perhaps", "---json", "-=", "--raw"))
		case 2:
			flag := of("--width", "--color", "--tag", "--category", "--author", "--year", "-n", "--"+word(), "-"+word())
			if next()%2 == 0 {
				args = append(args, flag, of("40", "20", "300", "always", "never", word()))
			} else {
				args = append(args, flag+"="+of("40", "always", "never", word()))
			}
		case 3:
			args = append(args, word()+of("", "#", " ", "=")+word())
		}
	}
	return args
}

// checkHarmless checks that a text could be printed on a terminal.
func checkHarmless(t *testing.T, args []string, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%q: invalid UTF-8: %q", args, text)
	}
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Errorf("%q: %q in %q", args, r, text)
		}
	}
}

func checkJSON(t *testing.T, args []string, lines string) {
	t.Helper()
	for line := range strings.Lines(lines) {
		if !json.Valid([]byte(line)) {
			t.Errorf("%q: no JSON: %q", args, line)
		}
	}
}
