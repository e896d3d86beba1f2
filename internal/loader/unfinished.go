package loader

import (
	"crypto/sha256"
	"time"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// awaiting says of a file that looks half written how long its rest is waited for.
type awaiting struct {
	sum          [sha256.Size]byte // of what there is of it
	since, until time.Time
}

// awaitRest returns for how long the rest of a file is waited for, that of e, of which src is there.
// It is zero if what there is has to do: the file looks whole, or has not changed for long enough.
// A header that is cut in the middle may lack the very line that makes a draft of the post.
func (l *loader) awaitRest(e, old *entry, src []byte, now time.Time) awaiting {
	wait := l.options.Unfinished
	since := time.Unix(0, e.mark.Mtime)
	if e.mark.Mtime == 0 || since.After(now) { // no time of it means anything
		since = now
		if old != nil && old.awaiting.sum == e.sum {
			since = old.awaiting.since
		}
	}
	until := since.Add(wait)
	if wait <= 0 || !now.Before(until) || !frontmatter.Unfinished(e.file, frontmatter.Decode(src).Text) {
		return awaiting{}
	}
	return awaiting{e.sum, since, until}
}

// keep returns the entry that stands for a file while its rest is waited for: what was read before,
// or one with nothing to show.
func (a awaiting) keep(e, old *entry) *entry {
	if old != nil && (old.post != nil || !old.awaiting.until.IsZero()) {
		old.awaiting, old.settled = a, false
		return old
	}
	e.awaiting, e.settled, e.incomplete = a, false, true
	return e
}

// noteAwaited notes when entries are to be looked at again that wait for the rest of their files.
func (l *loader) noteAwaited(e *entry) {
	if at := e.awaiting.until; !at.IsZero() && (l.lookAgain.IsZero() || at.Before(l.lookAgain)) {
		l.lookAgain = at
	}
}
