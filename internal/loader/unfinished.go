package loader

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
)

// awaiting says of a file that looks half written how long its rest is waited for.
type awaiting struct {
	sum          [sha256.Size]byte // of what there is of it
	since, until time.Time
}

// awaitRest returns for how long the rest of a file is waited for, that of e, of which text is there.
// It is zero if what there is has to do: the file looks whole, or has not changed for long enough.
// A header that is cut in the middle may lack the very line that makes a draft of the post.
func (l *loader) awaitRest(e, old *entry, text string, now time.Time) awaiting {
	wait := l.options.Unfinished
	since := time.Unix(0, e.mark.Mtime)
	if e.mark.Mtime == 0 || since.After(now) { // no time of it means anything
		since = now
		if old != nil && old.awaiting.sum == e.sum {
			since = old.awaiting.since
		}
	}
	until := since.Add(wait)
	if wait <= 0 || !now.Before(until) || !frontmatter.Unfinished(e.file, text) {
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

// noteAwaited notes when to look again at a file whose rest is waited for; zero if it is not.
func (l *loader) noteAwaited(until time.Time) {
	if !until.IsZero() && (l.lookAgain.IsZero() || until.Before(l.lookAgain)) {
		l.lookAgain = until
	}
}

// isCut reports whether a file of settings or presets, which was read before, looks like the
// beginning of one that is being written anew: it has just changed, and is empty, broken, or ends
// within a line. What it says of posts that are not public would be lost for a moment.
func (l *loader) isCut(mark source.Mark, src []byte, broken bool) bool {
	now := time.Now()
	until := time.Unix(0, mark.Mtime).Add(l.options.Unfinished)
	text := strings.TrimRight(string(src), " \t")
	if l.options.Unfinished <= 0 || !now.Before(until) || mark.Mtime > now.UnixNano() ||
		!broken && strings.HasSuffix(text, "\n") && strings.TrimSpace(text) != "" {
		return false
	}
	l.noteAwaited(until)
	return true
}

// siteIsCut is isCut for the site file that was read before. The problems are those it has now.
func (l *loader) siteIsCut(problems []problem.Problem) bool {
	if l.index == nil || l.site.File == "" || l.options.Unfinished <= 0 {
		return false
	}
	info, err := fs.Stat(l.fsys, l.site.File)
	if err != nil || time.Since(info.ModTime()) > l.options.Unfinished {
		return false
	}
	src, mark, err := source.ReadFile(l.fsys, l.site.File, l.options.Limits.FileBytes)
	if err != nil {
		return errors.Is(err, source.ErrChanging)
	}
	file := plaintext.CleanPath(l.site.File)
	return l.isCut(mark, src, slices.ContainsFunc(problems, func(p problem.Problem) bool {
		return p.Path == file && p.Severity == problem.Error
	}))
}
