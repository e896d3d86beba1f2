//go:build unix

package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// taken is a picture that was taken, and what was measured in it.
type taken struct {
	name   string
	lowest reading
	under  int
}

// takeAll takes all pictures, some at a time.
func takeAll(ctx context.Context, s settings, shots []shot, scratch string, stdout io.Writer) ([]taken, error) {
	ports, end, err := serveAll(ctx, s, scratch)
	defer end()
	if err != nil {
		return nil, err
	}
	var (
		all     []taken
		faults  []error
		mu      sync.Mutex
		workers sync.WaitGroup
	)
	queue := make(chan shot)
	for n := range max(1, s.jobs) {
		dir := filepath.Join(scratch, "display"+strconv.Itoa(n))
		d, err := openDisplay(ctx, dir)
		if err != nil {
			faults = append(faults, err)
			break
		}
		workers.Go(func() {
			defer d.server.end()
			for r := range queue {
				got, err := take(ctx, s, d, r, ports[r.theme], dir)
				mu.Lock()
				all = append(all, got...)
				if err != nil {
					faults = append(faults, fmt.Errorf("%s: %w", r.name("all"), err))
				}
				_, _ = fmt.Fprintf(stdout, "%s: %d pictures\n", r.name("all"), len(got))
				mu.Unlock()
			}
		})
	}
	for _, r := range shots {
		if ctx.Err() != nil || len(faults) > 0 && len(all) == 0 {
			break
		}
		select {
		case queue <- r:
		case <-ctx.Done():
		}
	}
	close(queue)
	workers.Wait()
	slices.SortFunc(all, func(a, b taken) int { return strings.Compare(a.name, b.name) })
	return all, errors.Join(append(faults, ctx.Err())...)
}

// serveAll starts a blog for each theme, and returns their ports and what ends them.
func serveAll(ctx context.Context, s settings, scratch string) (map[string]string, func(), error) {
	ports := map[string]string{}
	var servers []*process
	end := func() {
		for _, p := range servers {
			p.end()
		}
	}
	for _, theme := range s.themes {
		p, port, err := serve(ctx, s, theme, scratch)
		if err != nil {
			return nil, end, err
		}
		servers = append(servers, p)
		ports[theme] = port
	}
	return ports, end, nil
}

// take opens one window and takes the pictures of its screens.
func take(ctx context.Context, s settings, d *display, r shot, port, scratch string) ([]taken, error) {
	dir, err := os.MkdirTemp(scratch, "")
	if err != nil {
		return nil, err
	}
	todo := visits(r.terminal, s.screen)
	keep(filepath.Join(dir, "visit.sh"), script(port, todo))
	argv := r.terminal.argv(r, dir, filepath.Join(dir, "visit.sh"))
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = append(slices.Clone(d.env), "XDG_CONFIG_HOME="+dir)
	p, err := begin(cmd)
	if err != nil {
		return nil, err
	}
	defer func() {
		p.end()
		endMultiplexer(r.terminal.name, dir)
	}()
	area, err := d.window(ctx, r.terminal.class)
	if err != nil {
		return nil, err
	}
	w := &window{shot: r, display: d, area: area}
	var all []taken
	for _, v := range todo {
		for _, st := range v.steps {
			if err := w.do(ctx, st); err != nil {
				return all, fmt.Errorf("%s: %w", cmp.Or(st.screen, "keys"), err)
			}
			if !slices.Contains(s.screen, st.screen) {
				continue
			}
			got, err := w.keep(s.out, st.screen)
			if err != nil {
				return all, err
			}
			all = append(all, got)
		}
		if err := w.leave(ctx); err != nil {
			return all, err
		}
	}
	return all, nil
}

// endMultiplexer ends what has left the group of its terminal: the server of tmux or screen.
func endMultiplexer(name, dir string) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	switch name {
	case "tmux":
		_ = exec.CommandContext(ctx, "tmux", "-S", filepath.Join(dir, "tmux"), "kill-server").Run()
	case "screen":
		cmd := exec.CommandContext(ctx, "screen", "-S", "shot", "-X", "quit")
		cmd.Env = append(os.Environ(), "SCREENDIR="+dir)
		_ = cmd.Run()
	}
}

// window is a terminal that is open.
type window struct {
	shot    shot
	display *display
	area    image.Rectangle
	last    *image.RGBA
}

// do types what a step says and waits for the screen that comes.
func (w *window) do(ctx context.Context, s step) error {
	if s.text != "" {
		if _, err := w.display.xdotool(ctx, "type", "--delay", "30", s.text); err != nil {
			return err
		}
	}
	if len(s.keys) > 0 {
		if _, err := w.display.xdotool(ctx, append([]string{"key", "--delay", "30"}, s.keys...)...); err != nil {
			return err
		}
	}
	return w.settle(ctx)
}

// leave ends a visit.
func (w *window) leave(ctx context.Context) error {
	_, err := w.display.xdotool(ctx, "key", "ctrl+c")
	return err
}

// settle waits until the window shows something else than before, with some text in it, and rests:
// three pictures in a row are equal.
func (w *window) settle(ctx context.Context) error {
	before := w.last
	equal := 0
	var fault error
	rests := await(ctx, 15*time.Second, func() bool {
		m, err := w.display.picture(w.area)
		if err != nil {
			fault = err
			return true
		}
		if w.last != nil && bytes.Equal(m.Pix, w.last.Pix) {
			equal++
		} else {
			equal = 0
		}
		w.last = m
		changed := before == nil || !bytes.Equal(m.Pix, before.Pix)
		return equal >= 3 && changed && w.grid().written(m) >= 10
	})
	if fault == nil && !rests {
		fault = errors.New("the screen does not come, or does not rest")
	}
	return fault
}

func (w *window) grid() grid {
	columns, _ := strconv.Atoi(w.shot.columns())
	rows, _ := strconv.Atoi(w.shot.rows())
	return newGrid(w.area.Dx(), w.area.Dy(), columns, rows)
}

// keep writes the picture of a screen, and measures it.
func (w *window) keep(dir, screen string) (taken, error) {
	name := w.shot.name(screen)
	var b bytes.Buffer
	if err := png.Encode(&b, w.last); err != nil {
		return taken{}, err
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Bytes(), 0o600); err != nil {
		return taken{}, err
	}
	lowest, under := w.grid().contrast(w.last, w.shot.terminal.smooth)
	return taken{name: name, lowest: lowest, under: under}, nil
}
