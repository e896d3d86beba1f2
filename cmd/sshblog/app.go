package main

import (
	"context"
	"io"
	"io/fs"
	"log/slog"

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
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui"
)

// app is a blog and all that readers need of it, wired together: once for a server and its readers,
// or for one reader or command here.
type app struct {
	settings blogSettings
	address  sshcommand.Address
	log      *slog.Logger

	store    *loader.Store
	themes   *postview.Themes
	renderer *pages.Renderer
	cache    *cache.Cache
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
		settings: s, log: log, store: store, themes: themes, cache: kept,
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
	feeds := feed.Options{Host: a.address.Host, Port: a.address.Port, Limit: feed.DefaultLimit, Version: version, Cache: a.cache}
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
		Cache: a.cache, Prefix: prefix, Host: a.address.Host, Port: a.address.Port, Version: version, ReadLines: a.lineReader(),
	}
}

// lineReader returns what reads the blog to a person line by line.
func (a *app) lineReader() func(context.Context, command.Env, string) error {
	options := lineui.Options{
		Index: a.store.Index, Renderer: a.renderer, Searcher: a.searcher, Language: a.settings.Language,
		Report: reporter(a.log),
	}
	if lines := a.address.Lines(); lines.Whole {
		options.Command = a.address.PlainLine
	}
	reader := lineui.New(options)
	return func(ctx context.Context, env command.Env, open string) error {
		return reader.Run(ctx, lineui.Env{
			In: env.Stdin, Out: env.Stdout, Raw: env.Raw, Size: env.Size, Environ: env.Environ, Open: open,
			Await: env.Await, Restarting: env.Restarting,
		})
	}
}

// screens returns the function that makes the model of a session.
func (a *app) screens(lines sshcommand.Lines) func(tui.Session) tea.Model {
	shared := tui.Shared{
		Blog: a.store, Renderer: a.renderer, Titles: a.titles, Searcher: a.searcher, Related: a.related,
		Themes: a.themes, Language: a.settings.Language, Command: lines.Open, Fetch: lines.Fetch, Pictures: a.pictures(),
		Images:    a.settings.Images.way(),
		Reachable: lines.Whole, NoFarewell: !a.settings.Farewell,
	}
	return func(s tui.Session) tea.Model { return tui.New(shared, s) }
}
