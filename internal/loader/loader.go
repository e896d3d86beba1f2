package loader

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/site"
)

// Load reads all posts below the root of fsys. The error is that of the root directory; everything
// else that goes wrong is a [Problem] of the Index.
func Load(fsys fs.FS, o Options) (*blog.Index, error) {
	l := newLoader(o)
	if _, err := l.scan(fsys); err != nil {
		return nil, err
	}
	return l.index, nil
}

// loader turns a file system into an Index, again and again: it keeps what it read and reads only
// what has changed. It is not safe for concurrent use.
type loader struct {
	options    Options
	fsys       fs.FS // of the scan that is running
	site       site.Settings
	entries    map[string]*entry    // by path
	order      []*entry             // the same in the order of the walk
	defaults   []site.Defaults      // of the site file and all _index files
	found      fileTree             // what the last walk found, with what has been told of its files since
	outside    []problem.Problem    // of the site file and the walk
	ofSite     []problem.Problem    // of the site file
	index      *blog.Index          // nil before the first scan
	data       map[string]*dataFile // by path
	cascadeSum [sha256.Size]byte    // of the _index files whose presets these are
	excess     []problem.Problem    // of _index files whose presets are too many
	people     people               // authors by their keys
	stale      bool                 // index is older than what was found
	lookAgain  time.Time            // when the first of the files that look half written is given up; zero: none
}

func newLoader(o Options) *loader { return &loader{options: o.withDefaults()} }

// scan reads what has changed and reports whether that made a new Index.
func (l *loader) scan(fsys fs.FS) (changed bool, err error) {
	l.fsys, l.lookAgain = fsys, time.Time{}
	defer func() { l.fsys = nil }()
	o := &l.options
	site, problems := site.Read(fsys, site.Options{
		Title: o.Title, Description: o.Description, Author: o.Author, BaseURL: o.BaseURL, Lang: o.Lang, Location: o.Location,
		Links: o.Links, Parts: o.Parts,
		FileBytes: o.Limits.FileBytes, Limits: o.Limits.header(),
	})
	if l.siteIsCut(problems) {
		site, problems = l.site, l.ofSite
	}
	l.ofSite = problems
	found, err := walk(fsys, &site, l.options.Limits)
	if err != nil {
		return false, fmt.Errorf("reading the posts: %w", err)
	}
	if l.index != nil && len(found.files) == 0 && len(l.entries) > 0 {
		return false, errEmptied
	}
	people, others := l.peopleIn(fsys, &site, &found, l.people)
	site.Author = people.name(cmp.Or(site.Author, people.names["default"])) // of posts that name none
	if l.index == nil || others || !site.Equal(&l.site) {
		l.entries, l.order, changed = nil, nil, true // dates and permalinks may differ
		l.cascadeSum = [sha256.Size]byte{}
		l.data = nil
	}
	changed = changed || !site.SameFace(&l.site)
	l.site, l.people = site, people
	if problems = slices.Concat(problems, found.problems); !slices.Equal(problems, l.outside) {
		l.outside, changed = problems, true
	}
	changed = changed || !slices.Equal(found.assets, l.found.assets)
	l.found = found
	l.stale = l.stale || changed
	return l.update(), nil
}

// update reads what has changed of the files that were found and reports whether that made a new
// Index.
func (l *loader) update() bool {
	if l.cascades(l.found.files) {
		l.entries, l.order, l.stale = nil, nil, true
	}
	if l.read(l.found.files) || l.stale {
		l.assemble()
		return true
	}
	return l.refresh()
}

// refresh makes a new Index of what is loaded if the clock asks for one: a post has appeared or
// gone.
func (l *loader) refresh() bool {
	next := l.index.NextChange()
	if next.IsZero() || l.options.Now().Before(next) {
		return false
	}
	l.assemble()
	return true
}

// read brings the entries up to date with the files and reports whether any has changed.
func (l *loader) read(files []postFile) bool {
	order := make([]*entry, len(files))
	var stale []int
	for i, f := range files {
		if old := l.entries[f.path]; old != nil && old.settled && old.mark == f.mark {
			order[i] = old
		} else {
			stale = append(stale, i)
		}
	}
	l.readAll(files, order, stale)
	for _, i := range stale {
		l.noteAwaited(order[i].awaiting.until)
	}
	if slices.Equal(order, l.order) {
		return false
	}
	entries := make(map[string]*entry, len(order))
	for _, e := range order {
		entries[e.file] = e
	}
	l.entries, l.order = entries, order
	return true
}

// readAll reads the files at the indices stale, several at a time where there are many.
func (l *loader) readAll(files []postFile, order []*entry, stale []int) {
	const batch = 16
	workers := min(runtime.GOMAXPROCS(0), (len(stale)+batch-1)/batch)
	one := func(i int) { order[i] = l.readSafely(files[i], l.entries[files[i].path]) }
	if workers <= 1 {
		for _, i := range stale {
			one(i)
		}
		return
	}
	batches := make(chan []int)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			safego.Run(l.report, "read posts", func() {
				for indices := range batches {
					for _, i := range indices {
						one(i)
					}
				}
			})
		})
	}
	for indices := range slices.Chunk(stale, batch) {
		batches <- indices
	}
	close(batches)
	wait.Wait()
}

// report logs a panic.
func (l *loader) report(what string, value any, stack []byte) {
	l.options.Log.Error("panic", "while", what, "value", fmt.Sprint(value), "stack", string(stack))
}

// readSafely is readEntry, but a panic, which no file should be able to cause, costs that file
// only: its last good content stays, and if there is none, a problem is reported.
func (l *loader) readSafely(f postFile, old *entry) (e *entry) {
	err := safego.Catch(func() { e = l.readEntry(f, old) })
	var crash *safego.PanicError
	if !errors.As(err, &crash) {
		return e
	}
	l.options.Log.Error("a post cannot be read", "path", plaintext.CleanPath(f.path), "error", err, "stack",
		string(crash.Stack))
	if old != nil && old.post != nil {
		old.mark, old.settled = f.mark, f.mark.Settled(time.Now())
		return old
	}
	n := problem.List{Path: plaintext.CleanPath(f.path)}
	n.Fail(1, "the file cannot be read: %v", err)
	return &entry{file: f.path, mark: f.mark, settled: f.mark.Settled(time.Now()), role: roleIgnored, problems: n.All}
}

func (l *loader) assemble() {
	l.stale = true
	a := assembly{site: &l.site.Site, entries: l.order, now: l.options.Now(), drafts: l.options.Drafts}
	l.index = a.build(slices.Concat(l.outside, l.excess), l.found.assets)
	l.stale = false
}

// nextChange returns the earliest moment after now at which p appears or goes; zero if none.
func nextChange(p *blog.Post, now time.Time, drafts bool) time.Time {
	switch {
	case p.Draft && !drafts:
	case !drafts && p.AppearsAt().After(now):
		if !p.Expires.IsZero() && !p.Expires.After(p.AppearsAt()) {
			return time.Time{} // gone before it comes
		}
		return p.AppearsAt()
	case p.Expires.After(now):
		return p.Expires
	}
	return time.Time{}
}
