package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/lineui"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui"
)

// app is a blog and all that readers need of it, wired together: once for a server and its readers,
// or for one reader or command here.
type app struct {
	settings blogSettings
	address  address
	log      *slog.Logger

	store    *loader.Store
	themes   *postview.Themes
	renderer *pages.Renderer
	titles   *titles.Sets
	related  *blog.Derived[*related.Posts]
	searcher *search.Searcher
}

// newApp loads the blog of a directory, and wires the rest. The cache keeps at most cacheBytes;
// zero is its default.
func newApp(dir string, s blogSettings, waits waiting, cacheBytes int64, log *slog.Logger) (*app, error) {
	themes, err := s.themes()
	if err != nil {
		return nil, err
	}
	store, err := openBlog(dir, s, waits, log)
	if err != nil {
		return nil, err
	}
	kept := cache.New(cacheBytes)
	a := &app{
		settings: s, log: log, store: store, themes: themes,
		renderer: pages.New(pages.Options{Cache: kept, Report: reporter(log)}),
		titles:   titles.New(kept), related: blog.NewDerived(related.New), searcher: search.NewSearcher(),
	}
	a.searcher.Report = reporter(log)
	return a, nil
}

// newLocalApp is newApp for one reader or command here, without a log.
func newLocalApp(dir string, s blogSettings) (*app, error) {
	return newApp(dir, s, waiting{}, 0, slog.New(slog.DiscardHandler))
}

// files returns the function that returns the files that readers may download, as they are now.
func (a *app) files() func() fs.FS {
	feeds := feed.Options{Host: a.address.host, Port: a.address.port, Limit: feed.DefaultLimit, Version: version}
	return export.New(export.Options{
		Index: a.store.Index, Source: a.store.Source(),
		Generated: map[string]func(io.Writer, *blog.Index) error{
			"index.json": command.WriteIndex,
			"feed.xml":   func(w io.Writer, x *blog.Index) error { return feed.Atom(w, x, feeds) },
		},
	}).Latest
}

// commands returns the commands, for readers who type prefix before them.
func (a *app) commands(prefix string) command.Options {
	return command.Options{
		Index: a.store.Index, Renderer: a.renderer, Searcher: a.searcher, Themes: a.themes, Files: a.files(),
		Prefix: prefix, Host: a.address.host, Port: a.address.port, Version: version, ReadLines: a.lineReader(),
	}
}

// lineReader returns what reads the blog to a person line by line.
func (a *app) lineReader() func(context.Context, command.Env, string) error {
	reader := lineui.New(lineui.Options{
		Index: a.store.Index, Renderer: a.renderer, Searcher: a.searcher, Language: a.settings.Language,
		Report: reporter(a.log),
	})
	return func(ctx context.Context, env command.Env, open string) error {
		return reader.Run(ctx, lineui.Env{
			In: env.Stdin, Out: env.Stdout, Raw: env.Raw, Size: env.Size, Environ: env.Environ, Open: open,
		})
	}
}

// commandLines are what readers type to come back.
type commandLines struct {
	open  func(address string) string // opens a post
	fetch func(path string) string    // fetches a file; may be nil
	whole bool                        // open returns a command line, and not only the address
}

// commandLines returns what readers type who come over SSH.
func (a address) commandLines() commandLines {
	return commandLines{open: a.openLine, fetch: a.fetchLine, whole: a.host != ""}
}

// screens returns the function that makes the model of a session.
func (a *app) screens(lines commandLines) func(tui.Session) tea.Model {
	shared := tui.Shared{
		Blog: a.store, Renderer: a.renderer, Titles: a.titles, Searcher: a.searcher, Related: a.related,
		Themes: a.themes, Language: a.settings.Language, Command: lines.open, Fetch: lines.fetch,
		Reachable: lines.whole, NoFarewell: !a.settings.Farewell,
	}
	return func(s tui.Session) tea.Model { return tui.New(shared, s) }
}

// address is where readers reach the blog over SSH.
type address struct {
	host string // "" if it is not configured
	port int    // 0 if it is not known
}

// portOf returns the port of a network address, 0 if it has none.
func portOf(addr net.Addr) int {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// connectLine returns what a reader types to get here. otherwise stands for a host that is not
// configured.
func (a address) connectLine(otherwise string) string {
	const defaultPort = 22
	host := a.host
	if host == "" {
		host = otherwise
	}
	if a.port != 0 && a.port != defaultPort {
		return fmt.Sprintf("ssh -p %d %s", a.port, host)
	}
	return "ssh " + host
}

// fetchLine returns what a reader types to fetch a file of the blog, "" without a configured host.
func (a address) fetchLine(file string) string {
	const defaultPort = 22
	switch {
	case a.host == "":
		return ""
	case a.port != 0 && a.port != defaultPort:
		return fmt.Sprintf("scp -P %d %s .", a.port, shellQuote(a.host+":"+file))
	}
	return fmt.Sprintf("scp %s .", shellQuote(a.host+":"+file))
}

// openLine returns what a reader types to open a post: with a terminal, and the post's address. Without a
// configured host it is only the address.
func (a address) openLine(post string) string {
	if a.host == "" {
		return post
	}
	return "ssh -t" + strings.TrimPrefix(a.connectLine(""), "ssh") + " " + shellQuote(post)
}
