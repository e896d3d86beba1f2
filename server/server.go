package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"net/netip"
	"regexp"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/tui"
	"github.com/sshblog/sshblog/server/connlog"
	"github.com/sshblog/sshblog/server/hostkeyproof"
	"github.com/sshblog/sshblog/server/limits"
	"github.com/sshblog/sshblog/server/sharedpool"
)

// Limits bound what clients can take; package limits declares them.
type Limits = limits.Limits

// Options is what a Server needs from the program around it.
type Options struct {
	// HostKey proves the server's identity. Required.
	HostKey gossh.Signer
	// OtherHostKeys are announced to clients beside it, as SetHostKeys does.
	OtherHostKeys []gossh.Signer
	// Version is the program's version, shown in the SSH version string. Letters, digits, dots and
	// underscores.
	Version string
	// NewModel makes the model of one reader's session. Required.
	NewModel func(tui.Session) tea.Model
	// Run runs one command without a screen and returns its exit status. Required.
	Run func(ctx context.Context, env command.Env, args []string) int
	// Files returns the files that readers may download, as they are now; nil when there are none.
	// Its files must implement io.ReaderAt.
	Files func() fs.FS
	// Plain serves the line-by-line reader by default instead of a screen; clients may override it.
	Plain bool
	// Log is the operator's log; nil discards.
	Log *slog.Logger
	// Limits bound what clients can take; the zero value means the defaults.
	Limits Limits
	// Proxies are the peers that name their clients by the PROXY protocol.
	Proxies []netip.Prefix
	// FullAddresses logs whole addresses of readers instead of their networks (/24, /48).
	FullAddresses bool
	// Restarts says that the listening socket outlives the Server: who connects meanwhile is served by
	// the next one. So at the end those who have come already are served, for a short time.
	Restarts bool
	// Drain is how long readers may stay when the server is to end; they are told at once, and let go
	// one after another. Zero ends all at once.
	Drain time.Duration
	// Hurry ends a drain when it is closed; it may be nil.
	Hurry <-chan struct{}
	// CutShort returns what a client reads whose command or download ends before its end because the
	// server restarts, in the language of its environment; typed is the command, if it is one. Nil
	// says nothing.
	CutShort func(environ []string, typed string) string
	// LastWords returns what the server itself says to a client, in the language of its environment. Nil
	// means English.
	LastWords func(environ []string) *catalog.LastWords
}

// Server serves a blog over SSH. Make one with New.
type Server struct {
	opts         Options
	limits       Limits
	log          *slog.Logger
	ssh          *ssh.Server
	background   context.Context // of connections, and for the log
	tally        connlog.Tally   // of what has no line of its own in the log
	sessionSlots sharedpool.Pool // of sessions that are served
	cells        sharedpool.Pool // of all screens
	transfers    sharedpool.Pool // sessions that download
	files        sharedpool.Pool // that they have open
	pages        quota.Pool      // bytes of long posts that wait for their clients
	work         quota.Turns     // of commands and downloads
	listener     atomic.Pointer[connlimit.Listener]
	phase        atomic.Int32
	ready        atomic.Int64 // connections that have authenticated, and have no session yet
	hostKeys     atomic.Pointer[hostkeyproof.Keys]
	stats        stats

	mu       sync.Mutex
	open     map[*session]struct{} // sessions that are served
	closing  bool
	sessions sync.WaitGroup // the same
}

// New makes a Server that is not yet listening. It fails when a required option is missing.
func New(o Options) (*Server, error) {
	if o.HostKey == nil || o.NewModel == nil || o.Run == nil {
		return nil, errors.New("server: HostKey, NewModel and Run are required")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		opts: o, limits: o.Limits.WithDefaults(), log: o.Log,
		background: context.Background(), open: make(map[*session]struct{}), stats: newStats(),
	}
	s.sessionSlots.Max, s.cells.Max = int64(s.limits.Sessions), int64(s.limits.Cells)
	s.transfers.Max, s.files.Max = int64(s.limits.Transfers), int64(s.limits.Files)
	s.pages.Max = int64(s.limits.Pages)
	s.work.Max = max(1, runtime.GOMAXPROCS(0)/2) // the other processors are the readers'
	if s.limits.OneAddressMayHaveAll() {
		for _, p := range []*sharedpool.Pool{&s.sessionSlots, &s.cells, &s.transfers, &s.files} {
			p.PerAddr = -1
		}
	}
	srv, err := wish.NewServer(
		wish.WithVersion("sshblog_"+versionChars.ReplaceAllString(o.Version, "_")),
		func(srv *ssh.Server) error { srv.AddHostKey(o.HostKey); return nil },
		wish.WithMiddleware(s.route, s.recoverPanic), // the last one runs first
	)
	if err != nil {
		return nil, fmt.Errorf("make the SSH server: %w", err)
	}
	srv.HandshakeTimeout = max(0, s.limits.Handshake)
	srv.ConnCallback = s.receive
	srv.ServerConfigCallback = transportConfig
	srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.serveChannel}
	srv.RequestHandlers = map[string]ssh.RequestHandler{"keepalive@openssh.com": answerKeepalive, hostkeyproof.ProveRequest: answerProof}
	srv.ConnectionFailedCallback = s.logFailure
	s.ssh = srv
	s.SetHostKeys(o.HostKey, o.OtherHostKeys...)
	return s, nil
}

// versionChars matches what an SSH version string must not have (RFC 4253, 4.2: no blank, no minus
// sign).
var versionChars = regexp.MustCompile(`[^A-Za-z0-9._]`)

// answerKeepalive answers a client's keepalive, so that it does not take the server for dead.
func answerKeepalive(ssh.Context, *ssh.Server, *gossh.Request) (ok bool, payload []byte) {
	return true, nil
}

// Serve accepts connections on l until ctx is done. Then it stops accepting, gives readers the time
// that Options.Drain allows, says goodbye to every reader who is left, restores their terminals, and
// returns nil; it closes connections that do not end within the grace time.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	listener := connlimit.New(l, connlimit.Options{
		Total: s.limits.Connections, PerAddress: s.limits.PerAddress,
		Waiting: s.limits.Waiting, WaitingPerAddress: s.limits.WaitingPerAddress,
		Proxies: s.opts.Proxies, Report: s.logPanic, Refused: func(from net.Addr) { s.tally.Refuse(s.networkOf(from)) },
	})
	s.listener.Store(listener)
	s.enter(PhaseServing)
	failed := make(chan error, 1)
	s.spawn("accept connections", func() { failed <- s.ssh.Serve(listener) })
	s.spawn("sum up refusals", func() {
		ticker := time.NewTicker(sumUpEvery)
		defer ticker.Stop()
		s.sumUp(ctx, listener, ticker.C)
	})
	select {
	case err := <-failed:
		return fmt.Errorf("accept connections: %w", err)
	case <-ctx.Done():
	}
	if s.opts.Drain > 0 {
		s.drain(listener)
	}
	s.enter(PhaseStopping)
	if s.opts.Restarts || s.opts.Drain > 0 {
		s.finish(listener)
	}
	_ = listener.Close() // no new connections from here on
	s.shutdown()
	return nil
}

// Times of a shutdown: to restore readers' terminals, and for clients to hang up by themselves.
const (
	restoreGrace = 3 * time.Second
	hangUpGrace  = 500 * time.Millisecond
)

// shutdown ends all sessions in order: no new ones, screens restored and commands stopped, then the
// connections.
func (s *Server) shutdown() {
	s.enter(PhaseStopping)
	s.mu.Lock()
	s.closing = true
	open := maps.Clone(s.open)
	s.mu.Unlock()
	s.log.Info("stopping", "sessions", len(open))
	for sess := range open {
		sess.setReason("stopped")
		if !sess.quitScreen(sess.lastWords().Closing) {
			sess.end()
		}
	}

	done := make(chan struct{})
	s.spawn("wait for sessions", func() { s.sessions.Wait(); close(done) })
	select {
	case <-done:
	case <-time.After(restoreGrace):
		s.log.Warn("closing sessions that did not end by themselves")
	}
	ctx, cancel := context.WithTimeout(context.Background(), hangUpGrace)
	defer cancel()
	if err := s.ssh.Shutdown(ctx); err != nil {
		_ = s.ssh.Close()
	}
	s.log.Info("stopped")
}

// InUse is what all connections use at one moment.
type InUse struct {
	Connections int   // open
	Waiting     int   // of these, not yet authenticated, or without a session since their last one
	Sessions    int   // of all connections
	Cells       int64 // of all screens
}

// InUse returns what all connections use now. It may be called from any goroutine.
func (s *Server) InUse() InUse {
	in := InUse{Cells: s.cells.InUse()}
	if listener := s.listener.Load(); listener != nil {
		in.Connections, in.Waiting = listener.Open()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	in.Sessions = len(s.open)
	return in
}

// register adds a session to its connection and to those that a shutdown reaches; false when the
// server is closing or the connection has too many.
func (s *Server) register(sess *session) bool {
	if !sess.conn.openSession(sess) {
		return false
	}
	s.mu.Lock()
	closing := s.closing
	if !closing {
		s.sessions.Add(1)
		s.open[sess] = struct{}{}
	}
	s.mu.Unlock()
	if closing {
		sess.conn.closeSession(sess)
	}
	return !closing
}

// unregister removes a session that is not served any more.
func (s *Server) unregister(sess *session) {
	s.mu.Lock()
	delete(s.open, sess)
	s.mu.Unlock()
	s.stats.sessionEnds.Add(sess.how(), 1)
	if sess.admitted {
		s.sessionSlots.GiveBack(sess, 1)
	}
	s.sessions.Done()
}

// admit acquires the slot of a session that is served, until it is over: there may be more sessions
// than the process can bear.
func (s *Server) admit(sess *session) quota.Result {
	if sess.admitted {
		return quota.OK
	}
	_, r := s.sessionSlots.TakeOrWait(sess, 1, 1)
	sess.admitted = r == quota.OK
	return r
}

// spawn runs f in a goroutine of its own. A panic in it is logged, and ends only that goroutine.
func (s *Server) spawn(what string, f func()) { safego.Go(s.logPanic, what, f) }

// later runs f as spawn does, when d has passed.
func (s *Server) later(d time.Duration, what string, f func()) *time.Timer {
	return safego.After(s.logPanic, d, what, f)
}
