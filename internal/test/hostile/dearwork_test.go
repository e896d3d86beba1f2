//go:build linux

package hostile_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// crowd is many addresses that all want what is dear, again and again.
type crowd struct {
	name string
	work func(client *gossh.Client, i int) error // once; i counts what the crowd has begun
}

// crowdsOfWork are all of them.
func crowdsOfWork() []crowd {
	return []crowd{
		{"archive", commandOf("archive")},
		{"feed", commandOf("feed -n 100000")},
		{"feed of other lengths", func(c *gossh.Client, i int) error { return commandOf(fmt.Sprintf("feed json -n %d", 500+i%500))(c, i) }},
		{"ls", commandOf("ls --json")},
		{"search", func(c *gossh.Client, i int) error {
			words := strings.Fields("the as has its and news coasts other rope letters paragraph with")
			return commandOf("search -n 0 "+words[i%len(words)]+" "+words[(i*7+3)%len(words)][:1])(c, i)
		}},
		{"cat", func(c *gossh.Client, i int) error {
			return commandOf(fmt.Sprintf("cat post-%d --width %d", 1+i%1000, 40+i%200))(c, i)
		}},
		{"cat of a long post", func(c *gossh.Client, i int) error {
			return commandOf(fmt.Sprintf("cat huge --width %d", 40+i%200))(c, i)
		}},
		{"links", commandOf("links huge")},
		{"scp", scpAll},
		{"rsync", rsyncAll("-r")},
		{"rsync -z", rsyncAll("-rz")},
		{"sftp", sftpReads},
		{"line reader", linesOf},
		{"searches of screens", searchesOf},
		{"all of these", func(c *gossh.Client, i int) error {
			all := crowdsOfWork()
			return all[i%(len(all)-1)].work(c, i)
		}},
	}
}

// commandOf runs a command and takes its output.
func commandOf(line string) func(*gossh.Client, int) error {
	return func(c *gossh.Client, _ int) error { return talk(c, line, nil) }
}

// talk runs a command, says something to it, and takes its output.
func talk(c *gossh.Client, line string, says []byte) error {
	session, err := c.NewSession()
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	session.Stdout = io.Discard
	if says != nil {
		session.Stdin = bytes.NewReader(says)
	}
	return session.Run(line)
}

func scpAll(c *gossh.Client, _ int) error {
	return talk(c, "scp -r -f .", make([]byte, 4*crowdPosts))
}

// rsyncAll takes all files, by number: what a client says to that is known before.
func rsyncAll(options string) func(*gossh.Client, int) error {
	says := binary.LittleEndian.AppendUint32(nil, 27)
	says = binary.LittleEndian.AppendUint32(says, 0)
	for i := uint32(1); i < crowdPosts; i++ {
		says = binary.LittleEndian.AppendUint32(says, i)
		says = append(says, make([]byte, 16)...)
	}
	for range 3 {
		says = binary.LittleEndian.AppendUint32(says, 1<<32-1)
	}
	return func(c *gossh.Client, _ int) error {
		return talk(c, "rsync --server --sender "+options+" . .", says)
	}
}

// sftpReads reads the largest file.
func sftpReads(c *gossh.Client, _ int) error {
	files, err := sftp.NewClient(c)
	if err != nil {
		return err
	}
	defer func() { _ = files.Close() }()
	f, err := files.Open("/picture.png")
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	_, err = f.WriteTo(io.Discard)
	return err
}

func linesOf(c *gossh.Client, _ int) error {
	return talk(c, "plain", []byte(strings.Repeat("/news coasts\nr\n/the as has\nr\nq\n1\nr\nq\n", 100)))
}

// searchesOf types words into the search of a screen.
func searchesOf(c *gossh.Client, i int) error {
	s, err := tryScreen(c, "xterm-256color", "", 200, 60)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	_, err = s.Write([]byte("s" + strings.Repeat("news coasts the as\x15has the\x15t\x15", 50)))
	s.find("no such text", 2*time.Second)
	return err
}

// crowdPosts is how many posts the blog of a crowd has, of about ten kilobytes each, beside one of
// a megabyte.
const crowdPosts = 1000

// writeCrowdBlog writes it.
func writeCrowdBlog(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	section := "\n## Part\n\nThe tide comes into the harbour twice a day, *as it does*, and brings what it has: wood, " +
		"[bottles](https://example.org/b)\nand news of other coasts. Everybody was there to look, and said `so`.\n\n" +
		"- rope, which is of use\n- a **lamp** without oil\n\n```go\nfunc tide(hour int) bool {\n\treturn hour < 6\n}\n```\n"
	noise := rand.New(rand.NewPCG(1, 2))
	for i := 1; i <= crowdPosts; i++ {
		slug, size := fmt.Sprintf("post-%d", i), 10<<10
		if i == 500 {
			slug, size = "huge", 1<<20
		}
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -i)
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Post number %d\ndate: %s\ntags: [tag%d]\n---\n", i, day.Format(time.DateOnly), i%7)
		for text.Len() < size {
			fmt.Fprintf(&text, "%sWord %x.\n", section, noise.Uint64())
		}
		if err := os.WriteFile(filepath.Join(dir, slug+".md"), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	picture, err := os.ReadFile(filepath.Join(built.posts, "picture.png"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "picture.png"), picture, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// What a reader beside a crowd waits for at most.
const (
	crowdSize  = 60 // addresses
	crowdTime  = 3 * time.Second
	crowdFrame = 200 * time.Millisecond
	crowdKey   = 30 * time.Millisecond
	otherShare = 0.25                   // of a core that others on this machine may take; else nothing is judged
	crowdRest  = 400 * time.Millisecond // of work in the second after the crowd has left
)

// TestCrowdsOfWork measures what a reader waits for while 60 addresses have the program work.
func TestCrowdsOfWork(t *testing.T) {
	posts := writeCrowdBlog(t)
	for _, env := range environments() {
		t.Run(env.name, func(t *testing.T) {
			p := env.start(t, launch{posts: posts, settings: []string{
				"KEEPALIVE=30s", "PIPE_TIMEOUT=60s", "STALL_TIMEOUT=30s", "TRANSFER_TIMEOUT=60s", "MAX_CONNECTIONS=200",
				"HANDSHAKE_TIMEOUT=30s", "START_TIMEOUT=30s", "MAX_WAITING=100",
			}})
			p.prepares(t)
			p.idles(t)
			was := p.vitals(t)
			was.heap += cacheSize
			all := crowdsOfWork()
			if p.name != "usual" {
				all = all[len(all)-1:] // that is all of these
			}
			for _, c := range all {
				t.Run(c.name, func(t *testing.T) { p.bears(t, c) })
				p.lives(t)
				p.recovers(t, was)
			}
			p.fits(t)
		})
	}
}

// cacheSize is how much memory the program's cache takes at most.
const cacheSize = 64 << 20

// idles waits until the program has made ready what it makes ahead.
func (p *program) idles(t *testing.T) {
	t.Helper()
	const look, rest = 200 * time.Millisecond, 20 * time.Millisecond
	if !waitfor.True(patience, func() bool {
		was := p.processor(t)
		<-time.After(look)
		return p.processor(t)-was <= rest
	}) {
		t.Log("the program goes on working")
	}
}

// bears lets a crowd work, and checks what a reader waits for meanwhile, and that nothing is done for
// the crowd when it has left.
func (p *program) bears(t *testing.T, c crowd) {
	n, other := p.neighbour(t), reference.neighbour(t)
	usual := n.wait(t, calmTime)
	visitors, leave := p.gather(t, c)
	mine := func() time.Duration { // of the processors' time, all that belongs to the test
		return p.processor(t) + reference.processor(t) + processorOf(t, visitors) + processorOf(t, os.Getpid())
	}
	busy, own := machineBusy(t), mine()
	worked, begun := p.processor(t), time.Now()
	other.wait(t, 0)
	frame, frameElsewhere := p.visits(t, crowdTime)
	wall := time.Since(begun)
	share := float64(p.processor(t)-worked) / float64(wall)
	others := float64(machineBusy(t)-busy-(mine()-own)) / float64(wall)
	key, keyElsewhere := n.wait(t, 0), other.wait(t, 0)
	n.leave()
	other.leave()
	said := leave()
	left := p.processor(t)
	<-time.After(time.Second)
	after := p.processor(t) - left
	t.Logf("%s: %.0f %% of a core, %.0f %% for others; the slowest first frame %v, elsewhere %v; key %v, before %v, elsewhere %v; %v of work when they had left. %s",
		c.name, 100*share, 100*others, frame.Round(time.Millisecond/10), frameElsewhere.Round(time.Millisecond/10), key.Round(time.Millisecond/10),
		usual.Round(time.Millisecond/10), keyElsewhere.Round(time.Millisecond/10), after, said)
	if raced || others > otherShare {
		return // what readers wait for is not the program's doing
	}
	if most := max(crowdFrame, slowerThanReference*frameElsewhere); frame > most {
		t.Errorf("a reader waits %v for the first frame, at most %v allowed", frame, most)
	}
	if most := max(crowdKey, 3*usual, slowerThanReference*keyElsewhere); key > most {
		t.Errorf("a reader waits %v for a key, at most %v allowed", key, most)
	}
	if after > crowdRest {
		t.Errorf("the program works %v for a crowd that has left", after)
	}
}

// visits lets readers come for so long, here and to the reference, and returns how long the slowest
// of each waited for the first frame.
func (p *program) visits(t *testing.T, long time.Duration) (here, elsewhere time.Duration) {
	t.Helper()
	for begun := time.Now(); here == 0 || time.Since(begun) < long; {
		took, err := p.visit(away, patience)
		if err != nil {
			t.Errorf("a reader does not get in: %v", err)
		}
		other, _ := reference.visit(away, patience)
		here, elsewhere = max(here, took), max(elsewhere, other)
		<-time.After(20 * time.Millisecond)
	}
	return here, elsewhere
}

// crowdProcess names the crowd that a process of its own is, so that the reader's process has time
// to measure, and where it goes.
const crowdProcess = "HOSTILE_CROWD"

// TestCrowdProcess is that process. It works until its standard input ends.
func TestCrowdProcess(t *testing.T) {
	addr, name, ok := strings.Cut(os.Getenv(crowdProcess), " ")
	if !ok {
		t.Skip("no crowd is wanted")
	}
	all := crowdsOfWork()
	c := all[slices.IndexFunc(all, func(c crowd) bool { return c.name == name })]
	var begun, done atomic.Int64
	var wrong atomic.Pointer[error]
	for i := range crowdSize {
		client, err := handshakeFrom(addr, fmt.Sprintf("127.0.1.%d", i+1))
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				if err := c.work(client, int(begun.Add(1))); err != nil {
					wrong.Store(&err)
					<-time.After(50 * time.Millisecond)
				} else {
					done.Add(1)
				}
			}
		}()
	}
	fmt.Println("here")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := wrong.Load(); err != nil {
		fmt.Println(*err)
	}
	fmt.Printf("%d of %d done\n", done.Load(), begun.Load())
}

// handshakeFrom connects from an address.
func handshakeFrom(addr, from string) (*gossh.Client, error) {
	p := &program{addr: addr}
	conn, err := p.connectFrom(from)
	if err != nil {
		return nil, err
	}
	return handshake(conn, clientConfig())
}

// gather brings a crowd, in a process; leave sends it away, and returns what it says of its work.
func (p *program) gather(t *testing.T, c crowd) (process int, leave func() string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestCrowdProcess$", "-test.v")
	cmd.Env = append(os.Environ(), crowdProcess+"="+p.addr+" "+c.name)
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(out)
	for line := ""; line != "here\n"; {
		var err error
		if line, err = said.ReadString('\n'); err != nil {
			t.Fatalf("the crowd does not come: %v", err)
		}
	}
	return cmd.Process.Pid, func() string {
		_ = in.Close()
		rest, _ := io.ReadAll(said)
		_ = cmd.Wait()
		return strings.ReplaceAll(string(rest), "\n", "; ")
	}
}
