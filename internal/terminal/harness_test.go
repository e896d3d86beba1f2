package terminal_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/terminal"
)

// show has a page show a view.
type show struct{ view tea.View }

// do has a page run a command.
type do struct{ cmd tea.Cmd }

// page is a model that shows the views that it is sent, and records its messages.
type page struct {
	view   tea.View
	mu     sync.Mutex
	msgs   []tea.Msg
	init   func() tea.Cmd
	update func(tea.Msg) tea.Cmd
	onView func()
	stays  bool // no key makes it quit
}

func (p *page) Init() tea.Cmd {
	if p.init != nil {
		return p.init()
	}
	return nil
}

func (p *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	p.mu.Lock()
	p.msgs = append(p.msgs, msg)
	p.mu.Unlock()
	switch msg := msg.(type) {
	case show:
		p.view = msg.view
	case do:
		return p, msg.cmd
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+q" && !p.stays {
			return p, tea.Quit
		}
	}
	if p.update != nil {
		return p, p.update(msg)
	}
	return p, nil
}

func (p *page) View() tea.View {
	if p.onView != nil {
		p.onView()
	}
	return p.view
}

// told returns the messages to the model after its first size, except for those of types show and
// do.
func (p *page) told() []tea.Msg {
	p.mu.Lock()
	defer p.mu.Unlock()
	var msgs []tea.Msg
	for _, msg := range p.msgs[min(3, len(p.msgs)):] {
		switch msg.(type) {
		case show, do:
		default:
			msgs = append(msgs, msg)
		}
	}
	return msgs
}

// keys returns the names of the keys and pastes that the model received.
func (p *page) keys() []string {
	var keys []string
	for _, msg := range p.told() {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			keys = append(keys, msg.String())
		case tea.PasteMsg:
			keys = append(keys, "paste:"+msg.Content)
		default:
			keys = append(keys, fmt.Sprintf("%T", msg))
		}
	}
	return keys
}

// wire is the output to a reader. It records what was written and shows it on an emulator, if there
// is one.
type wire struct {
	mu      sync.Mutex
	bytes   bytes.Buffer
	writes  int
	screen  *vt.Emulator
	blocked chan struct{} // when not nil, writes wait for it
	err     error
}

func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	gate := w.blocked
	w.mu.Unlock()
	if gate != nil {
		<-gate
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return 0, w.err
	}
	w.writes++
	w.bytes.Write(p)
	if w.screen != nil {
		_, _ = w.screen.Write(p)
	}
	return len(p), nil
}

// take returns what was written since the last call.
func (w *wire) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.bytes.String()
	w.bytes.Reset()
	return s
}

// session is a terminal that runs in a synctest bubble.
type session struct {
	t    testing.TB
	term *terminal.Terminal
	page *page
	out  *wire
	in   *io.PipeWriter
	log  *bytes.Buffer
	end  context.CancelFunc
	done chan struct{}
	err  error

	began time.Time
}

type setup struct {
	width, height int
	term          string
	environ       []string
	profile       colorprofile.Profile
	mute          bool // no emulator
	answers       bool // the emulator's answers come back
	view          tea.View
	page          *page
	drawn         func(sinceKey time.Duration)
	pictures      bool
	pixels        picture.Size
}

func screenView(content string) tea.View {
	v := tea.NewView(content)
	v.AltScreen = true
	return v
}

// start runs a terminal with a page. The test must be in a synctest bubble and end the session.
func start(t testing.TB, c setup) *session {
	t.Helper()
	if c.page == nil {
		c.page = &page{view: c.view}
	}
	s := startModel(t, c, c.page)
	s.page = c.page
	return s
}

// startModel runs a terminal with any model.
func startModel(t testing.TB, c setup, model tea.Model) *session {
	t.Helper()
	if c.term == "" {
		c.term = "xterm-256color"
	}
	if c.profile == colorprofile.Unknown {
		c.profile = colorprofile.TrueColor
	}
	if c.width == 0 {
		c.width, c.height = 40, 12
	}
	s := &session{t: t, out: new(wire), log: new(bytes.Buffer), done: make(chan struct{}), began: time.Now()}
	in, keys := io.Pipe()
	s.in = keys
	if !c.mute {
		s.out.screen = vt.NewEmulator(c.width, c.height)
		go func() {
			if c.answers {
				_, _ = io.Copy(keys, s.out.screen)
			} else {
				_, _ = io.Copy(io.Discard, s.out.screen)
			}
		}()
	}
	s.term = terminal.New(model, terminal.Options{
		In: in, Out: s.out, Width: c.width, Height: c.height,
		Environ: append(c.environ, "TERM="+c.term), Profile: c.profile,
		Log: slog.New(slog.NewTextHandler(s.log, nil)), Drawn: c.drawn, Pictures: c.pictures, Pixels: c.pixels,
	})
	ctx, end := context.WithCancel(context.Background())
	s.end = end
	go func() {
		defer close(s.done)
		s.err = s.term.Run(ctx)
	}()
	s.settle()
	return s
}

// settle waits until everything is drawn. In a bubble, time passes at once.
func (s *session) settle() {
	synctest.Wait()
	time.Sleep(10 * time.Millisecond)
	synctest.Wait()
}

func (s *session) show(v tea.View) {
	s.term.Send(show{v})
	s.settle()
}

func (s *session) resize(width, height int) {
	if s.out.screen != nil {
		s.out.mu.Lock()
		s.out.screen.Resize(width, height)
		s.out.mu.Unlock()
	}
	s.term.Resize(width, height, picture.Size{})
	s.settle()
}

func (s *session) typed(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.in, keys); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
}

// wait returns the error of Run.
func (s *session) wait() error {
	<-s.done
	_ = s.in.Close()
	s.end()
	s.release()
	time.Sleep(time.Second) // Bubble Tea's ticker may be on its way to rest
	synctest.Wait()
	return s.err
}

func (s *session) release() {
	if s.out.screen != nil {
		if pipe, ok := s.out.screen.InputPipe().(io.Closer); ok {
			_ = pipe.Close()
		}
	}
}

// quit ends the session as a reader would.
func (s *session) quit() error {
	s.term.Quit("")
	return s.wait()
}

// cells returns a screen as text, one cell per element, with style and link where they are visible.
func cells(screen *vt.Emulator) []string {
	rows := make([]string, 0, screen.Height())
	for y := range screen.Height() {
		var row strings.Builder
		for x := range screen.Width() {
			row.WriteString(cellText(screen.CellAt(x, y)))
		}
		rows = append(rows, row.String())
	}
	return rows
}

func cellText(c *uv.Cell) string {
	if c == nil {
		return "[nil]"
	}
	st := c.Style
	blank := c.Content == " " || c.Content == "" && c.Width != 0
	if blank && st.Underline == 0 && st.Attrs&(uv.AttrReverse|uv.AttrStrikethrough) == 0 && c.Link.URL == "" {
		st = uv.Style{Bg: st.Bg} // the rest does not show
		if st.Bg == nil {
			return " "
		}
	}
	if st.IsZero() && c.Link.URL == "" && c.Width == 1 {
		return c.Content
	}
	return fmt.Sprintf("[%s %d %s %s]", c.Content, c.Width, strings.ReplaceAll(st.String(), "\x1b", "^"), c.Link.URL)
}

func (s *session) cells() []string {
	s.out.mu.Lock()
	defer s.out.mu.Unlock()
	return cells(s.out.screen)
}

// text returns the screen as plain text without trailing blanks.
func (s *session) text() string {
	s.out.mu.Lock()
	defer s.out.mu.Unlock()
	return strings.TrimRight(s.out.screen.String(), "\n ")
}
