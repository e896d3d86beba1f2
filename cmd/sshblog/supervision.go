package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/sshblog/sshblog/internal/systemd"
)

// supervision tells the service manager, if there is one, how the server is.
type supervision struct {
	notifier *systemd.Notifier
	log      *slog.Logger
	doing    string // what the server does, in a line
}

// newSupervision returns the supervision of this process.
func newSupervision(log *slog.Logger, doing string) supervision {
	notifier, err := systemd.NewNotifier()
	s := supervision{notifier: notifier, log: log, doing: doing}
	s.check(err)
	return s
}

// check logs an error: the blog is served all the same.
func (s supervision) check(err error) {
	if err != nil {
		s.log.Warn("the service manager is not told how the server is", "error", err)
	}
}

// stopGrace is how long the server may take to stop beside the time that readers have.
const stopGrace = 30 * time.Second

// follow says that the server is ready, that it is alive while alive returns, and when ctx ends that
// it stops, for which it needs the time of a drain. The returned function ends all that.
func (s supervision) follow(ctx context.Context, drain time.Duration, alive func()) (wait func() error) {
	s.check(s.notifier.Ready(s.doing))
	watched := inBackground(context.WithoutCancel(ctx), s.log, func(ctx context.Context) error {
		s.check(s.notifier.Watch(ctx, alive))
		return nil
	})
	stopped := inBackground(ctx, s.log, func(ctx context.Context) error {
		<-ctx.Done()
		if drain > 0 {
			s.check(s.notifier.Draining(drain + stopGrace))
			return nil
		}
		s.check(s.notifier.Stopping())
		return nil
	})
	return func() error { return errors.Join(stopped(), watched()) }
}

// reloading calls f between saying that the server reloads, and that it is ready again.
func (s supervision) reloading(f func()) {
	s.check(s.notifier.Reloading())
	f()
	s.check(s.notifier.Ready(s.doing))
}

// listener returns the sockets that the service manager listens on, whose addresses count then, else
// one on the configured address. It reports whether they are the manager's, and so outlive the
// process.
func (c *serveCmd) listener(ctx context.Context, log *slog.Logger) (l net.Listener, inherited bool, err error) {
	l, err = systemd.Listener(reporter(log))
	if err != nil {
		return nil, false, fmt.Errorf("listen: %w", err)
	}
	if l != nil {
		return l, true, nil
	}
	l, err = listen(ctx, c.Listen)
	return l, false, err
}
