package server

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/server/flowcontrol"
)

// TestLooks: a check that connects and closes, or that says its version before it closes, has only
// looked; a client that says more, or stays until its time is over, has not.
func TestLooks(t *testing.T) {
	for _, c := range []struct {
		name, says string
		stays      bool
		want       bool
	}{
		{"connects", "", false, true},
		{"says its version", "SSH-2.0-check\r\n", false, true},
		{"says more", "SSH-2.0-check\r\n" + strings.Repeat("x", 500), false, false},
		{"stays", "SSH-2.0-check\r\n", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			here, there := net.Pipe()
			conn := &connection{Conn: here, server: &Server{}, intake: flowcontrol.NewIntake(), ahead: flowcontrol.NewAhead(), ctx: context.Background()}
			go func() {
				_, _ = io.WriteString(there, c.says)
				if !c.stays {
					_ = there.Close()
				}
			}()
			if c.stays {
				_ = here.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
			}
			_, _ = io.Copy(io.Discard, struct{ io.Reader }{conn})
			if got := conn.onlyLooked(); got != c.want {
				t.Errorf("only looked: %v, want %v", got, c.want)
			}
			_, _ = here.Close(), there.Close()
		})
	}
}
