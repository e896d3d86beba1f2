package terminal

import (
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/safego"
)

// Queries to the terminal. The query for device attributes comes last. Nearly every terminal
// answers it, and answers come in order, so its answer shows that no other is on its way.
const (
	queryBackground = ansi.RequestBackgroundColor
	queryEnd        = ansi.RequestPrimaryDeviceAttributes
	queryName       = ansi.RequestSecondaryDeviceAttributes
	queryModes      = ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore
	queryPictures   = ansi.RequestNameVersion + "\x1b[16t" // its name and version, and the size of its cells in pixels
)

// queryTime passes from the first frame to the queries. A visit that ends earlier asks nothing.
const queryTime = 120 * time.Millisecond

// schedule sends the first queries after queryTime.
func (s *screen) schedule() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.later = safego.After(s.t.report, queryTime, "ask a terminal", s.askFirst)
	}
}

// askFirst schedules the first queries for a moment after the first frame. If they were part of
// that frame, a script that leaves at once would have to wait for its terminal's answers.
func (s *screen) askFirst() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.query = s.firstQueries()
	s.wake()
}

// firstQueries returns what the terminal is asked first.
func (s *screen) firstQueries() string {
	if s.plain {
		return queryEnd
	}
	queries := queryBackground + queryModes
	if s.mode.Profile == colorprofile.ANSI && strings.HasPrefix(termOf(s.t.opts.Environ), "screen") {
		queries = queryName + queries
	}
	if s.t.opts.Pictures && s.mode.Profile > colorprofile.ASCII {
		queries += queryPictures
	}
	return queries + queryEnd
}

// askBackground asks a plain terminal once for its background.
func (s *screen) askBackground() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.probed {
		return
	}
	s.probed = true
	s.query = queryBackground + queryEnd
	s.wake()
}

// askColors asks once whether the terminal has more colours than its environment says.
func (s *screen) askColors() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked || s.mode.Profile <= colorprofile.ASCII || s.mode.Profile == colorprofile.TrueColor {
		return
	}
	s.asked = true
	s.t.answers.ask(s.t.opts.Now())
	s.raw = append(s.raw, ansi.RequestTermcap("RGB", "Tc")+queryEnd...)
	s.wake()
}

// askName asks once which terminal it is.
func (s *screen) askName() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.named {
		return
	}
	s.named = true
	s.t.answers.ask(s.t.opts.Now())
	s.raw = append(s.raw, queryName+queryEnd...)
	s.wake()
}
