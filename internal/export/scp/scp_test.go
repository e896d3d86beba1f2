package scp_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/export/scp"
)

// ends are the two ends of a channel: what the client sends, and what it receives.
type ends struct {
	io.Reader
	io.Writer
}

func files() fstest.MapFS {
	at := time.Unix(1_700_000_000, 0)
	return fstest.MapFS{
		"a.md":        {Data: []byte("alpha"), Mode: 0o644, ModTime: at},
		"b.md":        {Data: []byte("beta"), Mode: 0o644, ModTime: at},
		"trip/c.md":   {Data: []byte("gamma"), Mode: 0o644, ModTime: at},
		"trip/e/d.md": {Mode: 0o644, ModTime: at},
	}
}

// TestSend checks the bytes on the wire if the client agrees to everything, and if it does not.
func TestSend(t *testing.T) {
	yes := strings.Repeat("\x00", 100)
	for _, c := range []struct {
		command, says, want string
		fails               bool
	}{
		{"scp -f a.md", yes, "C0644 5 a.md\nalpha\x00", false},
		{"scp -p -f -- a.md", yes, "T1700000000 0 1700000000 0\nC0644 5 a.md\nalpha\x00", false},
		{"scp -f *.md", yes, "C0644 5 a.md\nalpha\x00C0644 4 b.md\nbeta\x00", false},
		{"scp -r -f trip", yes, "D0555 0 trip\nC0644 5 c.md\ngamma\x00D0555 0 e\nC0644 0 d.md\n\x00E\nE\n", false},
		{"scp -rf trip/e/..", yes, "D0555 0 trip\nC0644 5 c.md\ngamma\x00D0555 0 e\nC0644 0 d.md\n\x00E\nE\n", false},
		{"scp -f trip a.md", yes, "\x01scp: \"trip\": is a directory; use -r\nC0644 5 a.md\nalpha\x00", true},
		{"scp -f a.md ./a.md /a.md *.md a.md", yes, "C0644 5 a.md\nalpha\x00C0644 4 b.md\nbeta\x00", false},
		{"scp -f nope ../a.md a.md", yes, "\x01scp: \"nope\": no such file\n\x01scp: \"../a.md\": no such file\nC0644 5 a.md\nalpha\x00", true},
		{"scp -f a.md b.md", "\x00\x01no room\n\x00\x00", "C0644 5 a.md\nC0644 4 b.md\nbeta\x00", true},
		{"scp -f a.md", "\x02enough\n", "", true},
		{"scp -f a.md", "", "", true},
		{"scp -f a.md", "\x00\x01" + strings.Repeat("x", 1<<20), "C0644 5 a.md\n", true},
	} {
		r, err := scp.Parse(strings.Fields(c.command))
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		err = scp.Send(t.Context(), ends{strings.NewReader(c.says), &got}, files(), r)
		if got.String() != c.want || (err != nil) != c.fails {
			t.Errorf("%s, the client says %.20q: %q, %v; want %q", c.command, c.says, got.String(), err, c.want)
		}
	}
	r, err := scp.Parse([]string{"scp", "-rf", "."})
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := scp.Send(t.Context(), ends{strings.NewReader(yes), &got}, files(), r); err != nil || !strings.HasPrefix(got.String(), "D0555 0 blog\nC0644 5 a.md\n") {
		t.Errorf("the whole: %q, %v", got.String(), err)
	}
}

func TestParse(t *testing.T) {
	for command, want := range map[string]string{
		"scp -t .":            "can be read, not written",
		"scp -r -d -t -- x":   "can be read, not written",
		"scp -f":              "expected -f and a path",
		"scp -r x":            "expected -f and a path",
		"scp -f -S/bin/sh x":  "unknown option",
		"scp -f -o Proxy=x x": "unknown option",
		"scp x":               "expected scp -f",
		"scp":                 "expected scp -f",
	} {
		if _, err := scp.Parse(strings.Fields(command)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", command, err, want)
		}
	}
	if _, err := scp.Parse(strings.Fields("scp -t .")); !errors.Is(err, scp.ErrUpload) {
		t.Errorf("an upload is %v", err)
	}
	r, err := scp.Parse(strings.Fields("scp -v -f -- -f x"))
	if err != nil || strings.Join(r.Paths, " ") != "-f x" {
		t.Errorf("after --: %q, %v", r.Paths, err)
	}
	var got bytes.Buffer
	if err := scp.Refuse(&got, scp.ErrUpload); err != nil || got.String() != "\x02scp: this blog can be read, not written\n" {
		t.Errorf("refused with %q, %v", got.String(), err)
	}
}

// FuzzSend sends to clients that ask and answer anything. It ends, and sends no more than there is.
func FuzzSend(f *testing.F) {
	f.Add("scp -r -p -f *", []byte("\x00\x00\x01no\n\x00\x00"))
	f.Add("scp -f ../[a-z]* \x00", []byte("\x02"))
	f.Fuzz(func(t *testing.T, command string, says []byte) {
		r, err := scp.Parse(strings.Fields(command))
		if err != nil {
			return
		}
		var got bytes.Buffer
		_ = scp.Send(t.Context(), ends{bytes.NewReader(says), &got}, files(), r) // it may well fail
		if most := 4096 + 8*len(command) + 1024*len(says); got.Len() > most {
			t.Errorf("%d bytes for %d", got.Len(), len(says))
		}
	})
}

// TestSessionEnds: no file is looked for when the session has ended.
func TestSessionEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r, err := scp.Parse([]string{"scp", "-rf", "*", "."})
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	err = scp.Send(ctx, ends{strings.NewReader(strings.Repeat("\x00", 100)), &got}, files(), r)
	if !errors.Is(err, context.Canceled) || got.Len() > 100 {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
}

// TestPathsAreBounded: 64 paths are served. More are refused before anything is walked.
func TestPathsAreBounded(t *testing.T) {
	command := append([]string{"scp", "-r", "-f"}, strings.Fields(strings.Repeat(". ", 64))...)
	if _, err := scp.Parse(command); err != nil {
		t.Error(err)
	}
	if _, err := scp.Parse(append(command, ".")); err == nil || !strings.Contains(err.Error(), "at most 64 paths") {
		t.Errorf("65 paths: %v", err)
	}
}
