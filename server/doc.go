// Package server is the SSH adapter: it accepts connections, speaks SSH through Wish, and hands
// each session to the reader's screen (a Bubble Tea model run by internal/terminal), to a command
// without a screen (internal/command), or to a download (sftp, scp, rsync).
//
// With the packages below it, it is the only one that knows SSH. What it learns from a client (user
// name, TERM, environment, window size, command) is bounded and checked, in sessionrequest, before
// anything else sees it. Nobody has to authenticate: the "none" method succeeds, as any other does that
// a client begins with, and nothing is asked for.
//
// A session goes through these files: server.go accepts the connection, connection.go reads and
// writes it, session.go holds the channel, request.go answers its requests, route.go decides what
// the session is for, and screen.go, exec.go, interactive.go, transfer.go and files.go serve it.
// Package flowcontrol bounds what is read from the connection, packages limits and quota what it takes,
// and record.go writes the line that it leaves.
//
// A connection and a session are state machines, drawn in package lifecycle; lifecycle.go moves them on
// and says how long each state lasts.
//
// When the blog is full, a newcomer gets the place of somebody else ("evicted"): sharedpool and
// internal/connlimit choose whose, by what a sharedpool.Activity knows, and evict.go ends it.
//
// The server as a whole has phases, in lifecycle.go: starting, serving, draining, stopping. While it is
// drained, drain.go tells readers and lets them go one after another ("restart"), and what they do is no different from before; finish.go serves those who have come already.
//
// Locks are taken in this order: Server.mu, connection.mu, session.mu; those of a sharedpool.Pool and of
// internal/connlimit come last.
package server
