package testssh_test

import (
	"bytes"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// TestSlow sends something there and back, over a pipe, in time that is made up.
func TestSlow(t *testing.T) {
	for name, c := range map[string]struct {
		line testssh.Slow
		size int
		want time.Duration // from the first byte sent to the last one that came back
	}{
		"a word":                {testssh.Slow{RoundTrip: 300 * time.Millisecond}, 1, 300 * time.Millisecond},
		"many words, no rate":   {testssh.Slow{RoundTrip: 300 * time.Millisecond}, 70_000, 300 * time.Millisecond},
		"a second's worth":      {testssh.Slow{RoundTrip: 300 * time.Millisecond, Rate: 14_000}, 14_000, 300*time.Millisecond + 1100*time.Millisecond},
		"no delay, only a rate": {testssh.Slow{Rate: 1400}, 1400, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				here, there := net.Pipe()
				go func() { _, _ = io.Copy(there, there) }()
				began := time.Now()
				line, err := c.line.Wrap(here)
				if err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took != c.line.RoundTrip {
					t.Errorf("connecting took %v", took)
				}
				sent := bytes.Repeat([]byte("abcdefg"), c.size/7+1)[:c.size]
				start := time.Now()
				go func() { _, _ = line.Write(sent) }()
				got := make([]byte, c.size)
				if _, err := io.ReadFull(line, got); err != nil || !bytes.Equal(got, sent) {
					t.Fatalf("something else came back: %v", err)
				}
				if took := time.Since(start); took != c.want {
					t.Errorf("it took %v, want %v", took, c.want)
				}
				_ = line.Close()
				_ = there.Close()
				if _, err := line.Read(got); err == nil {
					t.Error("a closed line still carries")
				}
			})
		})
	}
}

// TestSlowPushesBack takes no more from a sender than the line and its queue hold.
func TestSlowPushesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe()
		line, err := testssh.Slow{RoundTrip: 300 * time.Millisecond, Rate: 20_000}.Wrap(here)
		if err != nil {
			t.Fatal(err)
		}
		taken := 0
		stopped := make(chan struct{})
		go func() {
			defer close(stopped)
			for {
				n, err := there.Write(make([]byte, 1400))
				if taken += n; err != nil {
					return
				}
			}
		}()
		synctest.Wait() // nothing is read from the line
		_ = line.Close()
		_ = there.Close()
		<-stopped
		if most := 20_000*3/10 + 8<<10 + 2*1400; taken > most {
			t.Errorf("%d bytes went into a line that holds %d", taken, most)
		}
	})
}
