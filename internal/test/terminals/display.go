//go:build unix

package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The size of a display; no window is larger.
const wide, high = 2000, 1300

// display is an X server without a screen. Its pixels are in a file.
type display struct {
	name   string
	server *process
	pixels string
	env    []string
}

// openDisplay starts an X server on the first display that is free.
func openDisplay(ctx context.Context, dir string) (*display, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = read.Close() }()
	cmd := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0",
		fmt.Sprintf("%dx%dx24", wide, high), "-fbdir", dir, "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{write}
	server, err := begin(cmd)
	_ = write.Close()
	if err != nil {
		return nil, err
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		server.end()
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	d := &display{name: ":" + strings.TrimSpace(number), server: server, pixels: filepath.Join(dir, "Xvfb_screen0")}
	fonts := filepath.Join(dir, "fonts.conf")
	keep(fonts, fontSettings)
	d.env = append(os.Environ(), "DISPLAY="+d.name, "FONTCONFIG_FILE="+fonts, "LANG=C.UTF-8", "LC_ALL=", "LC_CTYPE=",
		"COLORTERM=", "COLORFGBG=", "TMUX=", "STY=", "XDG_CONFIG_HOME="+dir, "XENVIRONMENT=/dev/null", "NO_AT_BRIDGE=1",
		"GDK_BACKEND=x11", "LIBGL_ALWAYS_SOFTWARE=1", "KITTY_CONFIG_DIRECTORY="+dir, "NO_COLOR=")
	return d, nil
}

// fontSettings draws letters without blurred edges, so that each pixel has the color that was asked for.
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="font">
<edit name="antialias" mode="assign"><bool>false</bool></edit>
<edit name="hinting" mode="assign"><bool>true</bool></edit>
<edit name="hintstyle" mode="assign"><const>hintfull</const></edit>
</match>
</fontconfig>
`

// xdotool runs a command of it and returns what it says.
func (d *display) xdotool(ctx context.Context, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xdotool", args...)
	cmd.Env = d.env
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w", strings.Join(args, " "), err)
	}
	return string(out), nil
}

// window waits for the window of a class, puts it into the corner, and gives it the keys.
func (d *display) window(ctx context.Context, class string) (image.Rectangle, error) {
	var id string
	found := await(ctx, 20*time.Second, func() bool {
		out, err := d.xdotool(ctx, "search", "--onlyvisible", "--class", class)
		id = strings.TrimSpace(out[strings.LastIndexByte(strings.TrimSpace(out), '\n')+1:])
		return err == nil && id != ""
	})
	if !found {
		return image.Rectangle{}, errors.New("no window of the class " + class)
	}
	// The pointer is drawn, too: out of the way.
	_, err := d.xdotool(ctx, "windowmove", id, "0", "0", "windowfocus", id, "mousemove", strconv.Itoa(wide-1), strconv.Itoa(high-1))
	if err != nil {
		return image.Rectangle{}, err
	}
	out, err := d.xdotool(ctx, "getwindowgeometry", "--shell", id)
	if err != nil {
		return image.Rectangle{}, err
	}
	size := map[string]int{}
	for line := range strings.Lines(out) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		size[key], _ = strconv.Atoi(value)
	}
	return image.Rect(size["X"], size["Y"], size["X"]+size["WIDTH"], size["Y"]+size["HEIGHT"]), nil
}

// picture returns the pixels of a part of the display: those of an XWD file of 32 bits each.
func (d *display) picture(part image.Rectangle) (*image.RGBA, error) {
	data, err := os.ReadFile(d.pixels)
	if err != nil {
		return nil, err
	}
	if len(data) < 100 {
		return nil, errors.New("the display has no pixels")
	}
	field := func(n int) int { return int(binary.BigEndian.Uint32(data[4*n:])) }
	const headerSize, bitsPerPixel, bytesPerLine, colorCount, colorSize = 0, 11, 12, 19, 12
	start := field(headerSize) + field(colorCount)*colorSize
	line := field(bytesPerLine)
	if field(bitsPerPixel) != 32 || len(data) < start+line*high {
		return nil, errors.New("the display has other pixels than expected")
	}
	part = part.Intersect(image.Rect(0, 0, wide, high))
	m := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	for y := range part.Dy() {
		row := data[start+(part.Min.Y+y)*line+part.Min.X*4:]
		to := m.Pix[y*m.Stride:]
		for x := range part.Dx() {
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = row[4*x+2], row[4*x+1], row[4*x], 255
		}
	}
	return m, nil
}

// await waits until a condition holds, and reports whether it does in time.
func await(ctx context.Context, limit time.Duration, holds func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(120 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}
