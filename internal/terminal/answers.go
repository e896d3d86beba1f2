package terminal

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Queries to the terminal. Device attributes come last: nearly every terminal answers them, and
// answers come in order, so theirs tells that nothing else is on its way.
const (
	queryBackground = ansi.RequestBackgroundColor
	queryEnd        = ansi.RequestPrimaryDeviceAttributes
	firstQueries    = queryBackground + ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore + queryEnd
)

const (
	drainTime  = 100 * time.Millisecond // how long a leaving reader is held for the answers
	answerTime = time.Second            // a terminal that has not answered by then will not
)

// answers counts what the terminal has been asked and has answered.
type answers struct {
	asked, answered atomic.Int64
	last            atomic.Pointer[time.Time] // of asking
	news            chan struct{}             // an answer has come
}

func (a *answers) ask(now time.Time) {
	a.last.Store(&now)
	a.asked.Add(1)
}

func (a *answers) answer() {
	a.answered.Add(1)
	select {
	case a.news <- struct{}{}:
	default:
	}
}

func (a *answers) due(now time.Time) bool {
	last := a.last.Load()
	return last != nil && a.answered.Load() < a.asked.Load() && now.Sub(*last) < answerTime
}

// drain waits a little for answers that are on their way: after the end of the session they would
// be typed into the reader's shell. The modes are restored already, and the input loop goes on
// reading.
func (t *Terminal) drain(ctx context.Context) {
	if !t.answers.due(t.opts.Now()) {
		return
	}
	timer := time.NewTimer(drainTime)
	defer timer.Stop()
	for t.answers.due(t.opts.Now()) {
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

// learnMode uses the terminal's answer on synchronized output and on grapheme widths. A terminal
// that answers at all understands device control strings too, so it can be asked for its colours.
func (t *Terminal) learnMode(msg tea.ModeReportMsg) {
	known := msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet
	switch msg.Mode {
	case ansi.ModeSynchronizedOutput:
		t.screen.SetSync(known)
		t.screen.askColors()
	case ansi.ModeUnicodeCore:
		if known || msg.Value == ansi.ModePermanentlySet {
			t.screen.SetGraphemes(msg.Value == ansi.ModeReset)
		}
	}
}

// learnColors uses the terminal's answer on direct colour. It reports the profile, and whether that
// is better than before.
func (t *Terminal) learnColors(msg tea.CapabilityMsg) (profile colorprofile.Profile, better bool) {
	if !directColor(msg.Content) {
		return 0, false
	}
	return colorprofile.TrueColor, t.screen.SetTrueColor()
}

// directColor reports whether a list of capabilities, NAME or NAME=VALUE between semicolons,
// promises 24 bit colours. RGB comes without a value, as the bits of each colour ("8/8/8") or as
// one number for all of them.
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
