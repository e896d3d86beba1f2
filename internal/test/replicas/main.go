//go:build linux

// Command replicas shows what readers notice when a blog on several machines is updated, and when one
// of these machines dies. It starts three servers with one host key behind a real HAProxy, with the
// configuration in deploy/, puts readers on them, stops and starts one server after another with a
// drain, and kills one in the end.
//
//	go run ./internal/test/replicas -binary bin/sshblog
//	go run ./internal/test/replicas -readers 3000 -drain 2m
//
// Readers press keys, and come back by the command line that they are told. Beside them newcomers
// ask for the list. It prints a table, and fails where a reader is cut off without a line, is led to
// another place than the one they left, or where more than a tenth of the readers of a server go in
// one second. It needs HAProxy, and Linux, where all of 127.0.0.0/8 is loopback; it ends what it has
// started.
//
// site.go starts the servers and HAProxy, reader.go is a reader, report.go counts.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "replicas:", err)
		os.Exit(1)
	}
}

// settings are the command line.
type settings struct {
	binary, haproxy, config string
	readers                 int
	drain                   time.Duration
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	var o settings
	flags := flag.NewFlagSet("replicas", flag.ContinueOnError)
	flags.StringVar(&o.binary, "binary", "bin/sshblog", "the program")
	flags.StringVar(&o.haproxy, "haproxy", "haproxy", "the load balancer")
	flags.StringVar(&o.config, "config", "deploy/haproxy/haproxy.cfg", "its configuration")
	flags.IntVar(&o.readers, "readers", 300, "how many read")
	flags.DurationVar(&o.drain, "drain", 30*time.Second, "the time that readers have")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s, err := startSite(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	ctx, cancel := context.WithCancel(ctx)
	c := startCrowd(ctx, s.addr, o.readers)
	defer func() { cancel(); c.wait() }()
	if err := c.awaitReaders(ctx, o.readers); err != nil {
		return err
	}
	var all []result
	for i := range s.replicas {
		r, err := roll(ctx, s, c, i)
		if err != nil {
			return fmt.Errorf("roll %s: %w", s.replicas[i].name, err)
		}
		all = append(all, r)
	}
	r, err := kill(ctx, s, c, 0)
	if err != nil {
		return fmt.Errorf("kill: %w", err)
	}
	return report(out, o, append(all, r), s.addresses())
}

// calm is how long it is looked what follows.
const calm = 5 * time.Second

// roll stops a server with a drain, and starts it again.
func roll(ctx context.Context, s *site, c *crowd, i int) (result, error) {
	r := s.replicas[i]
	on, err := s.sessions(r.name)
	if err != nil {
		return result{}, err
	}
	c.begin()
	begun := time.Now()
	if err := r.terminate(); err != nil {
		return result{}, err
	}
	took := time.Since(begun)
	if err := r.start(); err != nil {
		return result{}, err
	}
	if err := s.awaitUp(ctx, r.name); err != nil {
		return result{}, err
	}
	quota.Wait(ctx, calm)
	if err := c.awaitReaders(ctx, len(c.readers)); err != nil {
		return result{}, err
	}
	return result{what: "drain " + r.name, on: on, took: took, counts: c.end()}, nil
}

// kill kills a server.
func kill(ctx context.Context, s *site, c *crowd, i int) (result, error) {
	r := s.replicas[i]
	on, err := s.sessions(r.name)
	if err != nil {
		return result{}, err
	}
	c.begin()
	if err := r.kill(); err != nil {
		return result{}, err
	}
	quota.Wait(ctx, 3*calm)
	if err := c.awaitReaders(ctx, len(c.readers)); err != nil {
		return result{}, err
	}
	return result{what: "kill -9 " + r.name, killed: true, on: on, counts: c.end()}, nil
}
