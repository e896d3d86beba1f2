package terminal

import (
	"context"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// consoleAttributes are the device attributes of a VT102, which the console of Linux has, too.
// Whatever has them knows no operating system commands.
var consoleAttributes = uv.PrimaryDeviceAttributesEvent{6}

const (
	drainTime  = 100 * time.Millisecond // how long the end of a session waits for answers
	answerTime = time.Second            // a terminal that has not answered by then never will
)

// answers counts the queries to the terminal and its answers.
type answers struct {
	asked, answered atomic.Int64
	last            atomic.Pointer[time.Time] // time of the last query
	news            chan struct{}             // receives when an answer has come
}

func (a *answers) ask(now time.Time) {
	a.last.Store(&now)
	a.asked.Add(1)
}

func (a *answers) answer() {
	a.answered.Add(1)
	a.tell()
}

// tell says that an answer has come.
func (a *answers) tell() {
	select {
	case a.news <- struct{}{}:
	default:
	}
}

func (a *answers) due(now time.Time) bool {
	last := a.last.Load()
	return last != nil && a.answered.Load() < a.asked.Load() && now.Sub(*last) < answerTime
}

// drain briefly waits for answers that are on their way. After the end of the session, they would
// be typed into the reader's shell. The modes are already restored, and the input loop is still
// reading.
func (t *Terminal) drain(ctx context.Context) {
	late := t.screen.unanswered() // on a slow line, what was asked is itself on its way
	if late == 0 && !t.answers.due(t.opts.Now()) {
		return
	}
	timer := time.NewTimer(max(drainTime, late))
	defer timer.Stop()
	for t.answers.due(t.opts.Now()) || t.screen.unanswered() > 0 {
		select {
		case <-t.answers.news:
		case <-t.input.done:
			return
		case <-ctx.Done():
			return
		case <-timer.C:
			return
		}
	}
}

// identified uses the terminal's device attributes. One whose name promises nothing, and which was
// asked for nothing else, is asked for its background if it turns out to be more than a VT102. The
// console of Linux is none, and is black.
func (t *Terminal) identified(attributes uv.PrimaryDeviceAttributesEvent) {
	t.answers.answer()
	t.screen.identified()
	if slices.Equal(attributes, consoleAttributes) && strings.HasPrefix(termOf(t.opts.Environ), "xterm") {
		t.screen.askName()
	}
	if !t.screen.plain || t.opts.Profile < colorprofile.ANSI {
		return
	}
	if !slices.Equal(attributes, consoleAttributes) {
		t.screen.askBackground()
	} else if strings.HasPrefix(termOf(t.opts.Environ), "linux") {
		t.program.Send(tea.BackgroundColorMsg{Color: color.Black})
	}
}

// learnMode uses the terminal's answer on synchronized output and on grapheme widths. A terminal
// that answers at all also understands device control strings, so it can be asked for its colours.
func (t *Terminal) learnMode(msg tea.ModeReportMsg) {
	known := msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet
	switch msg.Mode {
	case ansi.ModeSynchronizedOutput:
		t.screen.SetSync(known)
		t.screen.askColors()
	case ansi.ModeUnicodeCore:
		if textwidth.Reported(msg.Value) == textwidth.Graphemes {
			t.screen.SetGraphemes(msg.Value == ansi.ModeReset)
		}
	}
}

// learnColors uses the terminal's answer on direct colour. It returns the profile, and reports
// whether that is better than the one before.
func (t *Terminal) learnColors(msg tea.CapabilityMsg) (profile colorprofile.Profile, better bool) {
	if !directColor(msg.Content) {
		return 0, false
	}
	return colorprofile.TrueColor, t.screen.SetColors(colorprofile.TrueColor)
}

// learnName uses the answer of a terminal that may be PuTTY, or that is called "screen". GNU screen has no more than its
// sixteen colours then; tmux, which many set up under that name, shows 256 everywhere.
func (t *Terminal) learnName(msg uv.SecondaryDeviceAttributesEvent) (profile colorprofile.Profile, better bool) {
	const tmux, putty = 'T', 136
	if len(msg) > 1 && msg[0] == 0 && msg[1] == putty {
		t.screen.setUpright()
	}
	if len(msg) == 0 || msg[0] != tmux || !strings.HasPrefix(termOf(t.opts.Environ), "screen") {
		return 0, false
	}
	return colorprofile.ANSI256, t.screen.SetColors(colorprofile.ANSI256)
}

// directColor reports whether a list of capabilities, NAME or NAME=VALUE separated by semicolons,
// promises 24-bit colours. RGB may come without a value, with the bits of each colour ("8/8/8"), or
// with one number for all of them.
func directColor(capabilities string) bool {
	for capability := range strings.SplitSeq(capabilities, ";") {
		name, value, hasValue := strings.Cut(capability, "=")
		if name != "RGB" && name != "Tc" {
			continue
		}
		direct := true
		if hasValue {
			for bits := range strings.SplitSeq(value, "/") {
				n, err := strconv.Atoi(bits)
				direct = direct && (err != nil || n >= 8)
			}
		}
		if direct {
			return true
		}
	}
	return false
}
