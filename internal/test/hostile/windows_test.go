//go:build linux

package hostile_test

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// windows claim to have impossible sizes, of terminals and of SSH's channels.
func windows() []client {
	return []client{
		{"3.8 sizes that are none", nil, impossibleSizes},
		{"3.8 huge screens beyond what there is for all", []string{"MAX_CELLS=200000", "MAX_PER_ADDRESS=30"}, hugeScreens},
		{"3.8 a screen that grows beyond what there is", []string{"MAX_CELLS=40000"}, growingScreen},
		{"3.9 a size without a PTY, and after the end", nil, sizeWithoutPTY},
		{"3.10 a window of nothing", nil, closedWindow},
		{"3.10 a window of one byte", nil, tinyWindow},
		{"3.10 packets of nine bytes", nil, tinyPackets},
		{"3.10 a window of more than there can be", nil, overflowWindow},
	}
}

// impossibleSizes opens and resizes screens to sizes that are none; each is served, and counts as
// no more than the largest.
func impossibleSizes(t *testing.T, p *program) {
	const most = 1<<32 - 1
	sizes := [][2]uint32{{0, 0}, {1, 1}, {1, most}, {most, 1}, {most, most}, {1 << 31, 1 << 31}, {300, 100}, {0, 1}, {20, 8}}
	for _, size := range sizes {
		s := openScreen(t, p.dial(t, home), "xterm", "", size[0], size[1])
		s.await(t, "\x1b[?1049h")
		if v := p.vitals(t); v.cells > 300*100 {
			t.Errorf("%v: %d cells", size, v.cells)
		}
		for _, next := range sizes {
			grants(t, s, true, "window-change", windowChange(next[0], next[1]))
		}
		s.leaves(t, "q")
	}
}

// hugeScreens opens as many of the largest screens as one address may have; the next ones are
// smaller, down to a usual one, then it is told that its address has its share. Another address has
// half of what is left.
func hugeScreens(t *testing.T, p *program) {
	client := p.dial(t, home)
	for range 3 {
		openScreen(t, client, "xterm", "", 100_000, 100_000).await(t, "Post number 1")
	}
	openScreen(t, client, "xterm", "", 300, 100).await(t, "Post number 1") // in 10,000 cells
	s := openScreen(t, p.dial(t, home), "xterm", "", 300, 100)
	s.await(t, crowdedNotice+"\r\n")
	if status := <-s.status; status != 1 {
		t.Errorf("status %d, want 1", status)
	}
	if v := p.vitals(t); v.cells > 100_000 {
		t.Errorf("%d cells", v.cells)
	}
	p.servesReader(t) // a usual window has room
}

func growingScreen(t *testing.T, p *program) {
	client := p.dial(t, home)
	var all []*screen
	for range 4 {
		s := openScreen(t, client, "xterm", "", 80, 24)
		s.await(t, "Post number 1")
		all = append(all, s)
	}
	for _, s := range all {
		grants(t, s, true, "window-change", windowChange(300, 100))
	}
	if v := p.vitals(t); v.cells > 40_000 {
		t.Errorf("%d cells", v.cells)
	}
	for _, s := range all { // the others stay as they were
		s.press(t, "\r")
		s.await(t, "First words")
	}
}

func sizeWithoutPTY(t *testing.T, p *program) {
	client := p.dial(t, home)
	ch := openChannel(t, client)
	grants(t, ch, false, "window-change", windowChange(100, 30))
	grants(t, ch, true, "exec", encode("ls"))
	for range 10 {
		_, _ = ch.SendRequest("window-change", false, windowChange(100, 30))
	}
	s := openScreen(t, client, "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	s.press(t, "q")
	for range 1000 {
		if _, err := s.SendRequest("window-change", false, windowChange(100, 30)); err != nil {
			break
		}
	}
}

// closedWindow opens screens whose window stays closed: nothing is sent, and they are ended.
func closedWindow(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	w.shows(t, 0)
	if _, err := w.until(msgData); err == nil {
		t.Error("data, where there is no window for any")
	}
	p.awaitLog(t, `how=stalled`)
}

// tinyWindow gives a byte at a time: all that there is comes piece by piece.
func tinyWindow(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.open(t, 0, 1, 32<<10)
	if !w.asks(t, ch, "exec", encode("ls -n 1")) {
		t.Fatal("exec was refused")
	}
	var got bytes.Buffer
	for got.Len() < 20 {
		p := w.hear(t, msgData)
		if n := binary.BigEndian.Uint32(p[5:]); n != 1 {
			t.Fatalf("%d bytes in a window of one", n)
		}
		got.Write(p[9:])
		w.say(t, message(msgAdjust, ch, uint32(1)))
	}
	if !bytes.Contains(got.Bytes(), []byte("2025")) {
		t.Errorf("%q", got.String())
	}
}

func tinyPackets(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.open(t, 0, 1<<20, 9)
	if !w.asks(t, ch, "exec", encode("cat post-1")) {
		t.Fatal("exec was refused")
	}
	total := 0
	for total < 2000 {
		total += len(w.hear(t, msgData)) - 9
	}
}

// overflowWindow opens its window by more than numbers allow.
func overflowWindow(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.open(t, 0, 1<<32-1, 32<<10)
	w.say(t, message(msgAdjust, ch, uint32(1<<32-1)))
	w.isCutOff(t)
}
