package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/lineui"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui"
	"github.com/sshblog/sshblog/server"

	"github.com/sshblog/sshblog/internal/related"

	"github.com/sshblog/sshblog/internal/pages"

	"github.com/sshblog/sshblog/internal/titles"
)

// serveCmd serves a blog over SSH.
type serveCmd struct {
	Dir           string `arg:"" optional:"" help:"Directory of posts."`
	serveSettings `envprefix:"SSHBLOG_"`
}

// Run serves until ctx ends.
func (c *serveCmd) Run(ctx context.Context, p program) error {
	outliveLog() // before the first line
	log, lines := p.log()
	defer func() { _ = lines.Close() }() // if the log is stuck nobody would hear of it
	slog.SetDefault(log)                 // what libraries have to say stands in one form with the rest
	setMemoryLimit(log)
	if _, err := os.Stat(c.Dir); errors.Is(err, fs.ErrNotExist) && c.Dir != "" && !strings.ContainsRune(c.Dir, os.PathSeparator) {
		return usageError{fmt.Errorf("%q is neither a command nor a directory", c.Dir)}
	}
	proxies, err := parseNetworks(c.Proxies)
	if err != nil {
		return err
	}
	themes, err := c.themes()
	if err != nil {
		return err
	}
	store, err := openBlog(c.Dir, c.blogSettings, log)
	if err != nil {
		return err
	}
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return listenError(c.Listen, err)
	}
	key, err := server.LoadHostKey(c.Keys)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	log.Info("host key", "fingerprint", gossh.FingerprintSHA256(key.PublicKey()), "keys", c.Keys, "new", key.Made)
	if key.Unsaved != nil {
		log.Warn("the host key cannot be kept: readers will be warned of another one after the next start", "keys", c.Keys, "error", key.Unsaved)
	}

	kept := cache.New(c.cacheBytes())
	renderer := pages.New(pages.Options{Cache: kept, Report: reporter(log)})
	files := downloads(store, feed.Options{Host: c.Host, Port: portOf(listener.Addr()), Limit: feed.DefaultLimit, Version: version})
	titles, searcher, related := titles.New(kept), search.NewSearcher(), blog.NewDerived(related.New)
	searcher.Report = reporter(log)
	commands := command.New(command.Options{
		Index: store.Index, Renderer: renderer, Searcher: searcher, Themes: themes, Version: version, Tree: files,
		Prefix: connectLine(c.hostName("HOST"), listener.Addr()), Host: c.Host, Port: portOf(listener.Addr()),
		ReadLines: byEar(lineui.Options{Index: store.Index, Renderer: renderer, Searcher: searcher, Language: c.Language, Report: reporter(log)}),
	})
	srv, err := server.New(server.Options{
		HostKey: key, Version: version, Log: log, Run: commands.Run, Tree: files, Plain: c.Plain,
		Limits: c.Limits, Proxies: proxies, FullAddresses: c.FullAddresses,
		NewModel: func(o tui.Options) tea.Model {
			o.Blog, o.Renderer, o.Titles, o.Searcher, o.Related = store, renderer, titles, searcher, related
			o.Themes, o.Language = themes, c.Language
			o.Command = func(address string) string {
				return openLine(connectLine(c.hostName("HOST"), listener.Addr()), address)
			}
			return tui.New(o)
		},
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	x := store.Index()
	log.Info("listening", "addr", listener.Addr().String(), "connect", connectLine(c.hostName("localhost"), listener.Addr()),
		"posts", len(x.Posts()), "pages", len(x.Pages()), "problems", len(x.Problems()))

	ahead := func(ctx context.Context, x *blog.Index) {
		titles.Of(x)
		related.Of(x)
		tui.Prefetch(ctx, x, renderer, themes)
	}
	watched := inBackground(ctx, log, func(ctx context.Context) error { return keepUp(ctx, store, searcher, log, ahead) })
	signalled := inBackground(ctx, log, func(ctx context.Context) error { return heedSignals(ctx, store, srv, log) })
	err = srv.Serve(ctx, listener)
	return errors.Join(err, watched(), signalled())
}

// listenError says what was expected where an address cannot be one.
func listenError(address string, err error) error {
	var malformed *net.AddrError
	if errors.As(err, &malformed) {
		return fmt.Errorf("listen on %q: %s; expected HOST:PORT, such as :2222 or 127.0.0.1:22", address, malformed.Err)
	}
	return fmt.Errorf("listen: %w", err)
}

// hostName is the name by which readers reach the blog, or a stand-in.
func (c serveSettings) hostName(otherwise string) string {
	if c.Host != "" {
		return c.Host
	}
	return otherwise
}

// connectLine is what a reader types to get here.
func connectLine(host string, addr net.Addr) string {
	const usual = 22
	if port := portOf(addr); port != 0 && port != usual {
		return fmt.Sprintf("ssh -p %d %s", port, host)
	}
	return "ssh " + host
}

// portOf is the port of an address, 0 if it has none.
func portOf(addr net.Addr) int {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// openLine is what a reader types to open a post: what he types to get here, with a terminal and the post's address.
func openLine(connect, address string) string {
	return "ssh -t" + strings.TrimPrefix(connect, "ssh") + " " + quoted(address)
}
