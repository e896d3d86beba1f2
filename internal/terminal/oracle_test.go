package terminal_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// shelf is a small blog reader: a list whose chosen line is marked, and posts that scroll under a
// bar. Its numbers have a fixed width: on a vt220 the stock renderer inserts and deletes characters
// where they have not, and the emulator does not know how.
type shelf struct {
	width, height int
	chosen, top   int
	open          bool
	posts         int
}

func newShelf() *shelf { return &shelf{posts: 60} }

func (m *shelf) Init() tea.Cmd { return nil }

func (m *shelf) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		m.press(msg.String())
	}
	return m, nil
}

func (m *shelf) press(key string) {
	step := map[string]int{"j": 1, "k": -1, "down": 1, "up": -1, "space": m.height - 3, "pgdown": m.height - 3, "pgup": 3 - m.height, "g": -999, "G": 999}[key]
	switch {
	case key == "enter":
		m.open, m.top = true, 0
	case key == "esc":
		m.open = false
	case m.open:
		m.top = min(max(m.top+step, 0), 150)
	default:
		m.chosen = min(max(m.chosen+step, 0), m.posts-1)
	}
}

func (m *shelf) View() tea.View {
	rows := make([]string, 0, m.height)
	rows = append(rows, "\x1b[1;38;2;240;120;20mA shelf of posts\x1b[m")
	if m.open {
		for i := range max(0, m.height-2) {
			rows = append(rows, postLine(m.chosen, m.top+i))
		}
		rows = append(rows, fmt.Sprintf("\x1b[38;5;245mPost %02d · %3d%%\x1b[m  \x1b[2mesc back · q quit\x1b[m", m.chosen, m.top*100/150))
	} else {
		first := max(0, min(m.chosen-m.height/2, m.posts-m.height+2))
		for i := first; i < m.posts && len(rows) < m.height-1; i++ {
			rows = append(rows, listLine(i, i == m.chosen))
		}
		rows = append(rows, fmt.Sprintf("%02d of %02d", m.chosen+1, m.posts))
	}
	return screenView(strings.Join(rows, "\n"))
}

func listLine(i int, chosen bool) string {
	title := fmt.Sprintf("Post number %02d on things and 中文 and more", i)
	if i%3 > 0 {
		title = fmt.Sprintf("Post number %02d about a small matter", i)
	}
	if chosen {
		return "\x1b[1;35m> " + title + "\x1b[m  \x1b[38;5;245m2024-03-" + fmt.Sprintf("%02d", i%28+1) + "\x1b[m"
	}
	return "  " + title + "  \x1b[38;5;245m2024-03-" + fmt.Sprintf("%02d", i%28+1) + "\x1b[m"
}

func postLine(post, i int) string {
	switch {
	case i > 170:
		return ""
	case i%9 == 0:
		return ""
	case i%9 == 1:
		return fmt.Sprintf("\x1b[1;4;38;2;90;200;250mHeading %03d of %02d\x1b[m", i, post)
	case i%7 == 3:
		return fmt.Sprintf("  \x1b[48;2;40;40;40;38;5;150mcode(%05d, \"é—ü\")   \x1b[m", i*post)
	}
	return fmt.Sprintf("Line %03d of the post, \x1b[3mwith style\x1b[m and 日本 in %02d words that end here", i, i*31%17)
}

// stock runs the same model under Bubble Tea's own renderer.
type stock struct {
	program *tea.Program
	keys    *io.PipeWriter
	screen  *vt.Emulator
	done    chan struct{}
}

// crlf writes to an emulator as a session does that maps LF to CR LF.
type crlf struct{ screen *vt.Emulator }

func (c crlf) Write(p []byte) (int, error) {
	_, err := c.screen.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

func startStock(c setup, model tea.Model) *stock {
	in, keys := io.Pipe()
	s := &stock{keys: keys, screen: vt.NewEmulator(c.width, c.height), done: make(chan struct{})}
	go func() { _, _ = io.Copy(io.Discard, s.screen) }()
	s.program = tea.NewProgram(model,
		tea.WithInput(in), tea.WithOutput(crlf{s.screen}), tea.WithoutSignalHandler(), tea.WithContext(context.Background()),
		tea.WithEnvironment([]string{"TERM=" + c.term}), tea.WithColorProfile(c.profile), tea.WithWindowSize(c.width, c.height),
		tea.WithFPS(120))
	go func() {
		defer close(s.done)
		_, _ = s.program.Run()
	}()
	return s
}

func (s *stock) quit() {
	s.program.Quit()
	_ = s.keys.Close()
	<-s.done
	_ = s.screen.InputPipe().(io.Closer).Close()
}

// TestStockRenderer checks that readers see the same as with Bubble Tea's renderer, cell by cell,
// after every key and resize.
func TestStockRenderer(t *testing.T) {
	keys := []string{"j", "j", "j", "k", " ", "G", "g", "\r", "\x1b[6~", "\x1b[5~", "\x1b[B", "\x1b[A", "\x1b"}
	for _, c := range []setup{
		{term: "xterm-256color", profile: colorprofile.ANSI256},
		{term: "xterm-256color", profile: colorprofile.TrueColor},
		{term: "xterm-16color", profile: colorprofile.ANSI},
		{term: "vt220", profile: colorprofile.ASCII},
	} {
		t.Run(c.term+" "+c.profile.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := rand.New(rand.NewPCG(7, 7))
				c.width, c.height = 80, 24
				theirs := startStock(c, newShelf())
				defer theirs.quit()
				ours := startModel(t, c, newShelf())
				defer func() { _ = ours.quit() }()
				for n := range 400 {
					if r.IntN(12) == 0 {
						width, height := 20+r.IntN(100), 5+r.IntN(40)
						theirs.screen.Resize(width, height)
						theirs.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
						ours.resize(width, height)
					}
					key := keys[r.IntN(len(keys))]
					_, _ = io.WriteString(theirs.keys, key)
					ours.typed(key)
					time.Sleep(100 * time.Millisecond) // a lone Esc counts, and their ticker has drawn
					synctest.Wait()
					compareScreens(t, n, ours.cells(), cells(theirs.screen))
				}
			})
		})
	}
}

func compareScreens(t *testing.T, step int, ours, theirs []string) {
	t.Helper()
	if slices.Equal(ours, theirs) {
		return
	}
	for y := range theirs {
		if y < len(ours) && ours[y] != theirs[y] {
			t.Errorf("row %d\n  ours %s\ntheirs %s", y, ours[y], theirs[y])
		}
	}
	t.Fatalf("differs at step %d", step)
}
