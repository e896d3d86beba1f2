package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/quota"
)

// stopTimeout is how long answers that are under way may take when the server stops.
const stopTimeout = 5 * time.Second

// Buffers of the kernel for a connection, in bytes.
const (
	receiveBuffer = 32 << 10
	unsentBuffer  = 128 << 10
)

// Serve answers what comes on l until ctx ends, then lets answers that are under way end, and closes
// it.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	limits := s.opts.Limits
	limits.Report = s.opts.Report
	limited := connlimit.New(l, limits)
	s.mu.Lock()
	s.listener = limited
	s.mu.Unlock()
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: headTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ConnState: connState, ConnContext: connContext,
		ErrorLog:                     slog.NewLogLogger(s.opts.Log.Handler(), slog.LevelDebug), // what clients do wrong
		DisableGeneralOptionsHandler: true,
	}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		if server.Shutdown(ending) != nil {
			_ = server.Close() // the clients have had their time
		}
	})
	err := server.Serve(limited)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) || ctx.Err() != nil {
		return nil //nolint:nilerr // it was to end
	}
	return errors.Join(err, server.Close())
}

// connState says of a connection whether its client has asked for something: those that have not may
// have to make room for others.
func connState(conn net.Conn, state http.ConnState) {
	c, ok := conn.(*connlimit.Conn)
	if !ok {
		return
	}
	switch state {
	case http.StateNew:
		c.Bound(receiveBuffer, unsentBuffer)
	case http.StateActive:
		c.Activate()
	case http.StateIdle:
		c.Deactivate()
	case http.StateHijacked, http.StateClosed:
	}
}

// rateKey is the key of a connection's rate in the context of its requests.
type rateKey struct{}

// connContext gives a connection a rate of requests.
func connContext(ctx context.Context, _ net.Conn) context.Context {
	return context.WithValue(ctx, rateKey{}, &quota.Bucket{Burst: requestsBurst * quota.Cost(1, requestsASec)})
}

// allow reports whether the connection of a request may ask for one thing more.
func allow(r *http.Request) bool {
	rate, ok := r.Context().Value(rateKey{}).(*quota.Bucket)
	return !ok || rate.Allow(quota.Cost(1, requestsASec), time.Now())
}
