package server

import (
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server/lifecycle"
)

// maxMissed is how many keepalives may go without a reply.
const maxMissed = 3

// startKeepalive asks the client from time to time whether it is still there. Nothing runs in
// between but a timer.
func (c *connection) startKeepalive(transport gossh.Conn) {
	every := c.server.limits.Keepalive
	c.mu.Lock()
	defer c.mu.Unlock()
	if every <= 0 || c.keepalive != nil || c.state == lifecycle.ConnClosed {
		return
	}
	c.keepalive = c.server.later(every, "ask whether a client is there", func() { c.askKeepalive(every, transport) })
}

// askKeepalive asks once, and again some time after the reply.
func (c *connection) askKeepalive(every time.Duration, transport gossh.Conn) {
	missed := c.server.later(maxMissed*every, "end a silent connection", func() { c.end("silent") })
	_, _, err := transport.SendRequest("keepalive@openssh.com", true, nil)
	missed.Stop()
	if err != nil {
		c.end(hungUp)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != lifecycle.ConnClosed {
		c.keepalive.Reset(every)
	}
}
