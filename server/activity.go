package server

import (
	"sync/atomic"
	"time"
)

// muteAfter is how long a client may take nothing of what it is sent before its place is one that
// anybody gets who finds none.
const muteAfter = 2 * time.Second

// activity says since when nothing has happened in a session, or on a connection, and whether its
// client takes what it is sent. It takes no locks: it is read while others are held.
type activity struct {
	last  atomic.Int64 // when the client did something last, as time since processStart
	moved atomic.Int64 // when it did, or when what is stuck has changed
	open  atomic.Int32 // sessions
	stuck atomic.Int32 // writes under way, and sessions that the client has not closed
}

// processStart is when the process began.
var processStart = time.Now()

// touch says that the client has done something.
func (a *activity) touch() {
	now := int64(time.Since(processStart))
	a.last.Store(now)
	a.moved.Store(now)
}

// shift adds n to what waits for the client.
func (a *activity) shift(n int32) {
	a.stuck.Add(n)
	a.moved.Store(int64(time.Since(processStart)))
}

// quiet returns since when the client has done nothing, and reports whether it is mute: all its
// sessions have waited for it for some time.
func (a *activity) quiet() (since time.Time, mute bool) {
	open, stuck := a.open.Load(), a.stuck.Load()
	moved := time.Duration(a.moved.Load())
	return processStart.Add(time.Duration(a.last.Load())), open > 0 && stuck >= open && time.Since(processStart)-moved > muteAfter
}

// touched says that the client has done something in the session.
func (sess *session) touched() {
	sess.active.touch()
	sess.conn.active.touch()
}

// shift adds n to what waits for the client of the session.
func (sess *session) shift(n int32) {
	sess.active.shift(n)
	sess.conn.active.shift(n)
}
