package command_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/command"
)

// long is a blog with one post of about so many bytes, with headings, lists, code and links.
func long(bytes int) fstest.MapFS {
	var b strings.Builder
	b.WriteString("---\ntitle: Long\ndate: 2026-01-01\n---\n")
	for part := 1; b.Len() < bytes; part++ {
		fmt.Fprintf(&b, "## Part %d\n\n", part)
		for range 20 {
			b.WriteString("The harbour was quiet and the water lay still below the boats which nobody had moved since spring came and " +
				"went without a word of when the next one would be [here](ropes.md)\n\n")
		}
		b.WriteString("- one\n- two\n\n```\ncode\n```\n\n")
	}
	return fstest.MapFS{"long.md": {Data: []byte(b.String())}, "ropes.md": {Data: []byte("---\ntitle: Ropes\n---\nTwo ends.\n")}}
}

// TestLongPost prints a post that is too long to be kept as a page: all of it, the addresses of its
// links at the end.
func TestLongPost(t *testing.T) {
	stdout, stderr, status := newWorld(t, long(300<<10)).run(command.Env{}, "cat", "long")
	if status != 0 || stderr != "" || !strings.HasPrefix(stdout, "Long\n====\n") || !strings.HasSuffix(stdout, "\n[1] ssh HOST cat ropes\n") {
		t.Errorf("status %d, %q: %.80q ... %.80q", status, stderr, stdout, stdout[max(0, len(stdout)-80):])
	}
	if parts := strings.Count(stdout, "\nPart "); parts < 80 {
		t.Errorf("%d parts", parts)
	}
}

// TestLongPostStops lays out no more of a long post than is read of it.
func TestLongPostStops(t *testing.T) {
	w := newWorld(t, long(2<<20))
	pipe := &headPipe{left: 100}
	status := w.commands.Run(context.Background(), command.Env{Stdout: pipe, Stderr: new(bytes.Buffer)}, []string{"cat", "long"})
	if status != 1 || pipe.refused != 1 {
		t.Errorf("status %d, %d writes after the pipe had closed", status, pipe.refused)
	}
	ctx, leave := context.WithCancel(context.Background())
	lines := 0
	env := command.Env{Stdout: writerFunc(func([]byte) { lines++; leave() }), Stderr: new(bytes.Buffer)}
	if status := w.commands.Run(ctx, env, []string{"cat", "long"}); status != 1 || lines != 1 {
		t.Errorf("status %d after %d lines", status, lines)
	}
}

// TestLongPostIsHeld: for a reader who may take their time, the lines of a long post are the same, and
// the memory for them is asked for and given back.
func TestLongPostIsHeld(t *testing.T) {
	w := newWorld(t, long(300<<10))
	want, _, _ := w.run(command.Env{}, "cat", "long")
	held, granted := int64(0), true
	hold := func(n int64) (func(), bool) {
		if granted {
			held += n
		}
		return func() { held -= n }, granted
	}
	out, errs, status := w.run(command.Env{Hold: hold}, "cat", "long")
	if out != want || errs != "" || status != command.Done || held != 0 {
		t.Errorf("status %d, %q, %d bytes of %d, %d are held", status, errs, len(out), len(want), held)
	}
	granted = false
	if _, errs, status := w.run(command.Env{Hold: hold}, "cat", "long"); status != command.Failed || !strings.Contains(errs, "busy") {
		t.Errorf("without memory: status %d, %q", status, errs)
	}
}

// TestReaderHasLeft: no command says anything to a reader who has left.
func TestReaderHasLeft(t *testing.T) {
	files := long(100 << 10)
	for i := range 200 {
		files[fmt.Sprintf("post-%d.md", i)] = &fstest.MapFile{Data: []byte("---\ntags: [a, b]\nseries: S\n---\nText with words.\n")}
	}
	w := newWorld(t, files)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	for _, line := range []string{
		"ls", "ls --json", "ls --tag a", "cat long", "cat long --raw", "cat ropes", "search words", "search --json words", "toc long", "links long",
		"links --json long", "feed", "feed json -n 0", "archive", "tags", "series", "series S", "years --json", "about", "latest", "random", "help",
	} {
		var out, errs bytes.Buffer
		status := w.commands.Run(ctx, command.Env{Stdout: &out, Stderr: &errs}, strings.Fields(line))
		if status != command.Failed || out.Len() > 0 {
			t.Errorf("%s: status %d, %d bytes", line, status, out.Len())
		}
	}
}

// headPipe closes after some writes.
type headPipe struct{ left, refused int }

func (p *headPipe) Write(b []byte) (int, error) {
	if p.left--; p.left < 0 {
		p.refused++
		return 0, fmt.Errorf("broken pipe")
	}
	return len(b), nil
}

type writerFunc func([]byte)

func (f writerFunc) Write(b []byte) (int, error) {
	f(b)
	return len(b), nil
}

// BenchmarkLongPost prints a post of 5 MB. It reports the time until the first line of the text is
// there, and the most memory that was needed beside the blog itself.
func BenchmarkLongPost(b *testing.B) {
	w := newWorld(b, long(5<<20))
	usual := debug.SetGCPercent(20) // what the collector has not got round to is no need
	defer debug.SetGCPercent(usual)
	var first, total time.Duration
	var peak uint64
	for b.Loop() {
		runtime.GC()
		base := heap()
		start := time.Now()
		var text time.Duration
		lines, most := 0, base
		out := writerFunc(func(line []byte) {
			if text == 0 && bytes.HasPrefix(line, []byte("Part 1")) {
				text = time.Since(start)
			}
			if lines++; lines%5000 == 0 {
				most = max(most, heap())
			}
		})
		if status := w.commands.Run(context.Background(), command.Env{Stdout: out, Stderr: out}, []string{"cat", "long"}); status != 0 {
			b.Fatalf("status %d", status)
		}
		first, total, peak = first+text, total+time.Since(start), max(peak, most-base)
	}
	b.ReportMetric(float64(first.Milliseconds())/float64(b.N), "first-line-ms")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
}

// heap is how much memory is in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkCommands runs the commands that scripts run most, on a small blog, without SSH.
func BenchmarkCommands(b *testing.B) {
	for _, line := range []string{"ls", "ls --json", "cat tides", "tags", "search water"} {
		b.Run(line, func(b *testing.B) {
			w := newWorld(b, harbour())
			for b.Loop() {
				if _, _, status := w.run(command.Env{}, strings.Fields(line)...); status != 0 {
					b.Fatalf("status %d", status)
				}
			}
		})
	}
}
