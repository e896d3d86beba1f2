package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"reflect"
	"syscall"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/hostkey"
	"github.com/sshblog/sshblog/internal/memory"
	"github.com/sshblog/sshblog/internal/oplog"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/server"
)

// serveCmd serves a blog over SSH.
type serveCmd struct {
	Dir           string `arg:"" optional:"" help:"Directory of posts."`
	serveSettings `envprefix:"SSHBLOG_"`
}

// Run serves until ctx ends.
func (c *serveCmd) Run(ctx context.Context, p program) error {
	ignoreSIGPIPE() // before the first line
	log, lines := oplog.New(p.stderr, c.LogFormat, c.LogLevel)
	defer func() { _ = lines.Close() }() // if the log is stuck nobody would hear of it
	log, written := oplog.CountLines(log)
	slog.SetDefault(log) // for what libraries log
	memory.Limit(log)
	if err := unknownCommand(c.Dir); err != nil {
		return err
	}
	proxies, err := connlimit.ParseNetworks(c.Proxies)
	if err != nil {
		return err
	}
	if err := cmp.Or(c.adminFault(), c.webFault(), checkDrain(c.Drain)); err != nil {
		return usageError{err}
	}
	a, err := c.load(ctx, log)
	if err != nil {
		return ignoreCanceled(ctx, err)
	}
	listener, inherited, err := c.listener(ctx, log)
	if err != nil {
		return ignoreCanceled(ctx, err)
	}
	a.address = c.Host.Address(sshcommand.PortOf(listener.Addr()))
	site, err := c.openWeb(ctx, a) // before the server, which leaves it connections
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	keys := hostkey.NewFollower(c.keyPath(), c.HostKey == "", log)
	srv, err := c.newServer(a, keys, proxies, inherited, p.hurry)
	if err != nil {
		return errors.Join(err, listener.Close(), site.close())
	}
	operators, err := c.startAdmin(ctx, a, srv, site, written)
	if err != nil {
		return errors.Join(err, listener.Close(), site.close())
	}
	x := a.store.Index()
	log.Info("listening", "addr", listener.Addr().String(), "connect", a.address.ConnectLine("localhost"),
		"posts", len(x.Posts()), "pages", len(x.Pages()), "problems", len(x.Problems()))
	if c.Host.Name == "" {
		log.Info("readers cannot copy a command that works, as their name for this machine is not known",
			"expected", "the setting host, such as host: blog.example.com")
	}
	serving := context.WithoutCancel(ctx) // what runs beside does so for those, too, who leave last
	watched := inBackground(serving, log, func(ctx context.Context) error {
		return a.watchAndPrepare(ctx, a.prefetchScreens)
	})
	browsed := site.start(serving)
	tell := newSupervision(log, fmt.Sprintf("%d posts at %s", len(x.Posts()), listener.Addr()))
	watchdog := tell.follow(ctx, c.Drain, func() { _ = srv.InUse() })
	followed := inBackground(serving, log, func(ctx context.Context) error { return keys.Follow(ctx, srv.SetHostKeys) })
	signalled := inBackground(serving, log, func(ctx context.Context) error {
		again := func() { c.reloadSettings(a, p); keys.Look(srv.SetHostKeys, true) }
		return p.asked.handle(ctx, a.store, srv, again, tell.reloading, log)
	})
	err = srv.Serve(ctx, listener)
	return errors.Join(err, browsed(), watched(), followed(), signalled(), watchdog(), operators())
}

// load loads the blog. If ctx ends meanwhile, nobody waits for the rest.
func (c *serveCmd) load(ctx context.Context, log *slog.Logger) (*app, error) {
	var a *app
	err := errors.New("the posts cannot be loaded")
	loaded := make(chan struct{})
	safego.Go(reporter(log), "load the posts", func() {
		defer close(loaded)
		a, err = newApp(c.Dir, c.blogSettings, waiting{server: true, sample: c.Sample}, c.cacheBytes(), log)
	})
	select {
	case <-loaded:
		return a, err
	case <-ctx.Done():
		log.Info("stopped before the posts were loaded")
		return nil, context.Cause(ctx)
	}
}

// reloadSettings reads the settings again. What the author says of the blog is shown from now on; of
// the others the log says that they need a restart.
func (c *serveCmd) reloadSettings(a *app, p program) {
	again, err := p.settingsAgain()
	if err != nil {
		a.log.Error("settings not reloaded", "error", err)
		return
	}
	was, now := c.serveSettings, again.Serve.serveSettings
	if reflect.DeepEqual(was, now) {
		return
	}
	description, err := now.description()
	if err != nil {
		a.log.Error("settings not reloaded", "error", err)
		return
	}
	a.store.Describe(description)
	c.siteSettings, c.Drafts, c.Timezone = now.siteSettings, now.Drafts, now.Timezone
	was = c.serveSettings
	a.log.Info("settings reloaded", "others_need_a_restart", !reflect.DeepEqual(was, now))
}

// newServer returns the server of an app.
func (c *serveCmd) newServer(a *app, keys *hostkey.Follower, proxies []netip.Prefix, inherited bool, hurry <-chan struct{}) (*server.Server, error) {
	key, err := keys.Load()
	if err != nil {
		return nil, err
	}
	commands := command.New(a.commands(a.address.ConnectLine("HOST")))
	return server.New(server.Options{
		HostKey: key, OtherHostKeys: key.Others(), Version: version, Log: a.log, Run: commands.Run, Files: a.files(), Plain: c.Plain,
		Limits: c.Limits, Proxies: proxies, FullAddresses: c.FullAddresses, Restarts: inherited, NewModel: a.screens(a.address.Lines()),
		Drain: c.Drain, Hurry: hurry, CutShort: a.cutShort, LastWords: a.lastWords,
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
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("listen: %w; ports below 1024 need a capability, such as AmbientCapabilities="+
			"CAP_NET_BIND_SERVICE in a unit, or a port like :2222", err)
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("listen: %w; something listens there already, perhaps sshd or another sshblog: "+
			"choose another port with --listen", err)
	case err != nil:
		return nil, fmt.Errorf("listen: %w", err)
	}
	return listener, nil
}
