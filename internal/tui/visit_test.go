package tui_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui"
)

var update = flag.Bool("update", false, "write the golden files anew")

const patience = 20 * time.Second

// visit is one reader's session, without a terminal.
type visit struct {
	t     testing.TB
	model tea.Model
	store *loader.Store
	files fstest.MapFS
	msgs  chan tea.Msg
	ended bool
	busy  int // commands that have not come back
	// those of them that wait for something to change: one for the blog, one more for the index if
	// there is a search
	idle int

	searcher *search.Searcher
}

// newVisit starts a session on a blog.
func newVisit(t testing.TB, files fstest.MapFS, o tui.Session, change ...func(*tui.Shared)) *visit {
	t.Helper()
	v := newVisitFrom(t, source.FromFS(files), o, change...)
	v.files = files
	return v
}

// newVisitOf starts a session on the blog of a directory.
func newVisitOf(t testing.TB, dir string, o tui.Session) *visit {
	t.Helper()
	return newVisitFrom(t, source.FromDir(dir), o)
}

func newVisitFrom(t testing.TB, source source.Source, o tui.Session, change ...func(*tui.Shared)) *visit {
	t.Helper()
	store, err := loader.NewStore(source, loader.StoreOptions{Options: loader.Options{
		Title: "Harbour notes", Description: "Small things about boats and the sea", Now: func() time.Time {
			return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	if o.Width == 0 {
		o.Width, o.Height = 80, 24
	}
	o.Context = ctx
	shared := tui.Shared{
		Blog: store, Renderer: pages.New(pages.Options{}), Titles: titles.New(cache.New(0)),
		Related: blog.NewDerived(related.New), Searcher: search.NewSearcher(),
	}
	for _, f := range change {
		f(&shared)
	}
	v := &visit{t: t, store: store, searcher: shared.Searcher, idle: 1, msgs: make(chan tea.Msg, 100), model: tui.New(shared, o)}
	v.start(v.model.Init())
	slug, _, _ := strings.Cut(o.Open, "#")
	// a batch: one command waits for changes, others open
	if _, ok := store.Index().Lookup(slug); ok || o.Width >= 120 && len(store.Index().All()) > 0 {
		v.busy--
		v.send(<-v.msgs)
	}
	return v
}

// inLanguage sets the language of the screens.
func inLanguage(lang string) func(*tui.Shared) { return func(s *tui.Shared) { s.Language = lang } }

// copying lets the reader copy the command line of a post.
func copying(s *tui.Shared) { s.Command = here }

// start runs a command as Bubble Tea does, concurrently.
func (v *visit) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	v.busy++
	go func() { v.msgs <- cmd() }()
}

// send passes a message to the model.
func (v *visit) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			v.start(cmd)
		}
		return
	case tea.QuitMsg:
		v.ended = true
		return
	}
	var cmd tea.Cmd
	v.model, cmd = v.model.Update(msg)
	v.start(cmd)
}

// press presses keys, one after another: letters, or names such as <enter>.
func (v *visit) press(keys string) {
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
		"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "space": {Code: tea.KeySpace, Text: " "},
		"lt": {Code: 0x3c, Text: "<"}, "backspace": {Code: tea.KeyBackspace}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"ctrl+f": {Code: 'f', Mod: tea.ModCtrl}, "ctrl+n": {Code: 'n', Mod: tea.ModCtrl}, "ctrl+p": {Code: 'p', Mod: tea.ModCtrl},
		"ctrl+w": {Code: 'w', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	}
	for keys != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(keys, "<"), ">"); ok && strings.HasPrefix(keys, "<") {
			v.send(named[name])
			keys = rest
			continue
		}
		r := []rune(keys)[0]
		v.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		keys = keys[len(string(r)):]
	}
}

// sees waits until the screen shows a text.
func (v *visit) sees(text string) {
	v.t.Helper()
	v.until(text, func() bool { return strings.Contains(v.text(), text) })
}

// seesNot waits until the screen does not show a text.
func (v *visit) seesNot(text string) {
	v.t.Helper()
	v.until("not "+text, func() bool { return !strings.Contains(v.text(), text) })
}

// until handles messages until a condition holds.
func (v *visit) until(what string, holds func() bool) {
	v.t.Helper()
	timeout := time.After(patience)
	for !holds() {
		select {
		case msg := <-v.msgs:
			v.busy--
			v.send(msg)
		case <-timeout:
			v.t.Fatalf("waited for %q; the screen:\n%s", what, v.text())
		}
	}
}

// settle waits until nothing is under way.
func (v *visit) settle() {
	v.t.Helper()
	v.until("nothing under way", func() bool { return v.busy == v.idle })
}

// lines returns the lines of the screen with their styles.
func (v *visit) lines() []string { return strings.Split(v.model.View().Content, "\n") }

// text returns the screen without styles.
func (v *visit) text() string { return ansi.Strip(v.model.View().Content) }

// resize changes the size of the screen.
func (v *visit) resize(width, height int) { v.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// light tells the model that the terminal is white, and dark that it is black.
func (v *visit) light() { v.send(tea.BackgroundColorMsg{Color: color.White}) }
func (v *visit) dark()  { v.send(tea.BackgroundColorMsg{Color: color.Black}) }

// window is a window for which there are golden files.
type window struct {
	dir           string // of its golden files
	width, height int
	ground        color.Color // nil if the terminal does not say
	profile       colorprofile.Profile
}

// windows returns three sizes in several looks each.
func windows() []window {
	var all []window
	for _, size := range [][2]int{{40, 12}, {80, 24}, {160, 50}} {
		for _, w := range []window{
			{dir: "dark", ground: color.Black, profile: colorprofile.TrueColor},
			{dir: "light", ground: color.White, profile: colorprofile.TrueColor},
			{dir: "unknown", profile: colorprofile.ANSI256},
			{dir: "16", ground: color.Black, profile: colorprofile.ANSI},
			{dir: "plain", profile: colorprofile.Ascii},
		} {
			if w.dir == "unknown" && size[0] != 80 {
				continue // it differs in colours only
			}
			w.dir = fmt.Sprintf("%dx%d-%s/", size[0], size[1], w.dir)
			w.width, w.height = size[0], size[1]
			all = append(all, w)
		}
	}
	return all
}

// show tells a visit about the window's terminal.
func (w window) show(v *visit) {
	v.send(tea.ColorProfileMsg{Profile: w.profile})
	if w.ground != nil {
		v.send(tea.BackgroundColorMsg{Color: w.ground})
	}
}

// golden compares the screen with a golden file, in a colour profile. It also checks that the lines
// fit the screen.
func (v *visit) golden(name string, profile colorprofile.Profile) {
	v.t.Helper()
	var b bytes.Buffer
	if _, err := (&colorprofile.Writer{Forward: &b, Profile: profile}).WriteString(v.model.View().Content); err != nil {
		v.t.Fatal(err)
	}
	got := strings.ReplaceAll(b.String(), "\x1b", "␛") + "\n"
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			v.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			v.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		v.t.Fatal(err)
	}
	if got != string(want) {
		v.t.Errorf("%s: the screen is not as it was; got:\n%s\nwant:\n%s", name, got, want)
	}
}

// harbour is a small blog with everything that a list shows.
func harbour() fstest.MapFS {
	files := fstest.MapFS{
		"tides.md": {Data: []byte("---\ntitle: How to read a tide table\ndate: 2026-05-20\nauthor: Mika Sol\ntags: [tides, tables, beginners]\n" +
			"summary: A tide table looks like a wall of numbers. It answers three questions, and after this page you can ask them.\n---\n" + tideText)},
		"ropes.md":  {Data: []byte("+++\ntitle = \"Ropes, and what they are made of\"\ndate = 2026-04-11\ntags = [\"ropes\"]\n+++\nA rope is a promise between two knots.\n")},
		"cjk.md":    {Data: []byte("---\ntitle: 海边的早晨，以及关于船的一些很长的标题在窄屏幕上的样子\ndate: 2026-03-02\ntags: [中文]\n---\n清晨的海边很安静。\n")},
		"empty.md":  {Data: []byte("---\ntitle: Nothing yet\ndate: 2026-02-02\n---\n")},
		"future.md": {Data: []byte("---\ntitle: Not for your eyes\ndate: 2027-01-01\n---\nLater.\n")},
		"draft.md":  {Data: []byte("---\ntitle: Half a thought\ndate: 2026-02-01\ndraft: true\n---\nHm.\n")},
		"about.md":  {Data: []byte("# About this harbour\n\nIt is a small one.\n")},
	}
	return files
}

const tideText = `Twice a day the water comes, and twice a day it goes. A tide table says when.

## Three questions

1. When is high water?
2. How high will it be?
3. How much of it is *mine*, at the place where I want to sail, which is seldom the place that the table was made for?

> The sea does not read tables.

` + "```go\nfunc height(t time.Time) float64 {\n\treturn mean + range_/2*math.Cos(2*math.Pi*hours(t)/12.42)\n}\n```" + `

| Place | High water | Height |
|---|---:|---:|
| Harbour | 06:12 | 4.1 m |
| Sandbank | 06:31 | 3.8 m |

## The rule of twelfths

The water rises slowly, then fast, then slowly. See [the ropes](ropes.md) or [a page elsewhere](https://example.com/tides).

That is all there is to it.
`
