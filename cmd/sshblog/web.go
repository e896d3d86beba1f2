package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/metrics"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/web"
	"github.com/sshblog/sshblog/web/views"
)

// webSettings say whether the blog is on the web, too.
type webSettings struct {
	HTTP string `name:"http" placeholder:"ADDR" unset:"off" help:"Address on which browsers and feed readers find the same blog over HTTP, as :8080."`
	styleSetting
}

// styleSetting is the author's own style sheet.
type styleSetting struct {
	CSS string `name:"css" placeholder:"FILE" help:"Style sheet of your own for the web pages, behind the blog's."`
}

// read returns the style sheet, "" if there is none.
func (s styleSetting) read() (string, error) {
	if s.CSS == "" {
		return "", nil
	}
	text, err := source.ReadSmallFile(s.CSS)
	switch {
	case err != nil:
		return "", fmt.Errorf("css: %w", err)
	case len(text) > views.MaxStyle:
		return "", fmt.Errorf("css: %s: expected at most %d bytes", s.CSS, views.MaxStyle)
	}
	return string(text), nil
}

// webFault returns what is wrong with the address for browsers, nil if nothing is.
func (s webSettings) webFault() error {
	if s.HTTP == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(s.HTTP)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("http: %q, expected HOST:PORT, such as :8080 or 127.0.0.1:8080", s.HTTP)
	}
	return nil
}

// shareOfWeb is the part of all connections that browsers have.
const (
	shareOfWeb        = 4
	maxWebConnections = 2048
)

// webLimits returns the bounds of connections of browsers. Where the operator gives no number, it takes
// them from those over SSH, as all of them share descriptors and memory.
func (c *serveCmd) webLimits() connlimit.Options {
	total := maxWebConnections
	if l := c.WithDefaults(); l.Connections > 0 {
		total = min(total, max(16, l.Connections/shareOfWeb))
		if c.Connections == 0 {
			c.Connections = max(1, l.Connections-total)
		}
	}
	return connlimit.Options{Total: total, PerAddress: total / 2, Waiting: total / 2, WaitingPerAddress: total / 4}
}

// webSide is the side of the blog that browsers see; nil if there is none.
type webSide struct {
	server   *web.Server
	listener net.Listener
	log      *slog.Logger
	open     string // address that the operator can open
}

// openWeb listens for browsers, if there is to be a server for them.
func (c *serveCmd) openWeb(ctx context.Context, a *app) (*webSide, error) {
	if c.HTTP == "" {
		return nil, nil //nolint:nilnil // it is off
	}
	style, err := c.read()
	if err != nil {
		return nil, err
	}
	l, err := listen(ctx, c.HTTP)
	if err != nil {
		return nil, fmt.Errorf("http: %w", err)
	}
	files := a.files()
	o := a.views(files)
	o.Style = style
	o.Origin = "http://" + hostPort(cmp.Or(a.address.Host, "localhost"), sshcommand.PortOf(l.Addr()))
	o.Find = a.searcher.Search
	site := web.New(web.Options{
		Index: a.store.Index, Views: views.New(o), Files: files, Cache: a.cache, Host: a.address.Host, Limits: c.webLimits(), Log: a.log,
		LogLines: c.LogLines, FullAddresses: c.FullAddresses, Report: reporter(a.log),
	})
	open := cmp.Or(a.store.Index().Site().BaseURL, "http://"+hostPort("localhost", sshcommand.PortOf(l.Addr())))
	return &webSide{site, l, a.log, open}, nil
}

// close gives up what nobody has been served on.
func (w *webSide) close() error {
	if w == nil {
		return nil
	}
	return w.listener.Close()
}

// start begins to answer browsers. The returned function ends it: answers that are under way are sent.
func (w *webSide) start(ctx context.Context) (stop func() error) {
	if w == nil {
		return func() error { return nil }
	}
	w.log.Info("web", "addr", w.listener.Addr().String(), "open", w.open)
	return inBackground(ctx, w.log, func(ctx context.Context) error {
		if err := w.server.Serve(ctx, w.listener); err != nil {
			w.log.Error("browsers see nothing any more", "error", err) // readers do
		}
		return nil
	})
}

// hostPort writes a host and a port for an address on the web, without the usual port.
func hostPort(host string, port int) string {
	const usual = 80
	if port != usual {
		return net.JoinHostPort(host, strconv.Itoa(port))
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// views returns the options of the web pages of a blog that is served here or exported.
func (a *app) views(files func() fs.FS) views.Options {
	command := func(slug string) string {
		if line := a.address.OpenLine(slug); line != slug {
			return line
		}
		line := a.address.ConnectLine("localhost")
		if slug == "" {
			return line
		}
		return "ssh -t" + strings.TrimPrefix(line, "ssh") + " " + sshcommand.Quote(slug)
	}
	return views.Options{
		Command: command, Files: files, Related: a.related, Language: a.settings.Language, Version: version,
		Accent: string(a.settings.Accent), AccentLight: string(a.settings.AccentLight),
		Feed: feed.Options{Host: a.address.Host, Port: a.address.Port, Limit: feed.DefaultLimit, Version: version, Cache: a.cache},
	}
}

// addMetrics adds what operators can see of it.
func (w *webSide) addMetrics(all *metrics.Set) {
	if w == nil {
		return
	}
	site := w.server
	stats := site.Stats()
	all.Add(
		func() { stats = site.Stats() },
		metrics.Metric{
			Name: "sshblog_web_requests_total", Help: "Requests of browsers, by class of the answer.", Kind: metrics.KindCounter, Label: "status",
			Values: []string{"2xx", "3xx", "4xx", "5xx"},
			Read: func(emit func(string, string, float64)) {
				for _, class := range []string{"2xx", "3xx", "4xx", "5xx"} {
					emit("", class, float64(stats.Requests[class]))
				}
			},
		},
		metrics.One(metrics.KindCounter, "sshblog_web_sent_bytes_total", "Bytes of answers to browsers.", func() float64 { return float64(stats.Bytes) }),
		metrics.One(metrics.KindGauge, "sshblog_web_connections", "Open connections of browsers.", func() float64 { return float64(stats.Open) }),
		metrics.One(metrics.KindCounter, "sshblog_web_refused_connections_total", "Connections of browsers that were refused or had to make room.",
			func() float64 { return float64(stats.Refused) }),
	)
}
