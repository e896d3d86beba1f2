// Package server is the SSH adapter: it accepts connections, speaks SSH through Wish, and hands
// each session to the reader's screen (a Bubble Tea model run by internal/terminal), to a command
// without a screen (internal/command), or to a download (sftp, scp, rsync).
//
// It is the only package that knows SSH. What it learns from a client (user name, TERM,
// environment, window size, command) is bounded and checked, in sessionrequest, before anything
// else sees it. Nobody has to authenticate: the "none" method succeeds, as any other does that a
// client begins with, and nothing is asked for.
//
// A session goes through these files: server.go accepts the connection, connection.go reads and
// writes it, session.go holds the channel, request.go answers its requests, route.go decides what
// the session is for, and screen.go, exec.go, interactive.go and transfer.go serve it. Package
// flowcontrol bounds what is read from the connection, packages limits and quota what it
// takes, and record.go writes the line that it leaves.
//
// # Lifecycle
//
// A connection and a session are state machines, in lifecycle.go. Each has one state, one deadline
// that belongs to the state, and one reason for its end, of which the first counts. Whatever
// happens to them is one of these events; where a state does not name an event, the event changes
// nothing.
//
//	connection
//
//	 accept
//	   |
//	   v           authenticated             session opened
//	handshaking ------------------>  ready  ----------------> serving
//	 (library)                       Start                     |   ^
//	                                       last session closed |   | session opened
//	                                                           v   |
//	                                                           idle
//	                                                           Idle
//
//	any of these --- disconnect (lifetime) ---> closing    screens say goodbye, and no session
//	                                              |        is opened; restoreGrace
//	                                              v
//	any state ------ closed by the client, ----> closed    leaves one line in the log
//	                 by us, or at its deadline
//
// The deadline of ready gives the reason "no session", that of idle "unused", or soon "restart" while
// the server is drained: the client connects anew for its next session, to a server that stays. Beside the states
// run the keepalive ("silent"), the lifetime ("lifetime"), and the time of a blocked write
// ("stalled").
//
//	session
//
//	 channel accepted
//	   |
//	   v        shell, exec, subsystem            its turn
//	opened -----------------------------> queued ----------> running
//	Start                                                     watch
//
//	any of these --- takes no output, or nothing moves ---> abandoned  what serves it is told to
//	                                                          |        end; closeGrace
//	                                                          v
//	any of these --- exit status sent --------------------> closing    patience
//	                                                          |
//	                                                          v
//	any state ------ channel closed by the client ----------> gone
//
// The deadline of opened ends the session with "nothing started". What watches a running session
// differs: a screen and a line reader end without a key for Idle ("idle"), and a download is
// abandoned when nothing moves for Transfer ("stalled"). A client that does not close the channel
// of an abandoned or closing session in time loses the connection ("stalled"). How long a session
// is queued, quota.Bucket says: no longer than maxTurnWait.
//
// When the blog is full, a newcomer gets the place of somebody else ("evicted"): sharedpool and
// internal/connlimit choose whose, by what a sharedpool.Activity knows, and evict.go ends it.
//
// The server as a whole has phases, in lifecycle.go as well: starting, serving, draining, stopping.
// While it is drained, drain.go tells readers and lets them go one after another ("restart"), and
// what they do is no different from before; finish.go serves those who have come already.
//
// Locks are taken in this order: Server.mu, connection.mu, session.mu; those of a sharedpool.Pool and of
// internal/connlimit come last.
package server
