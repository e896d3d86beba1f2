package server

import (
	"math"
	"sync"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/server/sessionrequest"
	"github.com/sshblog/sshblog/server/sharedpool"
)

// defaultCells is how many cells a usual screen has.
const defaultCells = sessionrequest.DefaultWidth * sessionrequest.DefaultHeight

// cellLease is what one screen has of the cells that all screens share.
type cellLease struct {
	pool *sharedpool.Pool
	sess *session

	mu       sync.Mutex
	cells    int64
	released bool
}

// acquireCells admits a session and acquires the cells of its screen. Where there are not enough of
// them for its window, the screen is smaller than that, but no smaller than a usual one: for that
// others make room. It returns the size of the screen. The lease must be released, whatever the
// result is.
func (s *Server) acquireCells(sess *session, w ssh.Window) (*cellLease, ssh.Window, quota.Result) {
	l := &cellLease{pool: &s.cells, sess: sess}
	if r := s.admit(sess); r != quota.OK {
		return l, w, r
	}
	most := cellsOf(w)
	n, r := s.cells.TakeOrWait(sess, min(most, defaultCells), most)
	l.cells = n
	return l, fit(w, n), r
}

// resize changes the lease to another size of the window, and returns the size of the screen: that
// of the window if there are enough cells for it, and no fewer cells than before if the window has
// as many. A screen that grows leaves its address enough for a usual one. It is false when the lease
// is over.
func (l *cellLease) resize(w ssh.Window) (ssh.Window, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.released {
		return w, false
	}
	if more := cellsOf(w) - l.cells; more > 0 {
		if n, r := l.pool.Take(l.sess, defaultCells+1, more+defaultCells); r == quota.OK {
			l.pool.GiveBack(l.sess, defaultCells)
			l.cells += n - defaultCells
		}
	} else {
		l.pool.GiveBack(l.sess, -more)
		l.cells += more
	}
	return fit(w, l.cells), true
}

// release gives all cells back.
func (l *cellLease) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pool.GiveBack(l.sess, l.cells)
	l.cells, l.released = 0, true
}

func cellsOf(w ssh.Window) int64 { return int64(w.Width) * int64(w.Height) }

// fit returns the size of a screen of at most n cells in a window: both sides are shorter by the
// same part, but what a usual screen has of width is kept as far as possible.
func fit(w ssh.Window, n int64) ssh.Window {
	all := cellsOf(w)
	if all <= n {
		return w
	}
	width := int(float64(w.Width) * math.Sqrt(float64(n)/float64(all)))
	width = min(w.Width, max(1, width, min(sessionrequest.DefaultWidth, int(n)/min(w.Height, sessionrequest.DefaultHeight))), max(1, int(n)))
	return sessionrequest.Narrow(w, width, max(1, min(w.Height, int(n)/width)))
}
