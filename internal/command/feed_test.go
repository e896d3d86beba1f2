package command_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/sshblog/sshblog/internal/command"
)

// TestFeedForNobody ends as soon as the reader has gone.
func TestFeedForNobody(t *testing.T) {
	ctx, leave := context.WithCancel(context.Background())
	leave()
	var out bytes.Buffer
	w := newWorld(t, harbour())
	if status := w.commands.Run(ctx, command.Env{Stdout: &out, Stderr: &out}, []string{"feed"}); status != command.Failed || out.Len() > 0 {
		t.Errorf("status %d, %q", status, out.String())
	}
}
