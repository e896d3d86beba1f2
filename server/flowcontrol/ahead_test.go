package flowcontrol

import (
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// encryptedAhead is the bound of a connection on which everything is encrypted already.
func encryptedAhead() *Ahead {
	a := NewAhead()
	a.open.state = encrypted
	return a
}

func TestAheadIsBounded(t *testing.T) {
	now := time.Now()
	flood := make([]byte, aheadBytes)
	t.Run("a flood", func(t *testing.T) {
		a := encryptedAhead()
		a.Received(flood, len(flood), now)
		if may, _ := a.check(now); may != 0 {
			t.Errorf("%d bytes of a flood at once, want none", may)
		}
	})
	t.Run("some of a flood is taken", func(t *testing.T) {
		a := encryptedAhead()
		a.Received(flood, len(flood), now)
		a.taken(100)
		if may, _ := a.check(now); may != 100 {
			t.Errorf("%d bytes, want those that were taken", may)
		}
	})
	t.Run("a client that waits", func(t *testing.T) {
		a := encryptedAhead()
		a.Received(flood[:200], len(flood), now)
		a.taken(packetSize(requestHead))
		if may, _ := a.check(now); may != aheadBytes-200+packetSize(requestHead) {
			t.Errorf("%d bytes, want those that were taken", may)
		}
		if may, _ := a.check(now.Add(longPause)); may != aheadBytes {
			t.Errorf("%d bytes after a long pause, want all", may)
		}
	})
	t.Run("a flood while something is sent", func(t *testing.T) {
		a := encryptedAhead()
		a.Write()
		a.Received(flood, len(flood), time.Now())
		for range 2 * manyTurns {
			a.turn(0)
		}
		if may, _ := a.check(a.moved.Add(longBlock - 1)); may != 0 {
			t.Errorf("%d bytes before anything was sent", may)
		}
		a.taken(packetSize(requestHead))
		if may, _ := a.check(a.moved); may != packetSize(requestHead) {
			t.Errorf("%d bytes while what is sent is taken", may)
		}
	})
	t.Run("a flood while nothing is taken for long", func(t *testing.T) {
		a := encryptedAhead()
		a.Write()
		later := a.moved.Add(longBlock)
		all := 0
		for range 100 {
			a.Received(flood, len(flood), later)
			later = later.Add(blockPause)
			may, _ := a.check(later)
			all += may
		}
		if all < readBuffer || all > readBuffer+aheadBytes {
			t.Errorf("%d bytes, want the rest of a packet", all)
		}
	})
	t.Run("a flood while nothing is taken, and a channel has closed", func(t *testing.T) {
		a := encryptedAhead()
		a.Write()
		a.Received(flood, len(flood), a.moved)
		a.ChannelClosed()
		if may, _ := a.check(a.moved.Add(time.Minute)); may != 0 {
			t.Errorf("%d bytes after the connection may have failed", may)
		}
	})
	t.Run("a flood beside a download", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			a := encryptedAhead()
			defer a.Opened()()
			a.Received(flood, len(flood), time.Now())
			next := func(pause time.Duration) (may int) {
				written := a.Write()
				for range enoughTurns {
					time.Sleep(pause / enoughTurns)
					a.turn(0)
				}
				may, _ = a.check(time.Now())
				written()
				return may
			}
			for range 100 {
				if may := next(0); may != 0 {
					t.Fatalf("%d bytes after writes that nobody comes between", may)
				}
			}
			for n := 1; next(6*drainedPause) == 0; n++ {
				if n > 2*enoughWrites {
					t.Fatal("nothing is read beside a download")
				}
			}
		})
	})
	t.Run("the rest of a packet", func(t *testing.T) {
		a := encryptedAhead()
		a.Received(flood, readBuffer, now)
		for rest := 30_000; rest > 0; rest -= 1000 {
			if may := a.Allow(t.Context(), max(readBuffer, rest)); may < min(rest, readBuffer) || may > rest {
				t.Fatalf("%d bytes, want at most the rest of %d", may, rest)
			}
			a.Received(make([]byte, 1000), 1000, now)
		}
		if may, _ := a.check(now); may != 0 {
			t.Errorf("%d bytes behind it at once, want none", may)
		}
	})
	t.Run("what is taken while a client takes nothing", func(t *testing.T) {
		a := encryptedAhead()
		a.Write()
		a.moved = now.Add(-drainedPause)
		a.Received(flood, len(flood), now)
		a.owed = 100
		a.taken(100)
		if may, _ := a.check(now); may != 0 {
			t.Errorf("%d bytes for what was assumed to be taken, want none", may)
		}
		a.taken(100)
		if may, _ := a.check(now); may != 100 {
			t.Errorf("%d bytes, want those that were taken since", may)
		}
	})
	t.Run("what a session reads late", func(t *testing.T) {
		a := encryptedAhead()
		age := a.Delivered(0, true, 0)
		a.Received(flood, readBuffer, now.Add(-time.Minute))
		a.rest = 20_000
		a.Received(make([]byte, 10_000), 10_000, now.Add(-time.Minute))
		age = a.Delivered(0, true, age) // what came before it
		a.Received(make([]byte, 10_000), 10_000, now.Add(-time.Minute))
		a.Received(flood, len(flood), now)
		if age = a.Delivered(20_000, false, age); a.left != 0 {
			t.Errorf("%d bytes for what came long ago, want none", a.left)
		}
		a.left, a.drained = 0, false
		if age = a.Delivered(len(flood)+100, true, age); a.left != 100 {
			t.Errorf("%d bytes, want those that came since", a.left)
		}
		if a.Delivered(200, true, age); a.left != 300 {
			t.Errorf("%d bytes, want those that came and were read", a.left)
		}
	})
	t.Run("late turns", func(t *testing.T) {
		a := encryptedAhead()
		a.Received(flood, len(flood), now.Add(-time.Second))
		for range manyTurns - 1 {
			a.turn(turnLate)
		}
		if may, _ := a.check(now.Add(time.Minute)); may != 0 {
			t.Errorf("%d bytes on a machine that is busy", may)
		}
		a.turn(turnLate)
		if may, _ := a.check(now.Add(time.Minute)); may == 0 {
			t.Error("nothing is read on a machine that is busy for ever")
		}
	})
}

// TestAheadFollows waits as the reader of a flood does.
func TestAheadFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := encryptedAhead()
		a.Received(make([]byte, aheadBytes), aheadBytes, time.Now())
		begun := time.Now()
		if n := a.Allow(t.Context(), readBuffer); n != aheadBytes || time.Since(begun) != enoughTurns*turnPause {
			t.Errorf("%d bytes after %v", n, time.Since(begun))
		}
		a.Received(make([]byte, aheadBytes), aheadBytes, time.Now())
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		begun = time.Now()
		if a.Allow(ctx, readBuffer); time.Since(begun) != 0 {
			t.Errorf("it waits %v on a connection that is closed", time.Since(begun))
		}
	})
}

func plainPacket(kind byte, length int) []byte {
	p := binary.BigEndian.AppendUint32(nil, uint32(length))
	return append(append(p, 4, kind), make([]byte, length-2)...)
}

func TestPlainPackets(t *testing.T) {
	version := []byte("hello\r\nSSH-2.0-client\r\n")
	handshake := slices.Concat(version, plainPacket(20, 1500), plainPacket(30, 1300), plainPacket(newKeysMessage, 12))
	for _, most := range []int{1, 3, 4096} {
		var s plainPackets
		rest := slices.Concat(handshake, []byte("encrypted"))
		for n := s.next(); n > 0; n = s.next() {
			n = min(n, most)
			if !s.read(rest[:n]) {
				t.Fatal("too many packets")
			}
			rest = rest[n:]
		}
		if string(rest) != "encrypted" {
			t.Errorf("%d at most: %d bytes follow the first keys, want 9", most, len(rest))
		}
	}
	var s plainPackets
	few := true
	for _, b := range version {
		few = s.read([]byte{b})
	}
	for n := 0; few; n++ {
		if n > maxPlainPackets {
			t.Fatal("packets without end")
		}
		p := plainPacket(2, 20)
		few = s.read(p[:plainHead]) && s.read(p[plainHead:])
	}
}

// FuzzPlainPackets reads what anybody may send: it always goes on, and never reads beyond what it
// asked for.
func FuzzPlainPackets(f *testing.F) {
	f.Add([]byte("SSH-2.0-x\r\n\x00\x00\x00\x0c\x0a\x14"))
	f.Add([]byte("SSH-\n\xff\xff\xff\xff\xff\x15\x00\x00\x00\x00\x00\x15"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var s plainPackets
		for len(text) > 0 {
			n := min(s.next(), len(text))
			if s.state == encrypted {
				return
			}
			if n <= 0 {
				t.Fatalf("state %d asks for %d bytes", s.state, n)
			}
			if !s.read(text[:n]) {
				return
			}
			text = text[n:]
		}
	})
}
