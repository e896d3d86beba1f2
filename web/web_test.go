package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	nethtml "golang.org/x/net/html"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
	"github.com/sshblog/sshblog/web"
	"github.com/sshblog/sshblog/web/views"
)

// site is a blog that is served over a real listener.
type site struct {
	t    testing.TB
	x    *blog.Index
	addr string
	log  *lockedBuffer
}

// lockedBuffer is a buffer that goroutines may share.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// serve serves the blog of some files until the test ends.
func serve(t testing.TB, from source.Source, o loader.Options) *site {
	t.Helper()
	fsys, done, err := from()
	if err != nil {
		t.Fatal(err)
	}
	o.Now = blogtest.Fixed
	x, err := loader.Load(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	_ = done() // it was only read
	index := func() *blog.Index { return x }
	files := export.New(export.Options{Index: index, Source: from}).Latest
	searcher := search.NewSearcher()
	if err := searcher.Update(t.Context(), x); err != nil {
		t.Fatal(err)
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log := &lockedBuffer{}
	server := web.New(web.Options{
		Index: index, Files: files, Cache: cache.New(0), Host: "ssh.example.com", LogLines: -1,
		Log: slog.New(slog.NewTextHandler(log, nil)),
		Views: views.New(views.Options{
			Origin: "http://" + l.Addr().String(), Files: files, Find: searcher.Search, Related: blog.NewDerived(related.New), Now: blogtest.Fixed,
			Feed: feed.Options{Host: "ssh.example.com"},
		}),
	})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return &site{t: t, x: x, addr: l.Addr().String(), log: log}
}

// answer is what a client got.
type answer struct {
	status int
	header http.Header
	body   string
}

// get asks for a path, and follows no redirect. Headers are names and values in turn.
func (s *site) get(path string, headers ...string) answer { return s.ask("GET", path, headers...) }

func (s *site) ask(method, path string, headers ...string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, "http://"+s.addr+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(body)}
}

// harbour is a small blog with something of everything.
func harbour() fstest.MapFS {
	return blogtest.Files(
		"_config.yml", "permalink: /:year/:title/\n",
		"tides.md", "---\ntitle: How to read a tide table\ndate: 2024-05-20\ntags: [Tides, \"R&D\"]\nseries: Sea\naliases: [/old/tides.html, //evil.example, /ropes]\nlayout: post\n---\n"+
			"See [ropes](ropes.md), [below](#heights), [a draft](draft.md), [hidden](hidden.md), [nowhere](/not/here.png).\n\n## Heights\n\n![chart](img/chart.png) ![elsewhere](https://e.org/x.png) ![s](img/s.svg)\n",
		"ropes.md", "---\ntitle: Ropes <b> & more\ndate: 2023-04-11\ntags: [tides]\nseries: Sea\nlayout: post\n---\nA rope has two ends. <script>alert(1)</script>\n",
		"draft.md", "---\ntitle: Draft\ndraft: true\ntags: [secret]\n---\nxyzzydraft\n",
		"hidden.md", "---\ntitle: Hidden\nhidden: true\ndate: 2024-01-01\ntags: [secret]\n---\nxyzzyhidden\n",
		"later.md", "---\ntitle: Later\ndate: 2031-01-01\ntags: [secret]\nlayout: post\n---\nxyzzylater\n",
		"about.md", "# About\n\nA small harbour.\n",
		"img/chart.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0", "img/s.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"secrets.txt", "no",
	)
}

// TestAnswers asks a small blog for everything that it has, and for what it must not have.
func TestAnswers(t *testing.T) {
	s := serve(t, source.FromFS(harbour()), loader.Options{Title: "Harbour", BaseURL: "https://example.org"})
	for _, c := range []struct {
		path   string
		status int
		want   string // in the body, or the whole location
	}{
		{"/", 200, "How to read a tide table"},
		{"/index.html", 308, "/"},
		{"/2024/tides/", 200, `<code class="command">ssh -t HOST tides</code>`},
		{"/2024/tides/", 200, `<link rel="canonical" href="https://example.org/2024/tides/">`},
		{"/2024/tides/", 200, `<meta property="og:title" content="How to read a tide table">`},
		{"/2024/tides/", 200, `<img src="/img/chart.png" alt="chart" width="640" height="480" loading="lazy">`},
		{"/2024/tides/", 200, `<a href="/2023/ropes/">ropes</a>`},
		{"/2024/tides/", 200, `, a draft, hidden, nowhere.`},
		{"/2024/tides/", 200, `<a href="https://e.org/x.png">elsewhere</a>`},
		{"/2023/ropes/", 200, `<h1>Ropes &lt;b&gt; &amp; more</h1>`},
		{"/2024/tides", 308, "/2024/tides/"},
		{"/2024/Tides/index.html", 308, "/2024/tides/"},
		{"/tides", 302, "/2024/tides/"},
		{"/tides.html", 302, "/2024/tides/"},
		{"/posts/2019/tides/", 302, "/2024/tides/"},
		{"/old/tides.html", 301, "/2024/tides/"},
		{"/old/tides", 301, "/2024/tides/"},
		{"//evil.example", 301, "/2024/tides/"},
		{"/ropes", 301, "/2024/tides/"}, // as its author wants it
		{"/2024/tides.md", 200, "title: How to read a tide table"},
		{"/tides.md", 302, "/2024/tides.md"},
		{"/about/", 200, "A small harbour."},
		{"/about", 308, "/about/"},
		{"/tags/", 200, `<a href="/tags/tides/">`},
		{"/tags/tides/", 200, "Ropes"},
		{"/tag/Tides", 308, "/tags/tides/"},
		{"/tags/r&d/", 200, "How to read"},
		{"/series/", 200, "Sea"},
		{"/series/sea/", 200, "Ropes"},
		{"/2024/", 200, "How to read"},
		{"/years/", 200, "2023"},
		{"/archive", 308, "/years/"},
		{"/search", 200, "<form"},
		{"/search?q=rope", 200, "<mark>rope</mark>"},
		{"/search?q=%3Cscript%3E", 200, `value="&lt;script&gt;"`},
		{"/search?q=xyzzyhidden", 200, "Nothing"},
		{"/search?q=xyzzylater", 200, "Nothing"},
		{"/feed.xml", 200, `<link rel="self" type="application/atom+xml" href="https://example.org/feed.xml"/>`},
		{"/feed/", 200, "<feed"},
		{"/rss", 200, "<feed"},
		{"/index.xml", 200, "<feed"},
		{"/blog/index.xml", 200, "<feed"},
		{"/feed.json", 200, "https://jsonfeed.org/version/1.1"},
		{"/tags/tides/feed.xml", 200, `<id>tag:example.org,2000-01-01:/tags/tides/</id>`},
		{"/tags/tides/index.xml", 200, "<feed"},
		{"/tag/tides/feed/", 200, "<feed"},
		{"/feed/by_tag/tides.xml", 200, "<feed"},
		{"/sitemap.xml", 200, "<loc>https://example.org/2024/tides/</loc>"},
		{"/robots.txt", 200, "Sitemap: https://example.org/sitemap.xml"},
		{"/img/chart.png", 200, "PNG"},
		{"/img/s.svg", 200, "<svg"},
		{"/draft", 404, "Nothing is here"},
		{"/hidden", 404, "Nothing is here"},
		{"/hidden.md", 404, ""},
		{"/draft.md", 404, ""},
		{"/later", 404, ""},
		{"/tags/secret/", 404, ""},
		{"/secrets.txt", 404, ""},
		{"/_config.yml", 404, ""},
		{"/tidse", 404, `<a href="/2024/tides/">`},
		{"/page/2/", 404, ""},
		{"/tags/tides/page/99999999999/", 404, ""},
		{"/2024/..%2f..%2fetc/passwd", 400, ""},
		{"/%2e%2e/etc/passwd", 400, ""},
		{"/a%00b", 400, ""},
		{"/%ff", 400, ""},
		{"/%5cevil.example", 400, ""},
	} {
		got := s.get(c.path)
		where := got.body
		if got.status/100 == 3 {
			where = got.header.Get("Location")
			if where != c.want {
				t.Errorf("%s: %d to %q, want %q", c.path, got.status, where, c.want)
			}
		}
		if got.status != c.status || !strings.Contains(where, c.want) {
			t.Errorf("%s: %d, want %d with %q:\n%s", c.path, got.status, c.status, c.want, where)
		}
		if h := got.header; h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: headers %v", c.path, h)
		}
		if strings.Contains(got.body, "xyzzy") && !strings.Contains(c.path, "q=xyzzy") {
			t.Errorf("%s tells what is held back", c.path)
		}
		if strings.Contains(got.body, "<script") || strings.Contains(got.body, ">Hidden<") || strings.Contains(got.body, "/hidden") && c.status == 200 {
			t.Errorf("%s: %s", c.path, got.body)
		}
	}
	for _, header := range []string{"Host=evil.example", "Host=a b.example"} {
		name, value, _ := strings.Cut(header, "=")
		if strings.Contains(value, " ") {
			continue
		}
		if got := s.get("/", name, value); got.status != 400 {
			t.Errorf("%s: %d", header, got.status)
		}
	}
	for _, host := range []string{"example.org", "www.example.org", "EXAMPLE.org:8080", "ssh.example.com", "127.0.0.1", "sshblog:8080", "[::1]:80"} {
		if got := s.get("/", "Host", host); got.status != 200 {
			t.Errorf("host %s: %d", host, got.status)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW", "PROPFIND"} {
		if got := s.ask(method, "/"); got.status != 405 || got.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, got.status)
		}
	}
	if got := s.ask("HEAD", "/about/"); got.status != 200 || got.body != "" || got.header.Get("Content-Length") == "0" {
		t.Errorf("HEAD: %+v", got)
	}
	if log := s.log.String(); !strings.Contains(log, `path="/a\x00b"`) || strings.Contains(log, "\x00") {
		t.Error("the log does not quote a path")
	}
}

// TestConditions asks again for what is known, compressed, in parts, and as Markdown.
func TestConditions(t *testing.T) {
	fsys := harbour()
	fsys["long.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Long\ndate: 2024-01-01\nlayout: post\n---\n" + strings.Repeat("Many words. ", 500))}
	s := serve(t, source.FromFS(fsys), loader.Options{})
	first := s.get("/2024/long/")
	tag := first.header.Get("ETag")
	if tag == "" || first.header.Get("Cache-Control") != "no-cache" || first.header.Get("Last-Modified") == "" {
		t.Fatalf("%v", first.header)
	}
	for _, headers := range [][]string{
		{"If-None-Match", tag}, {"If-None-Match", `"a", W/` + tag}, {"If-None-Match", "*"}, {"If-Modified-Since", first.header.Get("Last-Modified")},
	} {
		if got := s.get("/2024/long/", headers...); got.status != 304 || got.body != "" {
			t.Errorf("%v: %d", headers, got.status)
		}
	}
	if got := s.get("/2024/long/", "If-None-Match", `"other"`); got.status != 200 {
		t.Errorf("%d", got.status)
	}
	packed := s.get("/2024/long/", "Accept-Encoding", "br, gzip")
	if packed.header.Get("Content-Encoding") != "gzip" || len(packed.body) > len(first.body)/2 {
		t.Fatalf("%v", packed.header)
	}
	r, err := gzip.NewReader(strings.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if whole, err := io.ReadAll(r); err != nil || string(whole) != first.body {
		t.Error("another page is compressed", err)
	}
	if got := s.get("/2024/long/", "Accept-Encoding", "gzip", "If-None-Match", packed.header.Get("ETag")); got.status != 304 {
		t.Errorf("%d", got.status)
	}
	if got := s.get("/2024/long/", "Accept-Encoding", "gzip;q=0"); got.header.Get("Content-Encoding") != "" {
		t.Error("it is compressed")
	}
	for accept, want := range map[string]string{
		"text/markdown": "text/markdown", "text/markdown, text/html;q=0.5": "text/markdown", "text/html, text/markdown": "text/html", "*/*": "text/html",
		"text/markdown;q=0, */*": "text/html", strings.Repeat("a/b, ", 100) + "text/markdown": "text/html",
	} {
		got := s.get("/2024/long/", "Accept", accept)
		if !strings.HasPrefix(got.header.Get("Content-Type"), want) || got.header.Get("Vary") != "Accept, Accept-Encoding" {
			t.Errorf("%q: %v", accept, got.header)
		}
		if want == "text/markdown" && got.header.Get("Link") == "" {
			t.Error("the copy does not say of what")
		}
	}
	if got := s.get("/img/chart.png", "Range", "bytes=1-3"); got.status != 206 || got.body != "PNG" {
		t.Errorf("%d %q", got.status, got.body)
	}
	if got := s.get("/img/chart.png", "Range", "bytes="+strings.Repeat("0-0,", 1000)+"1-1"); got.status != 200 {
		t.Errorf("%d", got.status)
	}
	if got := s.get("/img/chart.png", "Range", "bytes=900-"); got.status != 416 {
		t.Errorf("%d", got.status)
	}
	if got := s.get("/img/s.svg"); !strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") || got.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%v", got.header)
	}
}

// TestBelowAPath serves a blog whose address has a path, with the path and without.
func TestBelowAPath(t *testing.T) {
	s := serve(t, source.FromFS(harbour()), loader.Options{BaseURL: "https://example.org/blog"})
	for _, path := range []string{"/blog/2024/tides/", "/2024/tides/", "/blog/", "/blog", "/"} {
		got := s.get(path)
		if got.status != 200 || !strings.Contains(got.body, `href="/blog/"`) {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	if got := s.get("/blog/tides"); got.header.Get("Location") != "/blog/2024/tides/" {
		t.Errorf("%v", got.header)
	}
}

// TestCrawl follows every link of every page, of the manual and of a corpus where one lies beside the
// project: each leads to a page or to one redirect, and every page is HTML that needs no repair.
func TestCrawl(t *testing.T) {
	dirs := []string{"../content"}
	corpus, _ := filepath.Glob("../../shared/corpus/*") // the pattern is right
	for _, dir := range corpus {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			dirs = append(dirs, dir)
		}
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			for _, base := range []string{"", "https://example.org/blog"} {
				serve(t, source.FromDir(dir), loader.Options{BaseURL: base}).crawl()
			}
		})
	}
}

func (s *site) crawl() {
	seen := map[string]bool{}
	queue := []string{"/", "/sitemap.xml"}
	for _, p := range s.x.All() {
		if !p.Hidden {
			queue = append(queue, "/"+url.PathEscape(p.Slug))
			for _, alias := range p.Aliases {
				if u, err := url.Parse(alias); err == nil && u.Host == "" {
					queue = append(queue, "/"+strings.TrimLeft(u.EscapedPath(), "/"))
				}
			}
		}
	}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		got := s.get(path)
		if got.status/100 == 3 {
			to := got.header.Get("Location")
			if again := s.get(to); again.status != 200 {
				s.t.Errorf("%s leads to %s: %d", path, to, again.status)
			}
			continue
		}
		if got.status != 200 {
			s.t.Errorf("%s: %d", path, got.status)
			continue
		}
		if strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
			queue = append(queue, s.links(path, got.body)...)
		}
	}
	s.t.Logf("%d addresses", len(seen))
}

// links returns the addresses of this host on a page.
func (s *site) links(path, body string) (all []string) {
	root, err := nethtml.Parse(strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				s.t.Errorf("%s: the id %q is there twice", path, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href" || a.Key == "src" || a.Key == "action":
				u, err := url.Parse(a.Val)
				if err != nil {
					s.t.Errorf("%s: %v", path, err)
					continue
				}
				if u.Host == "" && u.Scheme == "" && u.Path != "" {
					all = append(all, u.EscapedPath())
				} else if u.Host != "" && (a.Key == "src" || n.Data == "link" && strings.Contains(n.Attr[0].Val, "stylesheet")) {
					s.t.Errorf("%s fetches %s", path, a.Val)
				}
			}
		}
	}
	return all
}
