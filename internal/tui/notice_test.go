package tui_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui"
)

// keyNames are the keys that do something somewhere, and one that does nothing anywhere.
func keyNames() []string {
	names := []string{"x", "f7"}
	for _, group := range keymap.Default(catalog.English()).Groups() {
		for _, b := range group.Bindings {
			for _, name := range b.Keys {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// keyOf returns the press of a key by the name that a binding has for it.
func keyOf(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	codes := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace, "enter": tea.KeyEnter, "esc": tea.KeyEscape,
		"tab": tea.KeyTab, "space": tea.KeySpace, "f1": tea.KeyF1, "f7": tea.KeyF7,
	}
	key, last := tea.KeyPressMsg{}, name
	for mod, bit := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if rest, ok := strings.CutPrefix(name, mod); ok {
			key.Mod, last = bit, rest
		}
	}
	code, ok := codes[last]
	if !ok {
		code = []rune(last)[0]
	}
	key.Code = code
	if key.Mod == 0 && (!ok || last == "space") {
		key.Text = string(code)
	}
	if key.String() != name {
		t.Fatalf("%q is pressed for %q", key.String(), name)
	}
	return key
}

// TestEveryKeyAnswers presses each key on each screen, in the middle of what is there: the window
// changes, or something is on its way, or a line says that the key does nothing here.
func TestEveryKeyAnswers(t *testing.T) {
	links := fstest.MapFS{}
	for i := range 5 {
		links[fmt.Sprintf("p%d.md", i)] = page(fmt.Sprintf("title: Post %d\ndate: 2026-01-0%d\ntags: [a, b%d, c%d]", i, i+1, i%3, i),
			"## One\n\n"+prose(15)+"[a](p1.md) [b](p2.md) [c](p3.md)\n\n## Two\n\n"+prose(15)+"\n\n## Three\n\n"+prose(15))
	}
	wide, narrow := [2]int{140, 30}, [2]int{80, 24}
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		open  string
		keys  string
		size  [2]int
	}{
		{"list", links, "", "jj", narrow},
		{"list beside a post", links, "", "jj", wide},
		{"filtered", links, "", "/post<enter><esc>jj", narrow},
		{"filter", links, "", "/post<down><down><left>", narrow},
		{"nothing", links, "", "/zzzz zzzz<left><left>", narrow},
		{"empty", fstest.MapFS{}, "", "", narrow},
		{"post", links, "p2", "]jj", narrow},
		{"post beside the list", links, "p2", "]jj", wide},
		{"linked", links, "p2", "<tab>", narrow},
		{"find", links, "p2", "/wor<left>", narrow},
		{"found", links, "p2", "/words<enter>nnnnnnnnnnnn", narrow},
		{"groups", links, "", "tj", narrow},
		{"group", links, "", "t<enter>jj", narrow},
		{"search", links, "", "swords<left>|<down><down>", narrow},
		{"missing", links, "", "sqqqq qqqq<left><left>", narrow},
		{"help", links, "", "?j", narrow},
		{"contents", links, "p2", "oj", narrow},
		{"links", links, "p2", "fj", narrow},
		{"themes", links, "", "Tj", narrow},
	} {
		for _, name := range keyNames() {
			v := newVisit(t, c.files, tui.Session{Open: c.open, Width: c.size[0], Height: c.size[1]}, copying)
			v.settle()
			if strings.HasPrefix(c.keys, "s") {
				v.index()
				v.idle = 2
			}
			for keys := range strings.SplitSeq(c.keys, "|") {
				v.press(keys)
				v.settle()
			}
			before, key := strings.Join(v.lines(), "\n"), keyOf(t, name)
			if _, cmd := v.model.Update(key); strings.Join(v.lines(), "\n") == before && cmd == nil {
				t.Errorf("%s: %s is silent:\n%s", c.name, name, v.text())
			}
		}
	}
}

// TestKeysSayThatTheyDoNothing looks at some of them.
func TestKeysSayThatTheyDoNothing(t *testing.T) {
	for _, c := range []struct{ keys, key string }{
		{"", "c"},
		{"", "r"},
		{"", "o"},
		{"", "n"},
		{"", "N"},
		{"", "<lt>"},
		{"", ">"},
		{"", "<esc>"},
		{"", "<backspace>"},
		{"", "<tab>"},
		{"", "["},
		{"", "f"},
		{"t", "/"},
		{"t", "y"},
		{"t", "n"},
		{"t<enter>", "<tab>"},
		{"<enter>", ">"},
		{"<enter>", "r"},
		{"<enter>", "<right>"},
		{"<enter>", "<alt+right>"},
	} {
		v := newVisit(t, many(3), tui.Session{})
		v.press(c.keys)
		if strings.HasPrefix(c.keys, "<enter>") {
			v.sees("Esc back")
		}
		if c.key == "<alt+right>" {
			v.press("<backspace>")
			v.send(tea.KeyPressMsg{Code: tea.KeyRight, Mod: tea.ModAlt})
		} else {
			v.press(c.key)
		}
		if !strings.Contains(v.text(), "That key does nothing here; ? helps.") {
			t.Fatalf("%q and %q:\n%s", c.keys, c.key, v.text())
		}
		v.press("?")
		v.sees("one line down")
	}
	v := newVisit(t, many(3), tui.Session{})
	v.press("/po")
	v.send(tea.KeyPressMsg{Code: tea.KeyF7})
	v.sees("That key does nothing here.")
	v.press("s")
	v.sees("/ pos█")
	v.seesNot("does nothing")
}

// notices returns all notices of a language as they may be on a window.
func notices(texts *catalog.Texts) map[string]string {
	all := map[string]string{}
	v := reflect.ValueOf(texts.Notices)
	for i := range v.NumField() {
		name, text := v.Type().Field(i).Name, v.Field(i)
		if count, ok := text.Interface().(catalog.Count); ok {
			all[name+"1"], all[name] = count.Of(1), count.Of(123)
			continue
		}
		said := strings.NewReplacer("%d", "88", "%q", `"`+strings.Repeat("n", 30)+`"`, "%s", strings.Repeat("w", 24)).Replace(text.String())
		all[name] = said
	}
	return all
}

// TestNoticesFit shows every notice of every language on narrow windows: the whole of it is there,
// without a name in it on one line.
func TestNoticesFit(t *testing.T) {
	for _, texts := range catalog.All() {
		for name, text := range notices(texts) {
			named := strings.Contains(text, "nnn") || strings.Contains(text, "www")
			if cells := textwidth.Graphemes.Width(text); !named && cells > 38 {
				t.Errorf("%s: %s takes %d cells: %s", texts.Lang, name, cells, text)
			}
			for _, size := range [][2]int{{40, 12}, {40, 8}, {24, 12}, {20, 12}} {
				if named && size[0] < 40 {
					continue
				}
				v := newVisit(t, many(12), tui.Session{Width: size[0], Height: size[1]}, inLanguage(texts.Lang))
				v.send(tui.FaultMsg(text))
				var got strings.Builder
				for _, line := range strings.Split(v.text(), "\n")[2:] {
					got.WriteString(strings.ReplaceAll(line, " ", ""))
				}
				if !strings.Contains(got.String(), strings.ReplaceAll(text, " ", "")) {
					t.Errorf("%s, %v: %s is cut:\n%s", texts.Lang, size, text, v.text())
				}
				checkFits(t, v, size[0], size[1])
			}
		}
	}
}

// TestKeysAt40Columns presses keys that are answered by a notice, on a narrow window.
func TestKeysAt40Columns(t *testing.T) {
	for _, texts := range catalog.All() {
		for keys, want := range map[string]string{
			"z": texts.FocusMode, "m": texts.MouseOn, "f": texts.NoLinks, "c": texts.NoCode, "o": texts.NoHeadings, "n": texts.NoMatches,
			"Y": texts.NoWebAddress, "y": texts.NoCommand, "x": texts.NoSuchKey, ">": texts.NoSuchKey, "J": texts.LastPost, "K": texts.FirstPost,
			"[": texts.NoHeadingUp, "]": texts.NoHeadingBelow,
		} {
			v := newVisit(t, many(1), tui.Session{Open: "post-1", Width: 40, Height: 12}, inLanguage(texts.Lang))
			v.sees("Text of post 1.")
			v.press(keys)
			v.sees(want)
		}
	}
}

// TestListFooterHasSearch: before search is left out of the footer of the list, words are.
func TestListFooterHasSearch(t *testing.T) {
	for _, texts := range catalog.All() {
		for _, width := range []int{40, 50, 60, 80, 119} {
			for _, n := range []int{9, 99} {
				v := newVisit(t, many(n), tui.Session{Width: width, Height: 12}, inLanguage(texts.Lang))
				line := v.text()[strings.LastIndex(v.text(), "\n"):]
				for _, want := range []string{"Enter", "/", "s " + texts.KeyMap.Search.Short, "?", "q " + texts.KeyMap.Quit.Short} {
					if !strings.Contains(line, want) {
						t.Errorf("%s, %d columns: no %q in %q", texts.Lang, width, want, line)
					}
				}
				checkFits(t, v, width, 12)
			}
		}
	}
}

// TestFault: what is wrong with the blog stays until it is mended, through other notices and over a
// reload, and leaves them alone when it goes.
func TestFault(t *testing.T) {
	v := newVisit(t, many(12), tui.Session{})
	v.send(tui.FaultMsg("banner.txt:9: too high"))
	v.sees("banner.txt:9: too high")
	v.reload()
	v.sees("banner.txt:9: too high")
	v.send(tui.FaultMsg("banner.txt:1: too wide"))
	v.sees("banner.txt:1: too wide")
	v.send(tui.FaultMsg(""))
	v.seesNot("banner.txt")
	v.sees("q leave")
	v.send(tui.FaultMsg("banner.txt:1: too wide"))
	v.press("m")
	v.sees(catalog.English().MouseOn)
	v.send(tui.FaultMsg(""))
	v.sees(catalog.English().MouseOn)
}
