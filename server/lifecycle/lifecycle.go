// Package lifecycle has the states of a connection and of a session, and what leads from one to
// another. Each has one state, one deadline that belongs to the state, and one reason for its end, of
// which the first counts. Whatever happens to them is one of these events; where a state does not name
// an event, the event changes nothing.
//
//	connection
//
//	 accept
//	   |
//	   v           authenticated             session opened
//	handshaking ------------------>  ready  ----------------> serving
//	 (library)                       Start                     |   ^
//	                                       last session closed |   | session opened
//	                                                           v   |
//	                                                           idle
//	                                                           Idle
//
//	any of these --- disconnect (lifetime) ---> closing    screens say goodbye, and no session
//	                                              |        is opened; restoreGrace
//	                                              v
//	any state ------ closed by the client, ----> closed    leaves one line in the log
//	                 by us, or at its deadline
//
// The deadline of ready gives the reason "no session", that of idle "unused", or soon "restart" while
// the server is drained: the client connects anew for its next session, to a server that stays. Beside the states
// run the keepalive ("silent"), the lifetime ("lifetime"), and the time of a blocked write
// ("stalled").
//
//	session
//
//	 channel accepted
//	   |
//	   v        shell, exec, subsystem            its turn
//	opened -----------------------------> queued ----------> running
//	Start                                                     watch
//
//	any of these --- takes no output, or nothing moves ---> abandoned  what serves it is told to
//	                                                          |        end; closeGrace
//	                                                          v
//	any of these --- exit status sent --------------------> closing    patience
//	                                                          |
//	                                                          v
//	any state ------ channel closed by the client ----------> gone
//
// The deadline of opened ends the session with "nothing started". What watches a running session
// differs: a screen and a line reader end without a key for Idle ("idle"), and a download is
// abandoned when nothing moves for Transfer ("stalled"). A client that does not close the channel
// of an abandoned or closing session in time loses the connection ("stalled"). How long a session
// is queued, quota.Bucket says: no longer than maxTurnWait.
//
// Nothing here waits or acts: the server calls Next with what happens, and enters the state that it
// returns.
package lifecycle

import "time"

// ConnState is the state of a connection; see the package comment.
type ConnState int

// The states of a connection.
const (
	ConnHandshaking ConnState = iota // the client has not authenticated
	ConnReady                        // it has, but has not opened a session
	ConnServing                      // a session is open
	ConnIdle                         // the last session was closed
	ConnClosing                      // its screens say goodbye
	ConnClosed
)

// ConnEvent is what happens to a connection.
type ConnEvent int

// What happens to a connection.
const (
	ConnAuthenticated ConnEvent = iota
	ConnSessionOpened
	ConnLastSessionClosed
	ConnDisconnected // told to go
	ConnEnded        // by the client, or by us
)

// Next returns the state that follows an event. Where a state does not name the event, it stays.
func (state ConnState) Next(event ConnEvent) ConnState {
	switch {
	case event == ConnEnded || state == ConnClosed:
		return ConnClosed
	case event == ConnDisconnected || state == ConnClosing:
		return ConnClosing
	case event == ConnAuthenticated && state == ConnHandshaking:
		return ConnReady
	case event == ConnSessionOpened && state != ConnHandshaking:
		return ConnServing
	case event == ConnLastSessionClosed && state == ConnServing:
		return ConnIdle
	}
	return state
}

// SessionState is the state of a session; see the package comment.
type SessionState int

// The states of a session.
const (
	SessionOpened    SessionState = iota // nothing is started in it
	SessionQueued                        // it waits for its turn
	SessionRunning                       // it is served
	SessionAbandoned                     // its client takes nothing; what serves it is told to end
	SessionClosing                       // its exit status is sent
	SessionGone                          // the client has closed the channel
)

// SessionEvent is what happens to a session.
type SessionEvent int

// What happens to a session.
const (
	SessionStarted SessionEvent = iota // a shell, a command or a subsystem was asked for
	SessionTurn                        // its turn has come
	SessionStalled                     // the client takes no output, or nothing moves
	SessionExited
	SessionClosed // by the client
)

// Next returns the state that follows an event. Where a state does not name the event, it stays.
func (state SessionState) Next(event SessionEvent) SessionState {
	switch {
	case event == SessionClosed || state == SessionGone:
		return SessionGone
	case event == SessionExited || state == SessionClosing:
		return SessionClosing
	case event == SessionStalled || state == SessionAbandoned:
		return SessionAbandoned
	case event == SessionStarted && state == SessionOpened:
		return SessionQueued
	case event == SessionTurn && state == SessionQueued:
		return SessionRunning
	}
	return state
}

// Deadline is when a state ends by itself. The mutex of whoever is in the state guards it.
type Deadline struct {
	timer *time.Timer // made when it is first needed
	due   time.Time   // zero: never
}

// Set replaces the deadline by one in d; there is none if d is not positive. The function start
// starts a timer; what that calls must ask Passed.
func (dl *Deadline) Set(d time.Duration, start func(time.Duration) *time.Timer) {
	if d <= 0 {
		dl.due = time.Time{}
		if dl.timer != nil {
			dl.timer.Stop()
		}
		return
	}
	dl.due = time.Now().Add(d)
	if dl.timer == nil {
		dl.timer = start(d)
	} else {
		dl.timer.Reset(d)
	}
}

// Passed reports whether the time is over: a timer may fire while the deadline is replaced.
func (dl *Deadline) Passed() bool { return !dl.due.IsZero() && !time.Now().Before(dl.due) }
