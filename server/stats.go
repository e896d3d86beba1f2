package server

import (
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/metrics"
)

// What sessions are for, as operators see it.
const (
	kindScreen  = "screen"
	kindLines   = "lines"
	kindCommand = "command"
	kindArchive = "archive"
	kindSFTP    = "sftp"
	kindSCP     = "scp"
	kindRsync   = "rsync"
)

// How connections end that never authenticated.
const (
	howChecked = "check" // it only looked whether somebody answers
	howUnknown = "not authenticated"
)

// endReasons are the words that the log has for how sessions and connections end. Those that are missing
// here are counted as others; TestEndReasons finds them.
var endReasons = []string{
	left, hungUp, "idle", "evicted", "stalled", "lifetime", "silent", "no session", "unused", "nothing started",
	"too much", "restart", "stopped", "full", "address full", "busy",
}

// stats count what happens on a server. Nothing in them depends on what a client says of itself.
type stats struct {
	accepted       metrics.Counter
	connectionEnds *metrics.Labeled // by how
	kinds, begun   *metrics.Labeled // sessions now and so far, by what they are for
	sessionEnds    *metrics.Labeled // by reason
	received, sent metrics.Counter  // bytes of connections
	firstFrame     *metrics.Histogram
	key            *metrics.Histogram
}

func newStats() stats {
	const ms = time.Millisecond
	kinds := func() *metrics.Labeled {
		return metrics.NewLabeled(kindScreen, kindLines, kindCommand, kindArchive, kindSFTP, kindSCP, kindRsync)
	}
	return stats{
		kinds: kinds(), begun: kinds(),
		connectionEnds: metrics.NewLabeled(append([]string{howChecked, howUnknown}, endReasons...)...),
		sessionEnds:    metrics.NewLabeled(endReasons...),
		firstFrame: metrics.NewHistogram(ms, 2500*time.Microsecond, 5*ms, 10*ms, 25*ms, 50*ms, 100*ms, 250*ms, 500*ms,
			time.Second, 2500*ms, 10*time.Second),
		key: metrics.NewHistogram(ms/10, ms/4, ms/2, ms, 2500*time.Microsecond, 5*ms, 10*ms, 25*ms, 50*ms, 100*ms, 250*ms,
			time.Second),
	}
}

// serving counts a session, for as long as it is served.
func (s *stats) serving(kind string) (served func()) {
	s.begun.Add(kind, 1)
	s.kinds.Add(kind, 1)
	return func() { s.kinds.Add(kind, -1) }
}

// drawn counts what a reader has waited for a frame: the first one since the session was asked for,
// others since the key that they answer, if they answer one.
func (sess *session) drawn(sinceKey time.Duration) {
	stats := &sess.conn.server.stats
	switch {
	case !sess.framed:
		sess.framed = true
		stats.firstFrame.Observe(time.Since(sess.asked))
	case sinceKey > 0:
		stats.key.Observe(sinceKey)
	}
}

// AddMetrics adds what operators can see of the server to a set.
func (s *Server) AddMetrics(set *metrics.Set) {
	const counter, gauge = metrics.KindCounter, metrics.KindGauge
	var in InUse
	var refused connlimit.Counts
	refresh := func() {
		in, refused = s.InUse(), connlimit.Counts{}
		if listener := s.listener.Load(); listener != nil {
			refused = listener.Counts()
		}
	}
	number := func(kind metrics.Kind, name, help string, n func() float64) metrics.Metric {
		return metrics.One(kind, "sshblog_"+name, help, n)
	}
	limit := func(n int) func() float64 { return func() float64 { return float64(max(0, n)) } }
	st := &s.stats
	set.Add(
		refresh,
		number(gauge, "ready", "1 while newcomers are taken, 0 while the server starts, drains or stops.", func() float64 {
			if s.Phase() == PhaseServing {
				return 1
			}
			return 0
		}),
		number(gauge, "connections", "Connections that are open.", func() float64 { return float64(in.Connections) }),
		number(gauge, "connections_waiting", "Connections that have not authenticated, or have no session any more.",
			func() float64 { return float64(in.Waiting) }),
		number(gauge, "connections_limit", "Connections that may be open at one time, 0 for any number.", limit(s.limits.Connections)),
		number(counter, "connections_accepted_total", "Connections that were taken.", st.accepted.Value),
		metrics.Metric{
			Name: "sshblog_connections_refused_total", Help: "Connections that were refused, or made room for others before they had authenticated.",
			Kind: counter, Label: "reason", Values: []string{"full", "address", "evicted", "proxy", "errors"},
			Read: func(emit func(string, string, float64)) {
				emit("", "full", float64(refused.Full))
				emit("", "address", float64(refused.Address))
				emit("", "evicted", float64(refused.Evicted))
				emit("", "proxy", float64(refused.Proxy))
				emit("", "errors", float64(refused.Errors))
			},
		},
		st.connectionEnds.Metric(counter, "sshblog_connections_ended_total", "Connections that have ended, by how, in the words of the log.", "how"),
		number(counter, "received_bytes_total", "Bytes that came over connections.", st.received.Value),
		number(counter, "sent_bytes_total", "Bytes that went out over connections.", st.sent.Value),
	)
	set.Add(
		nil,
		st.kinds.Metric(gauge, "sshblog_sessions", "Sessions that are served, by what they are for.", "kind"),
		number(gauge, "sessions_limit", "Sessions that may be served at one time, 0 for any number.", limit(s.limits.Sessions)),
		st.begun.Metric(counter, "sshblog_sessions_begun_total", "Sessions that were begun, by what they are for.", "kind"),
		st.sessionEnds.Metric(counter, "sshblog_sessions_ended_total", "Sessions that have ended, by how, in the words of the log.", "how"),
		number(gauge, "screen_cells", "Cells of all screens.", func() float64 { return float64(s.cells.InUse()) }),
		number(gauge, "screen_cells_limit", "Cells that all screens may have, 0 for any number.", limit(s.limits.Cells)),
		st.firstFrame.Metric("sshblog_first_frame_seconds", "From asking for a screen to its first frame."),
		st.key.Metric("sshblog_key_seconds", "From a key to the frame that answers it, as far as the server is concerned: frames that wait for a slow line are left out."),
	)
}
