package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/server"

	"github.com/sshblog/sshblog/internal/hostkey"
)

// serveCmd serves a blog over SSH.
type serveCmd struct {
	Dir           string `arg:"" optional:"" help:"Directory of posts."`
	serveSettings `envprefix:"SSHBLOG_"`
}

// Run serves until ctx ends.
func (c *serveCmd) Run(ctx context.Context, p program) error {
	ignoreSIGPIPE() // before the first line
	log, lines := p.log()
	defer func() { _ = lines.Close() }() // if the log is stuck nobody would hear of it
	slog.SetDefault(log)                 // for what libraries log
	setMemoryLimit(log)
	_, err := os.Stat(c.Dir)
	if errors.Is(err, fs.ErrNotExist) && c.Dir != "" && !strings.ContainsRune(c.Dir, os.PathSeparator) {
		return usageError{fmt.Errorf("%q is neither a command nor a directory", c.Dir)}
	}
	proxies, err := parseNetworks(c.Proxies)
	if err != nil {
		return err
	}
	a, err := newApp(c.Dir, c.blogSettings, c.cacheBytes(), log)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	a.address = address{c.Host, portOf(listener.Addr())}
	srv, err := c.newServer(a, proxies)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	x := a.store.Index()
	log.Info("listening", "addr", listener.Addr().String(), "connect", a.address.connectLine("localhost"),
		"posts", len(x.Posts()), "pages", len(x.Pages()), "problems", len(x.Problems()))
	if c.Host == "" {
		log.Info("readers cannot copy a command that works, as their name for this machine is not known",
			"expected", "the setting host, such as host: blog.example.com")
	}
	watched := inBackground(ctx, log, func(ctx context.Context) error {
		return a.watchAndPrepare(ctx, a.prefetchScreens)
	})
	signalled := inBackground(ctx, log, func(ctx context.Context) error {
		return handleSignals(ctx, a.store, srv, log)
	})
	err = srv.Serve(ctx, listener)
	return errors.Join(err, watched(), signalled())
}

// newServer returns the server of an app.
func (c *serveCmd) newServer(a *app, proxies []netip.Prefix) (*server.Server, error) {
	key, err := hostkey.Load(c.Keys)
	if err != nil {
		return nil, err
	}
	a.log.Info("host key", "fingerprint", gossh.FingerprintSHA256(key.PublicKey()), "keys", c.Keys, "new", key.Made)
	if key.Unsaved != nil {
		a.log.Warn("cannot save the host key; it will change at the next start",
			"keys", c.Keys, "error", key.Unsaved)
	}
	commands := command.New(a.commands(a.address.connectLine("HOST")))
	return server.New(server.Options{
		HostKey: key, Version: version, Log: a.log, Run: commands.Run, Files: a.files(), Plain: c.Plain,
		Limits: c.Limits, Proxies: proxies, FullAddresses: c.FullAddresses, NewModel: a.screens(a.address.commandLines()),
	})
}

// listen listens on an address, and says what was expected where it cannot be one.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	var malformed *net.AddrError
	switch {
	case errors.As(err, &malformed):
		return nil, fmt.Errorf("listen on %q: %s; expected HOST:PORT, such as :2222 or 127.0.0.1:22",
			addr, malformed.Err)
	case err != nil:
		return nil, fmt.Errorf("listen: %w", err)
	}
	return listener, nil
}
