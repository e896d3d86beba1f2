package loader

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
)

// errEmptied is a directory that had posts and has none now. It is far more often half copied,
// unmounted or swapped than meant.
var errEmptied = errors.New("there are no posts any more")

// StoreOptions say how a [Store] loads and watches.
type StoreOptions struct {
	Options
	WatchDir string // directory that Watch asks the system to watch; "": it only polls
	// time between the scans of Watch; 0: as often as costs about 1 % of a core, at least every 1.5
	// s where that is cheaper
	Poll time.Duration

	Wait bool // a place that cannot be read at first is no error; Watch finds it when it can be
	// what an operator should put into an empty place, such as files of a kind
	Expected string
	// makes what is shown until there is something to read; nil: an empty blog is
	Sample func() (*Store, error)
}

// Store holds the current Index of a blog and swaps it when files change. All methods are safe for
// concurrent use.
type Store struct {
	source  source.Source
	options StoreOptions
	log     *slog.Logger
	current atomic.Pointer[snapshot]
	arrived chan struct{} // closed when the first posts are there; nil: they were from the start
	latest  atomic.Pointer[Loaded]
	failing atomic.Bool // as failed is

	mu      sync.Mutex // held by the scan that runs
	report  reporter
	loader  *loader
	failed  bool          // the last scan failed, and that was logged
	took    time.Duration // by the last scan of all files
	waiting bool          // there has been nothing to read since the start
	sample  *Store        // is shown for that long; may be nil
}

// snapshot is an Index, where its files are, and the channel that is closed when the next one is
// there.
type snapshot struct {
	index   *blog.Index
	source  source.Source
	changed chan struct{}
}

// NewStore loads the blog for the first time. The error is that of the place the posts come from; a
// blog without posts is none.
func NewStore(src source.Source, o StoreOptions) (*Store, error) {
	o.Options = o.withDefaults()
	s := &Store{
		source: src, options: o, log: o.Log, loader: newLoader(o.Options),
		report: reporter{log: o.Log, dir: o.WatchDir},
	}
	if err := s.begin(); err != nil {
		return nil, err
	}
	index := s.loader.index
	s.current.Store(s.shown())
	s.note(s.took, 0)
	s.log.Info("posts loaded", "dir", s.placeName(), "found", site.Summary(index.Site()), "posts", len(index.Posts()),
		"pages", len(index.Pages()),
		"problems", len(index.Problems()), "took", s.took.Round(time.Millisecond))
	s.sayWhatIsShown()
	s.report.report(index.Problems())
	return s, nil
}

// placeName is the place the posts come from, for the log.
func (s *Store) placeName() string {
	if s.options.WatchDir == "" {
		return "(the program)"
	}
	return s.options.WatchDir
}

// Dir returns the directory of the system that the posts lie in, as the operator named it
// (StoreOptions.WatchDir); "" if none. [problem.Problem.In] makes paths of it that an editor finds.
func (s *Store) Dir() string { return s.options.WatchDir }

// Source returns the place that the posts of the current Index come from.
func (s *Store) Source() source.Source {
	return func() (fs.FS, func() error, error) { return s.current.Load().source() }
}

// Index returns the current Index.
func (s *Store) Index() *blog.Index { return s.current.Load().index }

// Changed returns a channel that is closed when there is a newer Index than the present one. To
// miss none, take the channel before the Index, and take both again after it is closed.
func (s *Store) Changed() <-chan struct{} { return s.current.Load().changed }

// Reload looks for changes now and returns when the Index is up to date. An error means that the
// last good Index stays: the place the posts come from cannot be read or has no posts any more.
func (s *Store) Reload() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed, err := s.scan()
	var crash *safego.PanicError
	switch {
	case s.failed && err != nil: // said already
	case errors.As(err, &crash):
		s.log.Error("the posts cannot be loaded; the last good ones stay", "error", err, "stack", string(crash.Stack))
	case err != nil:
		s.log.Warn("the posts cannot be loaded; the last good ones stay", "error", err)
	case err == nil && s.failed:
		s.log.Info("the posts can be loaded again")
	}
	s.failed = err != nil
	s.failing.Store(s.failed)
	if changed || s.waiting || err != nil && crash == nil && s.loader.refresh() { // what is loaded goes on with the time
		s.publish(s.took)
	}
	return err
}

// Description is what the author says of the blog as a whole, see [Options].
type Description struct {
	Drafts                              bool
	Location                            *time.Location
	Title, Description, Author, BaseURL string
	Links                               []blog.Link
	Parts                               []blog.ListPart
}

// Describe changes what the author says of the blog. The next reload shows it.
func (s *Store) Describe(d Description) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := &s.loader.options
	s.loader.stale = s.loader.stale || o.Drafts != d.Drafts
	o.Drafts, o.Location = d.Drafts, d.Location
	o.Title, o.Description, o.Author, o.BaseURL, o.Links, o.Parts = d.Title, d.Description, d.Author, d.BaseURL, d.Links, d.Parts
}

// refreshPaths looks for changes of the files at some paths only. It returns false where that is
// not enough; the caller then uses [Store.Reload].
func (s *Store) refreshPaths(paths []string) (done bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed {
		return false
	}
	start := time.Now()
	changed := false
	err := safego.Catch(func() {
		_, _ = s.withSource(func(fsys fs.FS) (bool, error) {
			changed, done = s.loader.refreshPaths(fsys, paths)
			return changed, nil
		})
	})
	if changed {
		s.publish(time.Since(start))
	}
	return done && err == nil
}

// scan looks at all files. A panic on the way is an error like others: the next scan starts over.
func (s *Store) scan() (changed bool, err error) {
	start := time.Now()
	defer func() { s.took = time.Since(start) }()
	if crash := safego.Catch(func() { changed, err = s.withSource(s.loader.scan) }); crash != nil {
		return false, crash
	}
	return changed, err
}

// withSource opens the source, calls f on it, and closes it.
func (s *Store) withSource(f func(fs.FS) (changed bool, err error)) (changed bool, err error) {
	fsys, closeSource, err := s.source()
	if err != nil {
		return false, s.unread(err)
	}
	defer func() {
		if err := closeSource(); err != nil {
			s.log.Debug("closing the posts", "error", err)
		}
	}()
	return f(fsys)
}

// publish makes the loader's Index the current one, closes the channel of the one before, and logs
// the reload and its problems. Took is how long the Index took to make.
func (s *Store) publish(took time.Duration) {
	waited := s.waiting
	next := s.shown()
	if next.index == s.Index() { // still the sample
		s.report.report(s.loader.index.Problems())
		return
	}
	index := next.index
	s.note(took, 1)
	close(s.current.Swap(next).changed)
	if waited && !s.waiting {
		close(s.arrived)
		s.log.Info("the first posts are there", "dir", s.placeName())
	}
	s.log.Info("posts reloaded", "posts", len(index.Posts()), "pages", len(index.Pages()), "problems",
		len(index.Problems()),
		"took", took.Round(time.Millisecond))
	s.report.report(s.loader.index.Problems())
}

// Watch reloads when files change and when a scheduled post appears or one expires, until ctx ends;
// it returns the reason.
//
// Notices of the system only start a scan, a little later, since an editor makes several of them to
// save one file. It looks at the files that they name if all of them are posts that were there
// before; otherwise at all files. A slow poll finds what gives no notice: bind mounts, swapped
// directories, network file systems. It costs about 1 % of a core at most.
func (s *Store) Watch(ctx context.Context) error {
	w := newWatcher(s)
	defer w.close()
	w.scan(nil)
	for ctx.Err() == nil {
		w.next(ctx)
	}
	return context.Cause(ctx)
}
