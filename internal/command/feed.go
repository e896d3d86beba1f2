package command

import (
	"context"
	"io"

	"github.com/sshblog/sshblog/internal/feed"
)

// feedCommand prints the newest posts as a feed.
type feedCommand struct {
	Format word  `arg:"" optional:"" usage:"[atom|json]" help:"an Atom feed (the default)|a JSON Feed, version 1.1"`
	N      count `default:"20" short:"n" placeholder:"N" help:"at most N posts (20); 0 means all"`
}

// Run prints the feed.
func (f *feedCommand) Run(c *Call) error {
	write := feed.Atom
	switch f.Format {
	case "", "atom":
	case "json":
		write = feed.JSON
	default:
		return usageError{quote(string(f.Format)) + ": expected atom or json"}
	}
	o := feed.Options{Host: c.Host, Port: c.Port, Limit: int(f.N), Version: c.Version, Cache: c.Cache}
	if write(untilDone{c.ctx, c.Stdout}, c.Index(), o) != nil {
		return errGone
	}
	return nil
}

// untilDone is a writer that fails once its context has ended.
type untilDone struct {
	ctx context.Context
	io.Writer
}

// Write writes, or returns why the context has ended.
func (w untilDone) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.Writer.Write(p)
}
