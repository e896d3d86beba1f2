package loader

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/sshblog/sshblog/internal/source"
)

// noFiles is a place without files. It stands for one that cannot be read yet.
var noFiles embed.FS

// Optional returns a Source that is without files for as long as the directory of src does not
// exist.
func Optional(src source.Source) source.Source {
	return func() (fs.FS, func() error, error) {
		fsys, closeSource, err := src()
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			return source.FromFS(noFiles)()
		}
		return fsys, closeSource, err
	}
}

// begin scans for the first time. A place that cannot be read is an error, or one without files
// where the Store is to wait for it.
func (s *Store) begin() error {
	_, err := s.scan()
	if err != nil && s.options.Wait {
		s.log.Error("the posts cannot be read; waiting until they can", "dir", s.placeName(), "error", err)
		s.failed = true
		_, err = s.loader.scan(noFiles)
	}
	if err != nil || len(s.loader.index.All()) > 0 {
		return err
	}
	s.waiting, s.arrived = true, make(chan struct{})
	if s.options.Sample != nil {
		s.sample, err = s.options.Sample()
	}
	return err
}

// Arrived returns a channel that is closed when the first posts are there, nil if they were there
// at the start.
func (s *Store) Arrived() <-chan struct{} { return s.arrived }

// shown returns what readers see of what is loaded: the sample, until there is something to read.
func (s *Store) shown() *snapshot {
	own := s.loader.index
	if len(own.All()) > 0 {
		s.waiting, s.sample = false, nil
	}
	if s.sample != nil {
		_ = s.sample.Reload() // some of its posts may have been scheduled
		return &snapshot{s.sample.Index(), s.sample.Source(), make(chan struct{})}
	}
	return &snapshot{own, s.source, make(chan struct{})}
}

// sayWhatIsShown logs what a Store begins with.
func (s *Store) sayWhatIsShown() {
	own := s.loader.index
	switch {
	case len(own.All()) > 0:
	case s.sample != nil:
		s.log.Info("there is nothing to read yet; the embedded sample blog is shown until there is", "dir", s.placeName(),
			"expected", s.options.Expected)
	default:
		s.log.Warn("there is nothing to read", "dir", s.placeName(), "expected", s.options.Expected)
	}
}

// unread returns the error for a place that cannot be opened.
func (s *Store) unread(err error) error {
	if s.options.WatchDir == "" || !errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("opening the posts: %w", err)
	}
	return fmt.Errorf("opening the posts: %s: %s", s.options.WatchDir, source.ReasonAt(s.options.WatchDir, err))
}
