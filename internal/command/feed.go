package command

import (
	"context"
	"flag"
	"fmt"
	"io"

	"github.com/sshblog/sshblog/internal/feed"
)

// feed prints the newest posts as a feed.
func (r *run) feed(args []string) int {
	flags := new(flag.FlagSet)
	most := countFlag(flags, "n", feed.DefaultLimit)
	rest, err := r.parse(flags, args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) > 1:
		return r.usage(fmt.Sprintf("expected no argument %s", quote(rest[1])))
	}
	write := feed.Atom
	if len(rest) == 1 {
		switch rest[0] {
		case "atom":
		case "json":
			write = feed.JSON
		default:
			return r.usage(fmt.Sprintf("%s: expected atom or json", quote(rest[0])))
		}
	}
	o := feed.Options{Host: r.Host, Port: r.Port, Limit: *most, Version: r.Version}
	if write(untilDone{r.ctx, r.Stdout}, r.Index(), o) != nil { // the reader has gone
		return Failed
	}
	return Done
}

// untilDone is a writer that takes nothing more once its context has ended.
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
