package server_test

import (
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// BenchmarkCommands runs commands, as scripts do: each over a new connection, and all over one (ssh's ControlMaster). The floor of
// the first is the handshake, which version shows.
func BenchmarkCommands(b *testing.B) {
	for _, command := range []string{"version", "ls -n 20", "ls --json", "cat post-1"} {
		b.Run("new-connection/"+command, func(b *testing.B) {
			server := startChild(b, "sshblog")
			benchCommand(b, server, command, func() (*gossh.Client, func()) {
				client := dial(b, server.addr)
				return client, func() { _ = client.Close() }
			})
		})
		b.Run("one-connection/"+command, func(b *testing.B) {
			server := startChild(b, "sshblog")
			client := dial(b, server.addr)
			benchCommand(b, server, command, func() (*gossh.Client, func()) { return client, func() {} })
		})
	}
}

// benchCommand runs a command again and again over the connections that connect makes.
func benchCommand(b *testing.B, server child, command string, connect func() (*gossh.Client, func())) {
	b.Helper()
	once := func() int {
		client, done := connect()
		defer done()
		session, err := client.NewSession()
		if err != nil {
			b.Fatal(err)
		}
		out, err := session.Output(command)
		if err != nil || len(out) == 0 {
			b.Fatalf("%s: %v, %d bytes", command, err, len(out))
		}
		return len(out)
	}
	size := once() // what is made when it is first asked for
	before, begin := server.cpu(b), time.Now()
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		once()
		times = append(times, time.Since(start))
	}
	b.ReportMetric(float64(len(times))/time.Since(begin).Seconds(), "commands/s")
	b.ReportMetric(float64(size), "bytes/op")
	report(b, times, server.cpu(b)-before)
}
