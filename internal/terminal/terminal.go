// Package terminal is one reader's terminal under a Bubble Tea program: it draws the model's views,
// reads the reader's keys and leaves the terminal as it was. It knows no SSH: In and Out may be any
// streams that lead to a terminal in raw mode.
//
//	t := terminal.New(model, terminal.Options{
//		In: in, Out: out, Width: 80, Height: 24, Environ: env, Profile: p, Log: log,
//	})
//	err := t.Run(ctx)
//
// The model is an ordinary tea.Model. Bubble Tea runs it without a renderer; a wrapper around it
// passes each View to the screen writer, which draws only what has changed. It turns a panic of the
// model or of its commands into the end of this session alone.
//
// The rules:
//
//   - Every line of a view is independent: no style continues over a line break. Only text, SGR
//     and OSC 8 get through to the reader. Everything else is dropped, and lines are cut at the
//     width.
//   - The first frame is drawn before the event loop starts, at the first size, with profile and
//     environment known. The model gets tea.EnvMsg, tea.ColorProfileMsg and
//     tea.WindowSizeMsg before its first View, in this order.
//   - Nothing waits for an answer of the terminal, but a frame that would pile up on a slow line: it
//     waits for a bounded time, and a newer one replaces it. Answers arrive as tea.BackgroundColorMsg,
//     tea.ModeReportMsg, tea.CapabilityMsg and, if the terminal has more colours than expected,
//     tea.ColorProfileMsg; those about pictures as [graphics.Support].
//   - Drawing never blocks the model: at most one frame waits, and a newer one replaces it. A
//     session at rest has no painter, no buffer and no ticker.
//   - Input from the reader's side is bounded: sequences, pastes, numbers, bytes per second. Key
//     releases are dropped.
//   - However a session ends, every mode is restored, as long as Out takes bytes.
//
// Of tea.View, these fields have an effect: Content, AltScreen, Cursor, MouseMode, OnMouse, ReportFocus,
// WindowTitle and DisableBracketedPasteMode. tea.Raw, tea.ClearScreen, tea.SetClipboard and
// tea.RequestBackgroundColor work; suspending, running other programs and printing above the view
// do not.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
)

// ErrPanic is wrapped by the error of [Terminal.Run] if the model, one of its commands or the
// terminal itself panicked.
var ErrPanic = errors.New("panic in session")

// Why a session ended when nothing went wrong.
var (
	errLeft = errors.New("the reader left")
	errQuit = errors.New("the session was ended")
)

const (
	apology = "Sorry, something broke here and your session ended. Please connect again."

	// The ticker of a program without a renderer does nothing. Short sessions end before stopping
	// it pays.
	tickerLife = time.Second

	maxCells = 1000 // per side; callers pass less
)

// Options are the settings of one reader's terminal.
type Options struct {
	In            io.Reader            // the reader's keys; the program ends with it
	Out           io.Writer            // takes bytes unchanged; may block; not written after Run has returned
	Width, Height int                  // the first size in cells, clamped by the caller
	Pixels        picture.Size         // the same in pixels, as the client says; 0 if it does not
	Environ       []string             // NAME=value, chosen by the caller, including TERM
	Profile       colorprofile.Profile // the colours that the terminal probably has
	Log           *slog.Logger         // never nil
	Now           func() time.Time     // nil means time.Now
	// Pictures has the terminal asked how it shows pictures, and the model told by a graphics.Support:
	// before its first view, and whenever that changes.
	Pictures bool
	// Pressed is called for each key, paste and click, but not for what a terminal sends by itself.
	// It may be nil.
	Pressed func()
	// Turn is whose turn it is to work, where many do so. A session that is sent more keys than a
	// reader presses works through them in turn. It may be nil.
	Turn *quota.Turn
	// Drawn is called for each frame that is ready to be sent, with the time since the key that it
	// answers, 0 if it answers none. It must not block. It may be nil.
	Drawn func(sinceKey time.Duration)
}

// Leaver is a model that has a line for the reader's normal screen after the session. It is asked
// once, when the model gets no more messages.
type Leaver interface{ Farewell() string }

// Terminal runs one model for one reader. Make it with [New]. It can Run once.
type Terminal struct {
	opts    Options
	program *tea.Program
	guard   *modelWrapper
	screen  *screen
	input   *inputLoop
	answers answers
	latency latency
	work    quota.Bucket // of processor time

	ctx context.Context // done when the session is over; its cause says why
	end context.CancelCauseFunc

	mu       sync.Mutex
	size     tea.WindowSizeMsg // the latest
	pixels   picture.Size      // of a window of that size
	started  bool              // the model has its first size
	resizing bool              // a goroutine is about to send the latest size to the model
	closed   bool              // Run is about to return
	farewell string
	ticker   *time.Timer    // ends Bubble Tea's ticker
	telling  sync.WaitGroup // goroutines that send a size to the model
}

// New prepares a terminal for model. It reads, writes and starts nothing before Run.
func New(model tea.Model, o Options) *Terminal {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Environ == nil {
		o.Environ = []string{} // nil would mean the server's own
	}
	t := &Terminal{opts: o, size: clampSize(o.Width, o.Height), pixels: o.Pixels}
	t.ctx, t.end = context.WithCancelCause(context.Background())
	t.answers.news = make(chan struct{}, 1)
	t.work.Burst, t.work.MaxDebt = workShare*workBurst, maxDebt
	t.guard = &modelWrapper{t: t, model: model, known: knownOf(o)}
	t.screen = newScreen(t)
	t.input = newInputLoop(t)
	t.program = tea.NewProgram(
		t.guard,
		tea.WithoutRenderer(),
		tea.WithFPS(1), // the minimum; 0 would mean 60
		tea.WithInput(nil),
		tea.WithOutput(io.Discard),
		tea.WithoutSignalHandler(),
		tea.WithContext(t.ctx),
		tea.WithEnvironment(o.Environ),
		tea.WithColorProfile(o.Profile),
		tea.WithWindowSize(t.size.Width, t.size.Height),
		tea.WithFilter(t.guard.filter),
	)
	return t
}

// Run runs the program until the model quits, In ends, ctx ends, Quit is called or writing fails.
// It returns nil if the model quit, Quit was called, or In or Out ended with io.EOF. After a panic
// the error wraps [ErrPanic]. Otherwise it is the cause of ctx, or says what failed.
//
// When Run returns, the terminal's modes are restored and Out is not written any more. At most two
// goroutines of the session are left, which touch nothing of it: one in In.Read, which ends with
// In, and, once in a session for half a second, one that stops Bubble Tea's ticker. A write that
// blocks delays Run; the owner of Out has to make it fail.
func (t *Terminal) Run(ctx context.Context) error {
	if ctx.Err() != nil {
		t.end(context.Cause(ctx))
	}
	stop := context.AfterFunc(ctx, func() { t.end(context.Cause(ctx)) })
	defer stop()

	if t.ctx.Err() == nil {
		t.input.start()
		_, err := t.program.Run()
		if err == nil || errors.Is(err, tea.ErrInterrupted) {
			err = errLeft
		}
		t.end(err)
	}
	t.screen.close(t.farewellLine())
	t.drain(ctx)
	t.settle()
	return t.outcome()
}

// Resize tells the model of a new size in cells; pixels is what the client says of it in pixels, 0 if
// it says nothing. The latest size wins, and a size that the model has is not repeated. It never
// blocks. It may be called from any goroutine, before, during and after Run.
func (t *Terminal) Resize(width, height int, pixels picture.Size) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.size, t.pixels = clampSize(width, height), pixels
	if !t.started || t.resizing || t.closed {
		return
	}
	t.resizing = true
	t.telling.Go(func() {
		safego.Run(t.report, "tell of a size", func() {
			t.pause(t.rest()) // when the session may work again, only the latest size is left
			t.program.Send(resized{})
		})
	})
}

// Quit ends the session from outside. The terminal is restored, and farewell, one line of text or
// nothing, is written on the normal screen. Quit does not wait for Run to return.
func (t *Terminal) Quit(farewell string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx.Err() == nil {
		t.farewell = farewell
		t.end(errQuit)
	}
}

// Send sends msg to the model and returns when the model takes it. Before Run it waits for Run;
// after the end it does nothing. The model itself must not call it.
func (t *Terminal) Send(msg tea.Msg) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		t.Resize(size.Width, size.Height, picture.Size{})
		return
	}
	t.program.Send(t.guarded(msg))
}

// start returns the first size, in cells and in pixels. Later sizes are sent as messages.
func (t *Terminal) start() (tea.WindowSizeMsg, picture.Size) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.started = true
	// By the time of Init, Bubble Tea's renderer is set and its ticker runs. So ending the ticker
	// from here on does not race: it and the shutdown go through one sync.Once.
	t.ticker = safego.After(t.report, tickerLife, "end the ticker", func() { _ = t.program.ReleaseTerminal() })
	return t.size, t.pixels
}

// latestSize returns the size that the model should have now, in cells and in pixels.
func (t *Terminal) latestSize() (tea.WindowSizeMsg, picture.Size) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.resizing = false
	return t.size, t.pixels
}

// farewellLine returns the line to leave on the reader's normal screen.
func (t *Terminal) farewellLine() string {
	if errors.Is(context.Cause(t.ctx), ErrPanic) {
		return apology
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := []string{t.farewell}
	if m, ok := t.guard.model.(Leaver); ok && !t.guard.broken {
		lines = append(lines, m.Farewell())
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}

// settle ends whatever may still run for this session.
func (t *Terminal) settle() {
	t.input.close()
	t.mu.Lock()
	t.closed = true
	if t.ticker != nil {
		t.ticker.Stop()
	}
	t.mu.Unlock()
	t.telling.Wait()
}

func (t *Terminal) outcome() error {
	err := context.Cause(t.ctx)
	if errors.Is(err, errLeft) || errors.Is(err, errQuit) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// catch is deferred around the calls that Bubble Tea makes: a panic ends the session, not the
// process.
func (t *Terminal) catch() {
	if v := recover(); v != nil {
		t.panicked(v)
	}
}

// panicked ends the session after a panic with value v. It is called on the panicking goroutine.
func (t *Terminal) panicked(v any) { t.report("run the session", v, debug.Stack()) }

// report ends the session after a panic in one of its goroutines.
func (t *Terminal) report(what string, v any, stack []byte) {
	value := cleanLine(fmt.Sprint(v), 1000)
	t.opts.Log.Error("panic in session", "while", what, "value", value, "stack", string(stack))
	t.end(fmt.Errorf("%w: %s", ErrPanic, value))
}

func clampSize(width, height int) tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: min(max(width, 1), maxCells), Height: min(max(height, 1), maxCells)}
}
