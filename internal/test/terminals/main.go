//go:build unix

// Command terminals takes pictures of the blog's screens in real terminals under Xvfb, for whoever
// changes a color, and measures the contrast of the text in them.
//
//	go run ./internal/test/terminals                               all of them
//	go run ./internal/test/terminals -terminals xterm,kitty -sizes 80x24
//	go run ./internal/test/terminals -themes dark,contrast -screens list,code
//	go run ./internal/test/terminals -list                         what there is
//
// It serves a blog on a port of loopback, starts each terminal with the ssh client of the system in
// it, types, waits until the picture is at rest, and keeps it. index.html shows all of them. It ends
// what it has started, and fails where a terminal is missing or a screen does not come.
//
// terminals.go is the table of the terminals, visit.go that of the screens, display.go reads the
// pixels, contrast.go measures them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "terminals:", err)
		os.Exit(1)
	}
}

// settings are the command line.
type settings struct {
	out, binary, content                          string
	terminals, backgrounds, sizes, themes, screen []string
	skip, list                                    bool
	jobs                                          int
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	s, err := parse(args, os.Stderr)
	if err != nil {
		return err
	}
	if s.list {
		return list(stdout)
	}
	if err := os.MkdirAll(s.out, 0o750); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "sshblog-terminals-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	chosen, missing := present(s.terminals)
	taken, err := takeAll(ctx, s, plan(s, chosen), scratch, stdout)
	err = errors.Join(err, writeIndex(filepath.Join(s.out, "index.html"), taken))
	report(stdout, taken)
	for _, m := range missing {
		_, _ = fmt.Fprintf(stdout, "missing: %s (on Debian: apt-get install %s)\n", m.name, m.packages)
		if !s.skip {
			err = errors.Join(err, fmt.Errorf("%s is not installed; -skip leaves out what is missing", m.name))
		}
	}
	return err
}

// size is what fits onto a display.
var size = regexp.MustCompile(`^([1-9]\d|1\d\d|200)x([1-5]?[1-9]|[1-6]0)$`)

// parse reads the command line.
func parse(args []string, stderr io.Writer) (settings, error) {
	s := settings{
		terminals: names(terminals, func(t terminal) string { return t.name }), backgrounds: backgrounds,
		sizes: []string{"40x12", "80x24", "120x36", "200x60"}, themes: []string{auto},
		screen: screens(),
	}
	flags := flag.NewFlagSet("terminals", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.out, "out", "dist/terminals", "put the pictures into this `directory`")
	flags.StringVar(&s.binary, "binary", "bin/sshblog", "show this sshblog")
	flags.StringVar(&s.content, "content", "content", "serve this `directory` of posts; screens show the posts of the sample")
	flags.BoolVar(&s.skip, "skip", false, "do not fail where a terminal is missing")
	flags.BoolVar(&s.list, "list", false, "list terminals, backgrounds and screens, and stop")
	flags.IntVar(&s.jobs, "jobs", 2, "how many terminals at a time")
	for name, list := range map[string]*[]string{
		"terminals": &s.terminals, "backgrounds": &s.backgrounds, "sizes": &s.sizes, "themes": &s.themes, "screens": &s.screen,
	} {
		known := *list
		flags.Func(name, "only these, separated by commas (of "+strings.Join(known, ",")+")", func(v string) error {
			*list = strings.Split(v, ",")
			for _, word := range *list {
				fits := slices.Contains(known, word)
				switch name {
				case "themes":
					fits = word != "" // the blog knows its themes
				case "sizes":
					fits = size.MatchString(word)
				}
				if !fits {
					return fmt.Errorf("%q is not among %s", word, strings.Join(known, ", "))
				}
			}
			return nil
		})
	}
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return s, err
}

// list says what can be chosen.
func list(w io.Writer) error {
	var b strings.Builder
	for _, t := range terminals {
		fmt.Fprintf(&b, "terminal    %-16s %s (%s)\n", t.name, strings.Join(t.grounds(), ", "), t.packages)
	}
	fmt.Fprintf(&b, "screens     %s\n", strings.Join(screens(), ", "))
	_, err := io.WriteString(w, b.String())
	return err
}

// names returns a name of each of some things.
func names[T any](of []T, name func(T) string) []string {
	all := make([]string, 0, len(of))
	for _, t := range of {
		all = append(all, name(t))
	}
	return all
}
