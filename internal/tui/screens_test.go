package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/tui"
)

// TestScreens compares every screen with its golden file, at three sizes and in four looks.
func TestScreens(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {160, 50}} {
		for _, look := range []string{"dark", "light", "16", "plain"} {
			dir := fmt.Sprintf("%dx%d-%s/", size[0], size[1], look)
			profile := colorprofile.TrueColor
			switch look {
			case "16":
				profile = colorprofile.ANSI
			case "plain":
				profile = colorprofile.Ascii
			}
			start := func(t *testing.T, files fstest.MapFS, open string) *visit {
				v := newVisit(t, files, tui.Options{Width: size[0], Height: size[1], Open: open})
				v.send(tea.ColorProfileMsg{Profile: profile})
				if look == "light" {
					v.light()
				}
				v.settle()
				return v
			}
			t.Run(dir+"list", func(t *testing.T) {
				start(t, harbour(), "").golden(dir+"list", profile)
			})
			t.Run(dir+"filter", func(t *testing.T) {
				v := start(t, harbour(), "")
				v.press("/rop")
				v.settle()
				v.golden(dir+"filter", profile)
			})
			t.Run(dir+"post", func(t *testing.T) {
				v := start(t, harbour(), "tides")
				v.golden(dir+"post", profile)
			})
			t.Run(dir+"post-end", func(t *testing.T) {
				v := start(t, harbour(), "tides")
				v.press("G")
				v.golden(dir+"post-end", profile)
			})
			t.Run(dir+"post-empty", func(t *testing.T) {
				v := start(t, harbour(), "empty")
				v.golden(dir+"post-empty", profile)
			})
			t.Run(dir+"unknown", func(t *testing.T) {
				start(t, harbour(), "tide").golden(dir+"unknown", profile)
			})
			t.Run(dir+"help", func(t *testing.T) {
				v := start(t, harbour(), "")
				v.press("?")
				v.golden(dir+"help", profile)
			})
			t.Run(dir+"empty", func(t *testing.T) {
				start(t, fstest.MapFS{}, "").golden(dir+"empty", profile)
			})
		}
	}
}

// TestLanguages shows the screens in each language, by the visitor's LANG and by the blog's own setting.
func TestLanguages(t *testing.T) {
	for lang, word := range map[string]string{"de": "lesen", "zh": "阅读"} {
		v := newVisit(t, harbour(), tui.Options{Environ: []string{"LANG=" + lang + "_XX.UTF-8"}})
		v.sees(word)
		v.golden("languages/list-"+lang, colorprofile.Ascii)
		v.press("?")
		v.golden("languages/help-"+lang, colorprofile.Ascii)
		v.press("?<enter>")
		v.sees("Twice a day")
		v.press("G")
		v.golden("languages/post-end-"+lang, colorprofile.Ascii)
		newVisit(t, harbour(), tui.Options{Language: lang, Environ: []string{"LANG=en_GB.UTF-8"}}).sees(word)
	}
	newVisit(t, harbour(), tui.Options{Language: "en", Environ: []string{"LANG=de_DE.UTF-8"}}).sees("read")
}

// TestEveryLineFits draws all screens at all small widths and some heights: no line is wider, no screen higher.
func TestEveryLineFits(t *testing.T) {
	for i, open := range []string{"", "tides", "cjk", "nothing-of-this-name", "empty"} {
		v := newVisit(t, harbour(), tui.Options{Open: open, Language: []string{"en", "de", "zh"}[i%3]})
		if open == "tides" {
			v.sees("Twice")
		}
		for _, keys := range []string{"", "?", "?", "/r", "<esc>"} {
			v.press(keys)
			for width := 1; width <= 130; width++ {
				for _, height := range []int{1, 4, 8, 9, 13, 14, 16, 24, 61} {
					v.resize(width, height)
					checkFits(t, v, width, height)
				}
			}
		}
	}
}

func checkFits(t *testing.T, v *visit, width, height int) {
	t.Helper()
	lines := v.lines()
	if len(lines) > height {
		t.Fatalf("%d lines on a screen of %dx%d:\n%s", len(lines), width, height, v.text())
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > width {
			t.Fatalf("a line of %d cells on a screen of %dx%d: %q", ansi.StringWidth(line), width, height, line)
		}
		if strings.ContainsAny(ansi.Strip(line), "\x1b\t\r") {
			t.Fatalf("control characters in %q", line)
		}
	}
}
