//go:build linux

package hostile_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What all tests share: the program, a blog, and a directory for its host key.
var built struct{ program, posts, keys string }

var (
	soak   = flag.Duration("soak", 0, "run readers and hostile clients side by side for so long (make soak)")
	scarce = flag.Bool("scarce", false, "in the scarce environments only (make scarce)")
)

// environment is what the program may have of the machine.
type environment struct {
	name        string
	descriptors int // zero: as many as the tests
	memory      int // in MiB; zero: all
}

// environments are those in which the whole suite runs: the usual one, or, with -scarce, those in
// which something is short. The race detector takes many times the memory, so it has the usual one
// only.
func environments() []environment {
	if *scarce && !raced {
		return []environment{{name: "256 descriptors", descriptors: 256}, {name: "256 MiB", memory: 256}}
	}
	return []environment{{name: "usual"}}
}

// TestMain builds the program and a blog for it.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.parallel").DefValue == flag.Lookup("test.parallel").Value.String() {
		_ = flag.Set("test.parallel", parallel) // most of these tests wait most of the time
	}
	if os.Getenv(crowdProcess) != "" {
		os.Exit(m.Run()) // it goes to a program that is there
	}
	os.Exit(prepared(m.Run))
}

// prepared runs the tests with what they share in place.
func prepared(run func() int) int {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	built.program, built.posts, built.keys = filepath.Join(dir, "sshblog"), filepath.Join(dir, "posts"), filepath.Join(dir, "keys")
	if err := errors.Join(build(), writePosts(built.posts, 60)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	stop, err := startReference()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer stop()
	return run()
}

// build builds the program. It looks at all that the program is made of, so that go test keeps no
// result of another one.
func build() error {
	if err := filepath.WalkDir("../../..", func(name string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err == nil && (ext == ".go" || ext == ".mod") {
			_, err = os.Stat(name)
		}
		return err
	}); err != nil {
		return err
	}
	args := []string{"build", "-o", built.program}
	if raced {
		args = append(args, "-race")
	}
	cmd := exec.Command("go", append(args, "../../../cmd/sshblog")...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return nil
}

// pictureSize is more than all buffers and windows between the program and a client hold.
const pictureSize = 12 << 20

// writePosts writes a blog of n posts, the newest of which is post-1, and a picture that no archive
// makes less than half as large.
func writePosts(dir string, n int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	words := strings.Repeat("A paragraph that is long enough to be wrapped at eighty columns, as most paragraphs of most posts are.\n\n", 40)
	for i := 1; i <= n; i++ {
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -i)
		text := fmt.Sprintf("---\ntitle: Post number %d\ndate: %s\ntags: [tag%d]\n---\nFirst words of post %d.\n\n![a picture](picture.png)\n\n%s",
			i, day.Format(time.DateOnly), i%7, i, words)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("post-%d.md", i)), []byte(text), 0o600); err != nil {
			return err
		}
	}
	picture := bytes.NewBuffer(make([]byte, 0, pictureSize))
	for noise := rand.New(rand.NewPCG(1, 2)); picture.Len() < pictureSize; {
		fmt.Fprintf(picture, "%016x", noise.Uint64())
	}
	return os.WriteFile(filepath.Join(dir, "picture.png"), picture.Bytes(), 0o600)
}
