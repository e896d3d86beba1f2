package server_test

import (
	"bufio"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	floor "github.com/gliderlabs/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// The benchmarks compare the blog with the floor: the least that a server written in Go can do over SSH, which is to send a fixed screen
// and repaint one line per key. Each server is a process of its own, so that its CPU time and memory can be told from the clients'.
// Read ratios, not times:
//
//	go test -run '^$' -bench . ./server

// benchServer names, in the environment of a copy of this test program, the server that the copy is to be.
const benchServer = "SSHBLOG_BENCH_SERVER"

func TestMain(m *testing.M) {
	switch os.Getenv(benchServer) {
	case "":
		os.Exit(m.Run())
	case "floor":
		serveFloor()
	default:
		serveForBench()
	}
}

// serveFloor is the floor.
func serveFloor() {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		panic(err)
	}
	frame := "\x1b[?1049h\x1b[2J" + strings.Repeat(strings.Repeat("floor ", 28)+"\r\n", 24)
	srv := &floor.Server{HostSigners: []floor.Signer{signer}, Handler: func(s floor.Session) {
		_, _ = io.WriteString(s, frame)
		buf := make([]byte, 256)
		for {
			n, err := s.Read(buf)
			if err != nil || slices.Contains(buf[:n], 'q') {
				return
			}
			_, _ = io.WriteString(s, "\x1b[5;1H"+strings.Repeat("x", 80))
		}
	}}
	listener := listenAndTell()
	_ = srv.Serve(listener)
}

// serveForBench is the blog, with 1,001 posts.
func serveForBench() {
	testing.Benchmark(func(b *testing.B) {
		blog := startBlog(b, posts(1001), nil)
		fmt.Println(blog.addr)
		_, _ = io.Copy(io.Discard, os.Stdin) // until the benchmark ends
	})
}

func listenAndTell() net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	return listener
}

// child is a server in a process of its own.
type child struct {
	addr string
	pid  int
}

// startChild starts a server that ends with the benchmark.
func startChild(b *testing.B, kind string) child {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$", "-test.benchtime=1x")
	cmd.Env = append(os.Environ(), benchServer+"="+kind)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	addr, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return child{strings.TrimSpace(addr), cmd.Process.Pid}
}

// cpu is the CPU time that the server's threads have used, as Linux counts it.
func (c child) cpu(b *testing.B) (sum time.Duration) {
	b.Helper()
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", c.pid))
	if err != nil {
		b.Fatal(err)
	}
	for _, task := range tasks {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", c.pid, task.Name()))
		if err != nil {
			continue // a thread that has just ended
		}
		ns, err := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(ns)
	}
	return sum
}

// resident is the server's resident memory in KiB.
func (c child) resident(b *testing.B) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kib
		}
	}
	b.Fatal("no VmRSS")
	return 0
}

var servers = []struct{ name, sign string }{{"floor", "floor"}, {"sshblog", "Post"}}

// BenchmarkFirstFrame connects and waits for the first useful frame.
func BenchmarkFirstFrame(b *testing.B) {
	for _, s := range servers {
		b.Run(s.name, func(b *testing.B) {
			server := startChild(b, s.name)
			openScreen(b, dial(b, server.addr), "xterm-256color", "", 80, 24).await(b, s.sign)
			before := server.cpu(b)
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				client := dial(b, server.addr)
				screen := openScreen(b, client, "xterm-256color", "", 80, 24)
				screen.await(b, s.sign)
				times = append(times, time.Since(start))
				_ = client.Close()
			}
			report(b, times, server.cpu(b)-before)
		})
	}
}

// report adds the median and the server's CPU time per operation.
func report(b *testing.B, times []time.Duration, cpu time.Duration) {
	b.Helper()
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-us")
	b.ReportMetric(float64(cpu.Microseconds())/float64(len(times)), "server-cpu-us/op")
}

// keyPause is the time between two keys, which a person needs, too: a server that never comes to rest looks cheaper than it is.
const keyPause = 5 * time.Millisecond

// BenchmarkKey presses a key and waits for what it changes: on the floor, in the list, and scrolling a post by a line.
func BenchmarkKey(b *testing.B) {
	for _, c := range []struct{ name, server, sign, open, opened, there, back string }{
		{"floor", "floor", "floor", "", "", "j", "k"},
		{"list", "sshblog", "Post number 1", "", "", "j", "k"},
		{"scroll", "sshblog", "Post number 1", "\r", "First words", "j", "k"},
	} {
		b.Run(c.name, func(b *testing.B) {
			server := startChild(b, c.server)
			screen := openScreen(b, dial(b, server.addr), "xterm-256color", "", 80, 24)
			screen.await(b, c.sign)
			if c.open != "" {
				screen.press(b, c.open)
				screen.await(b, c.opened)
			}
			screen.settle()
			before := server.cpu(b)
			var times []time.Duration
			bytes := 0
			for i := 0; b.Loop(); i++ {
				key := c.there
				if i/20%2 == 1 {
					key = c.back
				}
				<-time.After(keyPause)
				start := time.Now()
				screen.press(b, key)
				bytes += screen.awaitAny(b)
				times = append(times, time.Since(start))
			}
			report(b, times, server.cpu(b)-before)
			b.ReportMetric(float64(bytes)/float64(len(times)), "bytes/op")
		})
	}
}

// settle waits until the server has been quiet for a moment, so that the answer to the next key is just that.
func (s *screen) settle() {
	const moment = 100 * time.Millisecond
	for quiet := false; !quiet; {
		<-time.After(moment)
		s.mu.Lock()
		quiet = s.got.Len() == 0
		s.got.Reset()
		s.mu.Unlock()
	}
}

// awaitAny waits for the next bytes of the server and returns their number.
func (s *screen) awaitAny(b *testing.B) int {
	b.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.got.Len() == 0 {
		if s.ended {
			b.Fatal("the session has ended")
		}
		s.more.Wait()
	}
	n := s.got.Len()
	s.got.Reset()
	return n
}

// BenchmarkSessions holds many sessions open: the server's memory per session by the slope between few and many, and the CPU time that
// they cost while nothing happens.
func BenchmarkSessions(b *testing.B) {
	const few, many = 50, 300
	for _, s := range servers {
		for _, size := range [][2]int{{80, 24}, {200, 60}} {
			b.Run(fmt.Sprintf("%s/%dx%d", s.name, size[0], size[1]), func(b *testing.B) {
				for b.Loop() {
					server := startChild(b, s.name)
					open := func(n int) {
						for range n {
							openScreen(b, dial(b, server.addr), "xterm-256color", "", size[0], size[1]).await(b, s.sign)
						}
					}
					open(few)
					base := server.resident(b)
					open(many)
					b.ReportMetric((server.resident(b)-base)/many, "KiB/session")
					<-time.After(3 * time.Second) // until the storm of their coming has settled
					idle, start := server.cpu(b), time.Now()
					<-time.After(3 * time.Second)
					cores := float64(server.cpu(b)-idle) / float64(time.Since(start))
					b.ReportMetric(100*cores*1000/(few+many), "idle-%core/1000")
				}
			})
		}
	}
}
