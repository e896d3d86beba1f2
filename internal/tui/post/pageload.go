package post

import "github.com/sshblog/sshblog/internal/pages"

// pageLoad is how far the lines of a post have come. Its states, in order:
//
//	requested   asked for; there are no lines yet, or those of the width and theme before
//	headLoaded  the lines of the beginning of a long post are there, the others on their way
//	loaded      all lines are there
//	failed      the post cannot be laid out; it is not asked for again by itself
//
// A new request begins again, but lines that are there stay on the window.
type pageLoad struct {
	state   loadState
	request int            // id of the newest request; answers to others are dropped
	pending *pages.Pending // nil before the first request, and for pages that were kept
}

type loadState uint8

const (
	requested loadState = iota
	headLoaded
	loaded
	failed
)

// begin is the start of a request. The request before it is given up.
func (l *pageLoad) begin(request int) {
	l.cancel()
	l.request, l.pending = request, nil
	if l.state != headLoaded { // the end is still on its way
		l.state = requested
	}
}

// cancel gives up waiting for lines, so that they are not laid out in vain.
func (l *pageLoad) cancel() {
	if l.pending != nil {
		l.pending.Release()
	}
}

// partial reports whether only the beginning of a long post is there.
func (l *pageLoad) partial() bool { return l.state == headLoaded }
