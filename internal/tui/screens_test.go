package tui_test

import (
	"fmt"
	"slices"
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
	for _, w := range windows() {
		start := func(t *testing.T, files fstest.MapFS, open string) *visit {
			v := newVisit(t, files, tui.Session{Width: w.width, Height: w.height, Open: open})
			w.show(v)
			v.settle()
			return v
		}
		t.Run(w.dir+"list", func(t *testing.T) {
			start(t, harbour(), "").golden(w.dir+"list", w.profile)
		})
		t.Run(w.dir+"filter", func(t *testing.T) {
			v := start(t, harbour(), "")
			v.press("/rop")
			v.settle()
			v.golden(w.dir+"filter", w.profile)
		})
		t.Run(w.dir+"post", func(t *testing.T) {
			v := start(t, harbour(), "tides")
			v.golden(w.dir+"post", w.profile)
		})
		t.Run(w.dir+"post-end", func(t *testing.T) {
			v := start(t, harbour(), "tides")
			v.press("G")
			v.golden(w.dir+"post-end", w.profile)
		})
		t.Run(w.dir+"post-empty", func(t *testing.T) {
			v := start(t, harbour(), "empty")
			v.golden(w.dir+"post-empty", w.profile)
		})
		t.Run(w.dir+"unknown", func(t *testing.T) {
			start(t, harbour(), "tide").golden(w.dir+"unknown", w.profile)
		})
		t.Run(w.dir+"help", func(t *testing.T) {
			v := start(t, harbour(), "")
			v.press("?")
			v.golden(w.dir+"help", w.profile)
		})
		t.Run(w.dir+"themes", func(t *testing.T) {
			v := start(t, harbour(), "")
			v.press("T")
			if w.profile > colorprofile.Ascii {
				v.press("j")
			}
			v.settle()
			v.golden(w.dir+"themes", w.profile)
		})
		t.Run(w.dir+"empty", func(t *testing.T) {
			start(t, fstest.MapFS{}, "").golden(w.dir+"empty", w.profile)
		})
	}
}

// TestLanguages shows the screens in each language, by the reader's LANG and by the blog's setting.
func TestLanguages(t *testing.T) {
	for lang, word := range map[string]string{"de": "lesen", "zh": "阅读"} {
		v := newVisit(t, harbour(), tui.Session{Environ: []string{"LANG=" + lang + "_XX.UTF-8"}})
		v.sees(word)
		v.golden("languages/list-"+lang, colorprofile.Ascii)
		v.press("?")
		v.golden("languages/help-"+lang, colorprofile.Ascii)
		v.press("?<enter>")
		v.sees("Twice a day")
		v.press("G")
		v.golden("languages/post-end-"+lang, colorprofile.Ascii)
		newVisit(t, harbour(), tui.Session{Environ: []string{"LANG=en_GB.UTF-8"}}, inLanguage(lang)).sees(word)
	}
	newVisit(t, harbour(), tui.Session{Environ: []string{"LANG=de_DE.UTF-8"}}, inLanguage("en")).sees("read")
}

// TestThemes goes through the list of themes over a post. Each looks different, Esc goes back to
// the former theme, and Enter keeps the chosen one; the text keeps its place.
func TestThemes(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{Open: "tides"})
	v.dark()
	v.settle()
	v.press("jjj")
	before, looks := v.lines(), map[string]string{}
	v.press("T")
	for _, name := range []string{"auto", "dark", "contrast", "terminal", "night", "light", "paper"} {
		v.settle()
		v.sees("SSHBLOG_THEME=" + name)
		v.golden("themes/"+name, colorprofile.TrueColor)
		view := v.model.View()
		look := fmt.Sprint(view.BackgroundColor, view.ForegroundColor) + strings.ReplaceAll(v.model.View().Content, name, "")
		if other, ok := looks[look]; ok && name != "dark" {
			t.Errorf("%s looks like %s", name, other)
		}
		looks[look] = name
		v.press("j")
	}
	v.press("<esc>")
	v.settle()
	if got := v.lines(); !slices.Equal(got, before) {
		t.Errorf("Esc does not go back:\n%s", strings.Join(got, "\n"))
	}
	v.press("TT<enter>")
	v.settle()
	v.sees("Theme: dark")
	v.press("Tjjj<enter>")
	v.settle()
	v.sees("Theme: night")
	if v.model.View().BackgroundColor == nil {
		t.Error("night has no paper")
	}
	if got, want := withoutLast(v.text()), withoutLast(ansi.Strip(strings.Join(before, "\n"))); got != want {
		t.Errorf("the text is elsewhere:\n%s", got)
	}
	v.press("T")
	v.light()
	v.settle()
	v.sees("Esc back to night")
	v.golden("themes/answered", colorprofile.TrueColor)
}

// TestNoColoursNoThemes says that there is nothing to choose where the terminal has no colours.
func TestNoColoursNoThemes(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.Ascii, colorprofile.NoTTY} {
		for _, open := range []string{"", "tides"} {
			v := newVisit(t, harbour(), tui.Session{Open: open})
			v.send(tea.ColorProfileMsg{Profile: profile})
			v.settle()
			v.press("T")
			v.sees("This terminal shows no colours.")
			v.seesNot("SSHBLOG_THEME")
		}
	}
}

// TestEveryLineFits draws all screens at all small widths and some heights. No line is wider, and
// no screen higher.
func TestEveryLineFits(t *testing.T) {
	for i, open := range []string{"", "tides", "cjk", "nothing-of-this-name", "empty"} {
		v := newVisit(t, harbour(), tui.Session{Open: open}, inLanguage([]string{"en", "de", "zh"}[i%3]))
		if open == "tides" {
			v.sees("Twice")
		}
		for _, keys := range []string{"", "?", "?", "T", "G", "<enter>", "/r", "<esc>"} {
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
