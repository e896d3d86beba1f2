package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/tui"
)

// reachable is a blog whose readers know the way back to it.
func reachable(s *tui.Shared) {
	s.Reachable = true
	s.Command = func(address string) string {
		if address == "" {
			return "ssh blog.example.com"
		}
		return "ssh -t blog.example.com '" + address + "'"
	}
}

// TestRestart tells readers of a restart wherever they are, with the command line that leads back
// there, in each language and on narrow windows; a key takes the line away.
func TestRestart(t *testing.T) {
	post := "ssh -t blog.example.com 'long#part-1'"
	for name, c := range map[string]struct{ open, keys, want string }{
		"list":             {"", "j", "ssh blog.example.com"},
		"filter":           {"", "/lo", "ssh blog.example.com"},
		"search":           {"", "slo", "ssh blog.example.com"},
		"browse":           {"", "t", "ssh blog.example.com"},
		"help":             {"", "?", "ssh blog.example.com"},
		"themes":           {"", "T", "ssh blog.example.com"},
		"post":             {"long", "]", post},
		"top":              {"long", "", "ssh -t blog.example.com 'long'"},
		"find":             {"long", "]/be", post},
		"contents":         {"long", "]o", post},
		"links":            {"long", "]f", post},
		"help over a post": {"long", "]?", post},
		"only the text":    {"long", "]z", post},
		"command line":     {"long", "]y", post},
	} {
		for _, texts := range catalog.All() {
			for _, size := range [][2]int{{140, 30}, {80, 24}, {40, 12}, {24, 8}} {
				where := fmt.Sprintf("%s, %s, %v", name, texts.Lang, size)
				v := newVisit(t, parts(3), tui.Session{Open: c.open, Width: size[0], Height: size[1]}, reachable, inLanguage(texts.Lang))
				v.index()
				if query, ok := strings.CutPrefix(c.keys, "s"); ok {
					v.search(query)
				} else {
					v.press(c.keys)
				}
				v.settle()
				v.send(tui.RestartMsg{})
				squeeze := func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "\n", "") }
				want := squeeze(texts.Restarts + c.want)
				if got := squeeze(v.text()); !strings.Contains(got, want) {
					t.Errorf("%s: no way back:\n%s", where, v.text())
				}
				checkFits(t, v, size[0], size[1])
				v.press("<down>")
				v.settle()
				if strings.Contains(squeeze(v.text()), want) {
					t.Errorf("%s: a key does not take the line away:\n%s", where, v.text())
				}
				v.send(tui.RestartMsg{Now: true})
				v.settle()
				if got := v.model.(*tui.Model).Farewell(); !v.ended || !strings.HasPrefix(got, texts.RestartsNow) {
					t.Errorf("%s: ended %v, %q", where, v.ended, got)
				}
			}
		}
	}
}

// TestRestartWithoutHost has no command line to show, but says what happens.
func TestRestartWithoutHost(t *testing.T) {
	for _, texts := range catalog.All() {
		v := newVisit(t, parts(3), tui.Session{Width: 40, Height: 12}, copying, inLanguage(texts.Lang))
		v.send(tui.RestartMsg{})
		v.sees(texts.RestartsSoon)
		v.send(tui.RestartMsg{Now: true})
		if got := v.model.(*tui.Model).Farewell(); got != texts.RestartsNow {
			t.Errorf("%s: %q", texts.Lang, got)
		}
	}
}

// TestFarewellOfARestart: who leaves by themselves, or does not want a farewell, has the way back
// all the same.
func TestFarewellOfARestart(t *testing.T) {
	v := newVisit(t, parts(3), tui.Session{}, reachable, func(s *tui.Shared) { s.NoFarewell = true })
	v.send(tui.RestartMsg{})
	v.press("q")
	if got := v.model.(*tui.Model).Farewell(); got != "Back: ssh blog.example.com" {
		t.Errorf("%q", got)
	}
}
