package pictures_test

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/pictures"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/scene"
)

var small = picture.Size{W: 32, H: 20}

// blog returns the pictures of a directory with files.
func blog(t *testing.T, files map[string][]byte) (*pictures.Pictures, string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report := func(what string, value any, _ []byte) { t.Logf("%s: %v", what, value) }
	return pictures.New(source.FromDir(dir), cache.New(0), picture.Limits{}, report), dir
}

// counted is a form that counts how often it was made.
func counted(made *atomic.Int64) pictures.Form {
	return pictures.Form{Name: "counted", Make: func(p *picture.Picture) (any, int64, error) {
		made.Add(1)
		return p.Size(), 100, nil
	}}
}

// TestShared: whoever asks for the same picture of the same size shares one decoding, also later.
func TestShared(t *testing.T) {
	all, _ := blog(t, map[string][]byte{"a.jpg": scene.JPEG(scene.Photo(640, 400))})
	var made atomic.Int64
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			got, err := all.Get(t.Context(), "a.jpg", small, counted(&made))
			if err != nil || got != small {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	wait.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
	if h, err := all.Header("a.jpg"); err != nil || h.Size != (picture.Size{W: 640, H: 400}) {
		t.Errorf("%+v, %v", h, err)
	}
	if got, err := all.Get(t.Context(), "a.jpg", picture.Size{W: 3, H: 2}, pictures.Pixels); err != nil || got.(*picture.Picture).Size().W != 3 {
		t.Errorf("another size: %v, %v", got, err)
	}
}

// TestReplaced: a file that is replaced is another picture.
func TestReplaced(t *testing.T) {
	all, dir := blog(t, map[string][]byte{"a": scene.PNG(scene.Photo(64, 40)), "b": scene.PNG(scene.Photo(40, 64))})
	if h, err := all.Header("a"); err != nil || h.Size.W != 64 {
		t.Fatal(h, err)
	}
	if err := os.Rename(filepath.Join(dir, "b"), filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if h, err := all.Header("a"); err != nil || h.Size.W != 40 {
		t.Fatal(h, err)
	}
}

// TestRefused: what cannot be shown has a reason, and is not tried again for each reader.
func TestRefused(t *testing.T) {
	whole := scene.PNG(scene.Photo(640, 400))
	all, dir := blog(t, map[string][]byte{
		"half.png": whole[:len(whole)/2], "text.png": []byte("bees"), "huge.gif": scene.HugeGIF(),
		"scans.jpg": scene.FlatJPEG(64, 64, 1, 10_000), "moves.webp": scene.AnimatedWebP(30, 20),
	})
	outside := filepath.Join(t.TempDir(), "outside.png")
	if err := os.WriteFile(outside, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "dir.png"), 0o700); err != nil {
		t.Fatal(err)
	}
	var made atomic.Int64
	for name, want := range map[string]picture.Reason{
		"half.png": picture.Damaged, "text.png": picture.NotPicture, "huge.gif": picture.TooManyPixels,
		"scans.jpg": picture.TooManyScans, "moves.webp": picture.Animated, "link.png": picture.Unreadable,
		"dir.png": picture.Unreadable, "none.png": picture.Unreadable, "../up.png": picture.Unreadable,
	} {
		for range 2 {
			_, err := all.Get(t.Context(), name, small, counted(&made))
			var fault *picture.Error
			if !errors.As(err, &fault) || fault.Reason != want {
				t.Errorf("%s: %v", name, err)
			}
			if err != nil && (strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), outside)) {
				t.Errorf("%s: the error names a path of the machine: %v", name, err)
			}
		}
	}
	if made.Load() != 0 {
		t.Errorf("%d were made", made.Load())
	}
	for _, size := range []picture.Size{{}, {W: -1, H: 4}, {W: 1 << 20, H: 1 << 20}} {
		if _, err := all.Get(t.Context(), "half.png", size, pictures.Pixels); err == nil {
			t.Errorf("%v: no error", size)
		}
	}
}

// TestPanic: a panic of what makes a picture is its error, and no picture after it suffers.
func TestPanic(t *testing.T) {
	all, _ := blog(t, map[string][]byte{"a.png": scene.PNG(scene.Photo(64, 40))})
	broken := pictures.Form{Name: "broken", Make: func(*picture.Picture) (any, int64, error) { panic("broken") }}
	if _, err := all.Get(t.Context(), "a.png", small, broken); err == nil {
		t.Error("no error")
	}
	if _, err := all.Get(t.Context(), "a.png", small, pictures.Pixels); err != nil {
		t.Error(err)
	}
}

// TestLeft: who leaves does not wait, and does not take the picture away from who stays.
func TestLeft(t *testing.T) {
	all, _ := blog(t, map[string][]byte{"a.png": scene.PNG(scene.Photo(64, 40))})
	started, goOn := make(chan struct{}), make(chan struct{})
	slow := pictures.Form{Name: "slow", Make: func(*picture.Picture) (any, int64, error) {
		close(started)
		<-goOn
		return "there", 5, nil
	}}
	got := make(chan any)
	go func() {
		value, _ := all.Get(t.Context(), "a.png", small, slow)
		got <- value
	}()
	<-started
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := all.Get(gone, "a.png", small, slow); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(goOn)
	if value := <-got; value != "there" {
		t.Errorf("who stays gets %v", value)
	}
}

// heapBytes returns how many bytes the heap has, with what nobody uses any more.
func heapBytes() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// TestMemory: however many large photos are asked for at once, decoding them takes no more than 96
// MiB beyond what there was.
func TestMemory(t *testing.T) {
	files := map[string][]byte{
		"deep.png": scene.PNG(image.NewRGBA(image.Rect(0, 0, 4000, 3000))), "progressive.jpg": scene.FlatJPEG(4000, 3000, 1, 2),
	}
	for _, name := range []string{"a", "b"} {
		files[name] = scene.FlatJPEG(4000, 3000, 3, 1)
	}
	all, _ := blog(t, files)
	runtime.GC()
	idle := heapBytes()
	var highest atomic.Int64
	end := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
				highest.Store(max(highest.Load(), heapBytes()))
			}
		}
	})
	var wait sync.WaitGroup
	for name := range files {
		for n := range 2 {
			wait.Go(func() {
				if _, err := all.Get(t.Context(), name, picture.Size{W: 533 + n, H: 400}, pictures.Pixels); err != nil {
					t.Error(name, err)
				}
			})
		}
	}
	wait.Wait()
	close(end)
	watch.Wait()
	if more := highest.Load() - idle; more > 96<<20 {
		t.Errorf("%d MiB more than %d MiB", more>>20, idle>>20)
	} else {
		t.Logf("%d MiB more than %d MiB", more>>20, idle>>20)
	}
}
