package server_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
	"github.com/sshblog/sshblog/server"
)

// TestUserNames: a name that nobody has is refused, and of one that is long the log shows the
// beginning.
func TestUserNames(t *testing.T) {
	users := make(chan string, 10)
	b := startBlog(t, posts(1), func(o *server.Options) {
		o.Log = slog.New(slog.NewJSONHandler(lineWriter(func(line []byte) {
			var said struct{ Msg, User string }
			if json.Unmarshal(line, &said) == nil && said.Msg == "connection ended" {
				users <- said.User
			}
		}), nil))
	})
	for _, c := range []struct {
		length int
		logged string // empty: refused
	}{
		{1, "u"}, {64, strings.Repeat("u", 64)}, {65, strings.Repeat("u", 64) + "..."}, {256, strings.Repeat("u", 64) + "..."}, {257, ""}, {20_000, ""},
	} {
		client, err := testssh.Dial(t.Context(), b.addr, testssh.Options{User: strings.Repeat("u", c.length), Patience: patience})
		if err != nil {
			if c.logged != "" {
				t.Errorf("%d bytes: %v", c.length, err)
			}
			continue
		}
		_ = client.Close()
		select {
		case got := <-users:
			if got != c.logged {
				t.Errorf("%d bytes are logged as %q, want %q", c.length, got, c.logged)
			}
		case <-time.After(patience):
			t.Fatal("nothing in the log")
		}
	}
}
