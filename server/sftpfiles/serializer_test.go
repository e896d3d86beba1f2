package sftpfiles

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"testing/synctest"
	"time"
)

// sftpPacket is a packet of sftp of some kind.
func sftpPacket(kind byte, fields ...any) []byte {
	body := []byte{kind}
	for _, f := range fields {
		switch f := f.(type) {
		case uint32:
			body = binary.BigEndian.AppendUint32(body, f)
		case uint64:
			body = binary.BigEndian.AppendUint64(body, f)
		case string:
			body = append(binary.BigEndian.AppendUint32(body, uint32(len(f))), f...)
		}
	}
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), body...)
}

// Kinds of packets of sftp.
const kindInit, kindOpen, kindClose, kindRead, kindStat = 1, 3, 4, 5, 17

// conversation is a client that says all at once, and keeps what it is answered.
type conversation struct {
	io.Reader
	heard bytes.Buffer
	ended atomic.Bool
}

func (c *conversation) Write(p []byte) (int, error) { return c.heard.Write(p) }

func (c *conversation) Close() error {
	c.ended.Store(true)
	return nil
}

// answers returns the answers that have been heard, one after the other.
func (c *conversation) answers(t *testing.T) (all [][]byte) {
	t.Helper()
	for heard := c.heard.Bytes(); len(heard) > 0; {
		if len(heard) < 4 || len(heard) < 4+int(binary.BigEndian.Uint32(heard)) {
			t.Fatalf("half an answer: %q", heard)
		}
		n := 4 + int(binary.BigEndian.Uint32(heard))
		all = append(all, heard[4:n])
		heard = heard[n:]
	}
	return all
}

// crowd counts those who are inside of something at the same time.
type crowd struct{ now, most, all atomic.Int64 }

func (c *crowd) visit() {
	n := c.now.Add(1)
	for most := c.most.Load(); n > most && !c.most.CompareAndSwap(most, n); most = c.most.Load() {
	}
	time.Sleep(100 * time.Microsecond)
	c.all.Add(1)
	c.now.Add(-1)
}

// crowdedFS counts those who open and read its files.
type crowdedFS struct {
	fs.FS
	crowd *crowd
}

func (c crowdedFS) Open(name string) (fs.File, error) {
	c.crowd.visit()
	f, err := c.FS.Open(name)
	return crowdedFile{f, c.crowd}, err
}

type crowdedFile struct {
	fs.File
	crowd *crowd
}

func (f crowdedFile) ReadAt(p []byte, off int64) (int, error) {
	f.crowd.visit()
	return f.File.(io.ReaderAt).ReadAt(p, off)
}

// manyRequests are from a client that is far ahead, and how many.
func manyRequests() (says []byte, requests int) {
	says = bytes.Join([][]byte{
		sftpPacket(kindInit, uint32(3)), sftpPacket(kindOpen, uint32(1), "/a.md", uint32(1), uint32(0)), sftpPacket(kindOpen, uint32(2), "/a.md", uint32(1), uint32(0)),
	}, nil)
	for id := uint32(3); id < 300; id += 3 {
		says = append(says, sftpPacket(kindRead, id, "1", uint64(id%4), uint32(2))...)
		says = append(says, sftpPacket(kindStat, id+1, "/a.md")...)
		says = append(says, sftpPacket(kindRead, id+2, "2", uint64(0), uint32(1<<31))...)
	}
	return append(says, sftpPacket(kindClose, uint32(300), "1")...), 301
}

// free is what an answer costs here.
func free(int) {}

func testFiles(fsys fs.FS) *files {
	return newFiles(Options{
		Files: fsys, Replied: free, Acquire: func() bool { return true }, Release: func() {}, Panicked: func(any, []byte) {},
	})
}

// TestSerializer: of many requests that are sent at once, in pieces of any size, one is inside at a
// time, and all are answered in their order.
func TestSerializer(t *testing.T) {
	says, requests := manyRequests()
	for name, in := range map[string]func(io.Reader) io.Reader{
		"at once": func(r io.Reader) io.Reader { return r }, "byte by byte": iotest.OneByteReader, "in halves": iotest.HalfReader, "with the end": iotest.DataErrReader,
	} {
		t.Run(name, func(t *testing.T) {
			inside := &crowd{}
			h := testFiles(crowdedFS{fstest.MapFS{"a.md": {Data: []byte("text")}}, inside})
			c := &conversation{Reader: in(bytes.NewReader(says))}
			if err := h.serve(t.Context(), c); !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Error(err)
			}
			if inside.most.Load() != 1 || inside.all.Load() < 200 {
				t.Errorf("%d were inside at a time, %d in all", inside.most.Load(), inside.all.Load())
			}
			answers := c.answers(t)
			if len(answers) != requests {
				t.Fatalf("%d answers to %d requests", len(answers), requests)
			}
			for i, a := range answers[1:] {
				if id := binary.BigEndian.Uint32(a[1:]); id != uint32(i+1) {
					t.Fatalf("answer %d is to request %d", i+1, id)
				}
			}
			if h.open.Load() != 0 {
				t.Errorf("%d files stay open", h.open.Load())
			}
		})
	}
}

// TestSerializerEnds: a length that is none, and an end in the middle, are the end, without a
// goroutine left.
func TestSerializerEnds(t *testing.T) {
	first := sftpPacket(kindInit, uint32(3))
	for name, c := range map[string]struct {
		says []byte
		want error
	}{
		"empty":             {[]byte{0, 0, 0, 0}, errLength},
		"too long":          {[]byte{0, 4, 0, 1, 5}, errLength},
		"huge":              {[]byte{255, 255, 255, 255, 5}, errLength},
		"the head cut off":  {[]byte{0, 0}, io.ErrUnexpectedEOF},
		"the body cut off":  {sftpPacket(kindStat, uint32(1), "/a.md")[:9], io.ErrUnexpectedEOF},
		"nothing of a body": {[]byte{0, 0, 0, 9}, io.ErrUnexpectedEOF},
	} {
		synctest.Test(t, func(t *testing.T) { // fails if a goroutine is left
			talk := &conversation{Reader: bytes.NewReader(append(bytes.Clone(first), c.says...))}
			if err := testFiles(fstest.MapFS{}).serve(t.Context(), talk); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
			if n := len(talk.answers(t)); n != 1 {
				t.Errorf("%s: %d answers before it", name, n)
			}
		})
	}
}

// TestSerializerWaits: the second request goes in when the answer to the first is whole, and not
// while a part of it is to be written.
func TestSerializerWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := serialize(t.Context(), &conversation{Reader: bytes.NewReader(append(sftpPacket(kindInit, uint32(3)), sftpPacket(kindStat, uint32(1), "/")...))}, free)
		defer turns.end()
		var in atomic.Int64
		go func() { _, _ = io.Copy(counter{&in}, turns) }()
		for i, b := range sftpPacket(2, uint32(3)) { // the answer
			synctest.Wait()
			if in.Load() != 9 {
				t.Errorf("%d bytes are inside when %d of the answer are written", in.Load(), i)
			}
			if _, err := turns.Write([]byte{b}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if in.Load() <= 9 {
			t.Error("the second request does not go in")
		}
	})
}

// counter counts what is written.
type counter struct{ n *atomic.Int64 }

func (c counter) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return len(p), nil
}

// deaf is a client that takes nothing until it is closed, and says more and more.
type deaf struct {
	says   io.Reader
	closed chan struct{}
}

func (d deaf) Read(p []byte) (int, error) { return d.says.Read(p) }

func (d deaf) Write([]byte) (int, error) {
	<-d.closed
	return 0, io.ErrClosedPipe
}

func (d deaf) Close() error { return nil }

// TestSerializerIsOver: when the channel ends while an answer is being written all ends, and
// requests that wait get no turn.
func TestSerializerIsOver(t *testing.T) {
	says, _ := manyRequests()
	synctest.Test(t, func(t *testing.T) {
		done, end := context.WithCancel(t.Context())
		client := deaf{bytes.NewReader(says), make(chan struct{})}
		inside := &crowd{}
		served := make(chan error)
		go func() {
			served <- testFiles(crowdedFS{fstest.MapFS{"a.md": {}}, inside}).serve(done, client)
		}()
		synctest.Wait()
		end()
		close(client.closed)
		if err := <-served; !errors.Is(err, io.EOF) {
			t.Error(err)
		}
		if inside.all.Load() != 0 {
			t.Error("a request got in while the answer before was to be written")
		}
	})
}

// TestSerializerFails: an answer that cannot be written is the last, and ends the session.
func TestSerializerFails(t *testing.T) {
	says, _ := manyRequests()
	before := runtime.NumGoroutine()
	client := &failing{conversation{Reader: bytes.NewReader(says)}}
	_ = testFiles(fstest.MapFS{}).serve(t.Context(), client)
	if !client.ended.Load() {
		t.Error("the session goes on")
	}
	for end := time.Now().Add(time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines are left", runtime.NumGoroutine()-before)
		}
	}
}

// failing takes nothing.
type failing struct{ conversation }

func (*failing) Write(p []byte) (int, error) { return 0, io.ErrClosedPipe }
