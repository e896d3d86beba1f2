package sharedpool

import (
	"sync/atomic"
	"time"
)

// muteAfter is how long a client may take nothing of what it is sent before its place is one that
// anybody gets who finds none.
const muteAfter = 2 * time.Second

// Activity says since when nothing has happened in a session, or on a connection, and whether its
// client takes what it is sent. It takes no locks: it is read while others are held.
type Activity struct {
	last  atomic.Int64 // when the client did something last, as time since processStart
	moved atomic.Int64 // when it did, or when what is stuck has changed
	open  atomic.Int32 // sessions
	stuck atomic.Int32 // writes under way, and sessions that the client has not closed

	download atomic.Bool
}

// quietDownload is how long nothing may move in a download before it counts as mute.
const quietDownload = 30 * time.Second

// Download says that the session is a download.
func (a *Activity) Download() { a.download.Store(true) }

// Open adds n to the sessions that are open.
func (a *Activity) Open(n int32) { a.open.Add(n) }

// processStart is when the process began.
var processStart = time.Now()

// Touch says that the client has done something.
func (a *Activity) Touch() {
	now := int64(time.Since(processStart))
	a.last.Store(now)
	a.moved.Store(now)
}

// Shift adds n to what waits for the client.
func (a *Activity) Shift(n int32) {
	a.stuck.Add(n)
	a.moved.Store(int64(time.Since(processStart)))
}

// Quiet returns since when the client has done nothing, and reports whether it is mute: all its
// sessions have waited for it for some time, or nothing has moved in a download.
func (a *Activity) Quiet() (since time.Time, mute bool) {
	open, stuck := a.open.Load(), a.stuck.Load()
	moved := time.Duration(a.moved.Load())
	since = processStart.Add(time.Duration(a.last.Load()))
	mute = open > 0 && stuck >= open && time.Since(processStart)-moved > muteAfter
	return since, mute || a.download.Load() && time.Since(since) > quietDownload
}
