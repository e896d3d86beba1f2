//go:build linux

package hostile_test

import (
	"sync"
	"testing"
	"time"
)

// Clients that send packets ahead of one at which the program gives up on them. Nobody takes these
// packets any more.
const (
	aheadClients = 300
	aheadAtOnce  = 4
	deafAtOnce   = 10
	aheadPackets = 200
	msgUnknown   = 192 // of no protocol (RFC 4250, 4.1.2: for local extensions)
)

func aheads() []client {
	unknown := func(w *wire) []byte { return w.pack([]byte{msgUnknown}) }
	return []client{
		{"2.1 packets ahead, before keys are exchanged", nil, sendsAhead((*program).greet, unknown)},
		{"2.1 packets ahead, behind an offer of keys", nil, sendsAhead((*program).greet, func(w *wire) []byte { return w.pack(kexInit()) })},
		{"2.1 packets ahead, behind the first keys", nil, sendsAhead(exchanged, unknown)},
		{"2.1 packets ahead, instead of authentication", nil, sendsAhead((*program).wire, unknown)},
		{"2.1 packets ahead, with a user name too long", nil, sendsAhead((*program).wire, longUser)},
		{"2.1 packets ahead, after authentication", nil, sendsAhead((*program).wireReader, unknown)},
		{"2.1 packets ahead, for a channel that there is not", nil, sendsAhead((*program).wireReader, noChannel)},
		{"2.1 packets ahead, behind a session that is opened", nil, sendsAhead((*program).wireReader, opensFirst)},
		{"2.1 packets ahead, behind a proof of host keys", nil, sendsAhead((*program).wireReader, proofFirst)},
		{"2.1 packets ahead, behind proofs that are not read", nil, sendsAheadDeaf(besideDownload, proofsFirst)},
		{"2.1 packets ahead, beside a screen", nil, sendsAhead(besideScreen, unknown)},
		{"2.1 packets ahead, in two pieces", nil, sendsInPieces(250, (*program).wireReader, unknown)},
		{"2.1 packets ahead, behind keys, in two pieces", nil, sendsInPieces(300, besideScreen, keysFirst)},
		{"2.1 packets ahead, behind a paste", nil, sendsAhead(besideScreen, pasteFirst)},
		{"2.1 packets ahead, behind requests of odd sizes", nil, sendsAhead(besideScreen, oddFirst)},
		{"2.1 packets ahead, behind input that nobody reads", nil, sendsAhead(besideUnread, unreadFirst)},
		{"2.1 packets ahead, beside a download", nil, sendsAhead(besideDownload, unknown)},
		{"2.1 packets ahead, beside a download that is not read", nil, sendsAheadDeaf(besideDownload, unknown)},
	}
}

// sendsAhead is a crowd of clients that get so far, send something that makes no sense, and many
// packets in the same write.
func sendsAhead(begin func(*program, testing.TB, string) *wire, nonsense func(*wire) []byte) func(*testing.T, *program) {
	return aheadCrowd{begin: begin, nonsense: nonsense, atOnce: aheadAtOnce, stay: func(t testing.TB, w *wire) { w.isCutOff(t) }}.come
}

// sendsInPieces is the same, but so many bytes come in a write of their own.
func sendsInPieces(
	first int, begin func(*program, testing.TB, string) *wire, nonsense func(*wire) []byte,
) func(*testing.T, *program) {
	return aheadCrowd{
		begin: begin, nonsense: nonsense, first: first, atOnce: aheadAtOnce, stay: func(t testing.TB, w *wire) { w.isCutOff(t) },
	}.come
}

// sendsAheadDeaf is a crowd that stays until the program has given up on it, and reads nothing.
func sendsAheadDeaf(begin func(*program, testing.TB, string) *wire, nonsense func(*wire) []byte) func(*testing.T, *program) {
	return aheadCrowd{begin: begin, nonsense: nonsense, atOnce: deafAtOnce, stay: func(testing.TB, *wire) { <-time.After(time.Second) }}.come
}

type aheadCrowd struct {
	begin    func(*program, testing.TB, string) *wire
	nonsense func(*wire) []byte
	stay     func(testing.TB, *wire)
	atOnce   int // clients
	first    int // bytes of the first write
}

func (c aheadCrowd) come(t *testing.T, p *program) {
	var crowd sync.WaitGroup
	defer crowd.Wait()
	places := make(chan struct{}, c.atOnce)
	for range aheadClients {
		places <- struct{}{}
		crowd.Go(func() {
			defer func() { <-places }()
			w := c.begin(p, t, home)
			text := c.nonsense(w)
			for range aheadPackets {
				text = append(text, w.smallest([]byte{msgUnknown})...)
			}
			_, _ = w.Write(text[:c.first])
			_, _ = w.Write(text[c.first:]) // it may be cut off meanwhile
			c.stay(t, w)
			_ = w.Close()
		})
	}
}

// exchanged is a wire that has keys, and has said nothing since.
func exchanged(p *program, t testing.TB, from string) *wire {
	w := p.greet(t, from)
	if err := w.exchange(); err != nil {
		t.Error(err)
	}
	return w
}

func longUser(w *wire) []byte {
	return w.pack(message(msgUserauth, string(make([]byte, 300)), "ssh-connection", "none"))
}

func noChannel(w *wire) []byte { return w.pack(message(msgData, uint32(7), "x")) }

func opensFirst(w *wire) []byte {
	return append(w.pack(message(msgOpen, "session", uint32(0), uint32(1<<20), uint32(32<<10))), w.pack([]byte{msgUnknown})...)
}

// proofFirst asks for a proof of a host key before it makes no sense.
func proofFirst(w *wire) []byte {
	return append(w.pack(message(msgGlobalRequest, proveHostKeys, true, encode(w.hostKey))), w.pack([]byte{msgUnknown})...)
}

// proofsFirst asks for many, all but one of which are refused.
func proofsFirst(w *wire) (text []byte) {
	for range 10 {
		text = append(text, w.pack(message(msgGlobalRequest, proveHostKeys, true, encode(w.hostKey)))...)
	}
	return append(text, w.pack([]byte{msgUnknown})...)
}

// keysFirst presses some keys before it makes no sense.
func keysFirst(w *wire) (text []byte) {
	for range 3 {
		text = append(text, w.pack(message(msgData, uint32(0), "j"))...)
	}
	return append(text, w.pack([]byte{msgUnknown})...)
}

// pasteFirst sends a large packet before it makes no sense.
func pasteFirst(w *wire) []byte {
	return append(w.pack(message(msgData, uint32(0), string(make([]byte, 20_000)))), w.pack([]byte{msgUnknown})...)
}

// oddFirst makes many requests before it makes no sense. They fill no blocks, as they should: what
// they take in whole blocks is more than what they are.
func oddFirst(w *wire) (text []byte) {
	for range 100 {
		text = append(text, w.smallest(message(msgRequest, uint32(0), "xx", false))...)
	}
	return append(text, w.smallest([]byte{msgUnknown})...)
}

// unreadFirst sends so much that what was not read is discarded, before it makes no sense.
func unreadFirst(w *wire) []byte {
	return append(w.pack(message(msgData, uint32(0), string(make([]byte, 20_000)))), w.smallest([]byte{msgUnknown})...)
}

// besideUnread is a wire whose command has ended, and has read nothing of what was sent.
func besideUnread(p *program, t testing.TB, from string) *wire {
	w := p.wireReader(t, from)
	channel := w.open(t, 0, 1<<30, 32<<10)
	if !w.asks(t, channel, "exec", encode("ls")) {
		t.Error("no command")
	}
	for range 2 {
		w.say(t, message(msgData, channel, string(make([]byte, 16_000))))
	}
	<-time.After(100 * time.Millisecond) // the program may take it that all was taken
	return w
}

// besideScreen is a wire whose screen draws.
func besideScreen(p *program, t testing.TB, from string) *wire {
	w := p.wireReader(t, from)
	w.shows(t, 1<<20)
	return w
}

// besideDownload is a wire that is sent a long text.
func besideDownload(p *program, t testing.TB, from string) *wire {
	w := p.wireReader(t, from)
	channel := w.open(t, 0, 1<<30, 32<<10)
	if !w.asks(t, channel, "exec", encode("archive")) {
		t.Error("no command")
	}
	return w
}
