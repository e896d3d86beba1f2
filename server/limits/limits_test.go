package limits

import (
	"testing"
	"time"
)

// TestDerivedLimits: what is derived from a number without a limit has none, what the operator says
// stands, and a time without a limit never comes.
func TestDerivedLimits(t *testing.T) {
	type numbers struct{ connections, perAddress, waiting, waitingPerAddress int }
	for _, c := range []struct{ given, want numbers }{
		{numbers{}, numbers{connections: -2}},
		{numbers{connections: 100}, numbers{100, 50, 25, 12}},
		{numbers{connections: 1}, numbers{1, 1, 1, 1}},
		{numbers{connections: -1}, numbers{-1, -1, -1, -1}},
		{numbers{connections: -1, perAddress: 7, waiting: 9}, numbers{-1, 7, 9, 4}},
		{numbers{connections: 100, waiting: -1}, numbers{100, 50, -1, -1}},
		{numbers{connections: 100, perAddress: -1, waitingPerAddress: -1}, numbers{100, -1, 25, -1}},
	} {
		l := Limits{Connections: c.given.connections, PerAddress: c.given.perAddress, Waiting: c.given.waiting, WaitingPerAddress: c.given.waitingPerAddress}.WithDefaults()
		got := numbers{l.Connections, l.PerAddress, l.Waiting, l.WaitingPerAddress}
		if c.want.connections == -2 { // what the machine allows
			c.want = numbers{l.Connections, l.Connections / 2, l.Connections / 4, l.Connections / 4 / 2}
		}
		if got != c.want || l.Connections == 0 {
			t.Errorf("%+v becomes %+v, want %+v", c.given, got, c.want)
		}
	}
	if l := (Limits{Files: -1}).WithDefaults(); l.Files != -1 || l.Transfers < 2 {
		t.Errorf("without a limit of files: %d files, %d transfers", l.Files, l.Transfers)
	}
	for _, given := range []time.Duration{-1, -time.Hour, 1<<63 - 1} {
		l := Limits{Stall: given, Pipe: given, Transfer: given, Keepalive: given}.WithDefaults()
		for _, d := range []time.Duration{l.Stall, l.Pipe, l.Transfer} {
			if d != forever {
				t.Errorf("%v becomes %v, want %v", given, d, forever)
			}
		}
		if all := 3 * l.Keepalive; all > 0 != (given > 0) {
			t.Errorf("%v between questions becomes %v", given, l.Keepalive)
		}
	}
}

// TestMemoryLimits: where memory is short there are fewer connections by default, and as many as
// the operator says if he does.
func TestMemoryLimits(t *testing.T) {
	const mib = 1 << 20
	usual := Limits{}.within(1<<63 - 1).Connections
	for _, c := range []struct {
		memory      int64
		given, want Limits
	}{
		{16 * mib, Limits{}, Limits{Connections: 64, Waiting: 16, PerAddress: 32}},
		{256 * mib, Limits{}, Limits{Connections: min(usual, 655), Waiting: min(usual, 655) / 4, PerAddress: min(usual, 655) / 2}},
		{1 << 50, Limits{}, Limits{Connections: usual, Waiting: usual / 4, PerAddress: usual / 2}},
		{256 * mib, Limits{Connections: 5000}, Limits{Connections: 5000, Waiting: 655, PerAddress: 2500}},
		{256 * mib, Limits{Connections: 5000, Waiting: 4000}, Limits{Connections: 5000, Waiting: 4000, PerAddress: 2500}},
		{256 * mib, Limits{Connections: -1}, Limits{Connections: -1, Waiting: -1, PerAddress: -1}},
		{1<<63 - 1, Limits{Connections: 100_000}, Limits{Connections: 100_000, Waiting: 25_000, PerAddress: 50_000}},
	} {
		got := c.given.within(c.memory)
		if got.Connections != c.want.Connections || got.Waiting != c.want.Waiting || got.PerAddress != c.want.PerAddress {
			t.Errorf("%d MiB, %d given: %d connections, %d waiting, %d of an address; want %d, %d, %d", c.memory/mib, c.given.Connections,
				got.Connections, got.Waiting, got.PerAddress, c.want.Connections, c.want.Waiting, c.want.PerAddress)
		}
	}
}
