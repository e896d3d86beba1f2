//go:build unix

// Command bench measures sshblog from the outside, over real SSH, beside two others in the same
// run: floor, a bare SSH server that sends a fixed screen and repaints a line per key, which is the
// least that SSH in Go can cost; and tea, the smallest program of Wish and Bubble Tea as they come.
// Read ratios, not times: the machine that makes them differs, and so does its load.
//
//	go run ./bench                    all figures
//	go run ./bench -list              what there is
//	go run ./bench key storm          those of some groups
//	go run ./bench -short             counted figures only, and exit status 1 for each that is out of bounds
//
// figures.go is the table of what is measured, the files named after groups measure it, report.go
// and its neighbours print it. Package rivals has the two others, package posts the blogs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/sshblog/sshblog/bench/posts"
	"github.com/sshblog/sshblog/bench/rivals"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// The hidden subcommands by which the program starts itself as one of the others.
const (
	beFloor = "be-floor"
	beTea   = "be-tea"
)

// settings are the command line.
type settings struct {
	short                bool
	list                 bool
	binary               string
	json, markdown, plot string
	held                 int
	groups               []string
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 1 {
		switch args[0] {
		case beFloor:
			return rivals.ServeFloor(ctx, stderr)
		case beTea:
			return rivals.ServeTea(ctx, stderr, posts.Text("post-1", 4*kilobyte), keysDown+1) // each key down chooses another row
		}
	}
	s, err := parse(args, stderr)
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if s.list {
		return list(stdout)
	}
	return measure(ctx, s, stdout, stderr)
}

// parse reads the command line.
func parse(args []string, stderr io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&s.short, "short", false, "counted figures only, with few sessions; fail where one is out of bounds")
	flags.BoolVar(&s.list, "list", false, "list the figures and stop")
	flags.StringVar(&s.binary, "binary", "", "measure this sshblog instead of building one")
	flags.StringVar(&s.json, "json", "", "write all values to this `file`")
	flags.StringVar(&s.markdown, "markdown", "", "write the table into this `file`, between its markers")
	flags.StringVar(&s.plot, "plot", "", "draw the ratios into this `file`, an SVG")
	flags.IntVar(&s.held, "held", 10_000, "how many readers to hold at once at most")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	s.groups = flags.Args()
	return s, known(s.groups)
}

// measure measures and reports.
func measure(ctx context.Context, s settings, stdout, stderr io.Writer) error {
	const lazy = 400 // the generator's own collector takes its CPU time from those that are measured
	debug.SetGCPercent(lazy)
	if err := raiseDescriptors(); err != nil {
		return err
	}
	b, err := newBench(ctx, s, stderr)
	if err != nil {
		return err
	}
	if err = b.runGroups(); err == nil {
		b.machine.finish()
		err = report(b, s, stdout)
	}
	return errors.Join(err, b.close())
}

// raiseDescriptors allows the process as many descriptors as it may have, which its children
// inherit.
func raiseDescriptors() error {
	var files syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		return fmt.Errorf("read the limit of descriptors: %w", err)
	}
	files.Cur = files.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		return fmt.Errorf("raise the limit of descriptors: %w", err)
	}
	return nil
}
