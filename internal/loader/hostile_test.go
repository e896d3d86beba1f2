//go:build unix

package loader_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// soon is how long loading may take at most, on a slow machine with the race detector. What it is
// to catch takes minutes.
const soon = 30 * time.Second

// hostileCase is a directory with something bad in it, beside two good posts.
type hostileCase struct {
	name   string
	put    func(t *testing.T, dir, outside string)        // what lies there when the blog is loaded
	onOpen map[string]func(t *testing.T, dir, out string) // what happens just before a file is opened, once
	onRead map[string]func(t *testing.T, file string)     // what happens just before some of an open file is read
	limits loader.Limits
	want   string // how the problem that must be there begins
	posts  string // that are served; "" is both good ones
}

// text puts a file.
func text(name, content string) func(*testing.T, string, string) {
	return func(t *testing.T, dir, _ string) {
		t.Helper()
		blogtest.Write(t, dir, name, content)
	}
}

// links puts links: name, target, name, target ... A target OUT is the directory outside.
func links(namesAndTargets ...string) func(*testing.T, string, string) {
	return func(t *testing.T, dir, outside string) {
		t.Helper()
		for i := 0; i < len(namesAndTargets); i += 2 {
			name := filepath.Join(dir, namesAndTargets[i])
			blogtest.Must(t, os.MkdirAll(filepath.Dir(name), 0o755))
			blogtest.Must(t, os.Symlink(strings.ReplaceAll(namesAndTargets[i+1], "OUT", outside), name))
		}
	}
}

// node puts a file that is none, of a kind that needs no rights.
func node(name string, mode uint32) func(*testing.T, string, string) {
	return func(t *testing.T, dir, _ string) {
		t.Helper()
		blogtest.Must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		blogtest.Must(t, syscall.Mknod(filepath.Join(dir, name), mode|0o600, 0))
	}
}

// many puts n files.
func many(n int, name, content string) func(*testing.T, string, string) {
	return func(t *testing.T, dir, _ string) {
		t.Helper()
		for i := range n {
			blogtest.Write(t, dir, fmt.Sprintf(name, i), content)
		}
	}
}

// instead removes what is at a name, and puts something else.
func instead(name string, put func(*testing.T, string, string)) func(*testing.T, string, string) {
	return func(t *testing.T, dir, outside string) {
		t.Helper()
		blogtest.Must(t, os.RemoveAll(filepath.Join(dir, name)))
		if put != nil {
			put(t, dir, outside)
		}
	}
}

func yamlPost(header string) string { return "---\ntitle: Bad\n" + header + "\n---\nText.\n" }

// bomb is YAML in which every line stands for ten times the one before.
func bomb(first, open, item, end string) string {
	var b strings.Builder
	b.WriteString("b0: &b0 " + first + "\n")
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "b%d: &b%d %s%s%s\n", i, i, open, strings.TrimSuffix(strings.Repeat(fmt.Sprintf(item, i-1)+", ", 10), ", "), end)
	}
	return b.String()
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

var (
	deep      = strings.Repeat("d/", 40)
	longName  = strings.Repeat("n", 250)
	longPath  = strings.Repeat(longName+"/", 4)
	wideTable = lines(9000, "k%d: 1\n")
)

func hostileCases() []hostileCase {
	type on = map[string]func(*testing.T, string, string)
	sub := text("sub/bad.md", blogtest.Dated("Bad"))
	return []hostileCase{
		// What is no file, or not in the blog.
		{name: "pipe", put: node("bad.md", syscall.S_IFIFO), want: "bad.md:1: warning: skipped: not a regular file"},
		{name: "socket", put: node("bad.md", syscall.S_IFSOCK), want: "bad.md:1: warning: skipped: not a regular file"},
		{name: "link to a device", put: links("bad.md", "/dev/zero"), want: "bad.md:1: warning: skipped: the link leaves"},
		{name: "link to a pipe", put: func(t *testing.T, dir, out string) {
			node(".pipe", syscall.S_IFIFO)(t, dir, out)
			links("bad.md", ".pipe")(t, dir, out)
		}, want: "bad.md:1: warning: skipped: the link does not point to a regular file"},
		{name: "link out", put: links("bad.md", "OUT/secret.md"), want: "bad.md:1: warning: skipped: the link leaves"},
		{name: "link out by way of ..", put: links("sub/bad.md", "../../outside/secret.md"), want: "sub/bad.md:1: warning: skipped: the link leaves"},
		{name: "link out at the second hop", put: links("bad.md", ".hop", ".hop", "OUT/secret.md"), want: "bad.md:1: warning: skipped: the link leaves"},
		{name: "link out in the middle of the path", put: links("bad.md", ".away/secret.md", ".away", "OUT"), want: "bad.md:1: warning: skipped: the link leaves"},
		{name: "link out and back in", put: links("bad.md", "../blog/a-good.md"), want: "bad.md:1: warning: skipped: the link leaves"},
		{name: "directory that is a link out", put: links("bad", "OUT"), want: "bad:1: warning: skipped: the link leaves"},
		{name: "links in a circle", put: links("bad.md", "worse.md", "worse.md", "bad.md"), want: "bad.md:1: warning: skipped: the link leaves the content directory or cannot be followed"},
		{name: "directories in a circle", put: links("x/up", "..", "y/x", "../x", "x/y", "../y", "bad.md", "x/up/y/x/up/nowhere"), want: "bad.md:1: warning: skipped: the link points to nothing"},
		{name: "a crowd of links does not hide an error", put: func(t *testing.T, dir, out string) {
			for i := range 1200 {
				links(fmt.Sprintf("links/l%d.md", i), "nowhere")(t, dir, out)
			}
			blogtest.Write(t, dir, "zz.md", "x")
		}, limits: loader.Limits{Files: 2}, want: "zz.md:1: error: there are more than 2 files", posts: "a-good z-good"},

		// What changes between the look and the opening, or while it is read.
		{name: "file becomes a pipe", put: sub, onOpen: on{"sub/bad.md": instead("sub/bad.md", node("sub/bad.md", syscall.S_IFIFO))}, want: "sub/bad.md:1: error: the file cannot be read: not a regular file"},
		{name: "file becomes a socket", put: sub, onOpen: on{"sub/bad.md": instead("sub/bad.md", node("sub/bad.md", syscall.S_IFSOCK))}, want: "sub/bad.md:1: error: the file cannot be read: "},
		{name: "file becomes a directory", put: sub, onOpen: on{"sub/bad.md": instead("sub/bad.md", text("sub/bad.md/x", ""))}, want: "sub/bad.md:1: error: the file cannot be read: not a regular file"},
		{name: "file becomes a link out", put: sub, onOpen: on{"sub/bad.md": instead("sub/bad.md", links("sub/bad.md", "OUT/secret.md"))}, want: "sub/bad.md:1: error: the file cannot be read: "},
		{name: "file vanishes", put: sub, onOpen: on{"sub/bad.md": instead("sub/bad.md", nil)}, want: "sub/bad.md:1: error: the file cannot be read: no such file"},
		{name: "file becomes large", put: sub, onOpen: on{"sub/bad.md": text("sub/bad.md", strings.Repeat("x", 3<<20))}, want: "sub/bad.md:1: warning: skipped: larger than 2 MiB"},
		{name: "directory becomes a link out before it is listed", put: sub, onOpen: on{"sub": instead("sub", links("sub", "OUT"))}, want: "sub:1: error: the directory cannot be read: "},
		{name: "directory becomes a link out before its file is opened", put: sub, onOpen: on{"sub/bad.md": instead("sub", links("sub", "OUT"))}, want: "sub/bad.md:1: error: the file cannot be read: "},
		{name: "directory becomes a pipe", put: sub, onOpen: on{"sub": instead("sub", node("sub", syscall.S_IFIFO))}, want: "sub:1: error: the directory cannot be read: "},
		{name: "directory becomes a file", put: sub, onOpen: on{"sub": instead("sub", text("sub", "x"))}, want: "sub:1: error: the directory cannot be read: "},
		{name: "directory vanishes", put: sub, onOpen: on{"sub": instead("sub", nil)}, want: "sub:1: error: the directory cannot be read: no such file"},
		{name: "file grows while it is read", put: sub, onRead: map[string]func(*testing.T, string){"sub/bad.md": func(t *testing.T, file string) {
			f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
			blogtest.Must(t, err)
			_, err = f.WriteString("more\n")
			blogtest.Must(t, err)
			blogtest.Must(t, f.Close())
		}}, want: "sub/bad.md:1: warning: it changes while it is read", posts: "a-good z-good bad"},
		{name: "file shrinks while it is read", put: sub, onRead: map[string]func(*testing.T, string){"sub/bad.md": func(t *testing.T, file string) {
			info, err := os.Stat(file)
			blogtest.Must(t, err)
			blogtest.Must(t, os.Truncate(file, info.Size()-1))
		}}, want: "sub/bad.md:1: warning: it changes while it is read", posts: "a-good z-good bad"},

		// Names.
		{name: "name with controls", put: text("b\x1b[2Jd\n/etc/passwd:1: x.md", blogtest.Dated("Bad")), want: "b[2Jd\ufffd/etc/passwd:1: x.md:1: warning: the name of the file has control characters", posts: "a-good z-good passwd-1-x"},
		{name: "name that is no UTF-8", put: text("b\xffd.md", blogtest.Dated("Bad")), want: "b\ufffdd.md:1: warning: skipped: the path is too long or no valid UTF-8"},
		{name: "directory whose name is no UTF-8", put: text("b\xffd/x.md", blogtest.Dated("Bad")), want: "b\ufffdd:1: warning: skipped: the path is too long or no valid UTF-8"},
		{name: "long path", put: text(longPath+"a-name-of-some-length.md", blogtest.Dated("Bad")), want: longPath + "a-name-of-some-length.md:1: warning: skipped: the path is too long"},

		// Size, number, depth.
		{name: "large file", put: text("bad.md", strings.Repeat("x", 2<<20+1)), want: "bad.md:1: warning: skipped: larger than 2 MiB"},
		{name: "many files", put: many(30, "many/b%02d.md", blogtest.Dated("Bad")), limits: loader.Limits{Files: 11}, want: "many/b10.md:1: error: there are more than 11 files", posts: "a-good b00 b01 b02 b03 b04 b05 b06 b07 b08 b09"},
		{name: "many directories", put: many(30, "many/%02d/x.txt", ""), limits: loader.Limits{Files: 20}, want: "many/18:1: error: there are more than 20 directories", posts: "a-good"},
		{name: "many other files", put: many(30, "many/b%02d.png", ""), limits: loader.Limits{Files: 20}, want: "many/b20.png:1: error: there are more than 20 files that are no posts"},
		{name: "many entries of no use", put: many(5000, "zz/.%d", ""), limits: loader.Limits{Entries: 2000}, want: "zz:1: error: there are more than 2000 entries in all directories"},
		{name: "much altogether", put: many(20, "many/b%02d.md", blogtest.Dated("Bad")+strings.Repeat("x", 1000)), limits: loader.Limits{Bytes: 10 << 10}, want: "many/b09.md:1: error: all files together are larger than 10 KiB", posts: "a-good b00 b01 b02 b03 b04 b05 b06 b07 b08"},
		{name: "deep directories", put: text(deep+"bad.md", blogtest.Dated("Bad")), want: strings.Repeat("d/", 32) + "d:1: warning: directories deeper than 32 are not read"},

		// Front matter.
		{name: "header without an end", put: text("bad.md", "---\n"+strings.Repeat("title: x\n", 200_000)), want: "bad.md:1: warning: the front matter is never closed", posts: "a-good z-good bad"},
		{name: "large header", put: text("bad.md", "+++\n"+strings.Repeat("a = 1\n", 200_000)+"+++\n"), want: "bad.md:1: error: the front matter is larger than 64 KiB", posts: "a-good z-good bad"},
		{name: "bomb of lists", put: text("bad.md", yamlPost(bomb("[x, x]", "[", "*b%d", "]"))), want: "bad.md:", posts: "a-good z-good bad"},
		{name: "bomb of tables", put: text("bad.md", yamlPost(bomb("{x: 1}", "{", "x: *b%d", "}"))), want: "bad.md:", posts: "a-good z-good bad"},
		{name: "bomb of merges", put: text("bad.md", yamlPost(bomb("{x: 1, y: 2}", "{<<: [", "*b%d", "]}"))), want: "bad.md:", posts: "a-good z-good bad"},
		{name: "alias of itself", put: text("bad.md", yamlPost("a: &a [*a, *a]")), want: "bad.md:3: error: the front matter is broken", posts: "a-good z-good bad"},
		{name: "merge of itself", put: text("bad.md", yamlPost("a: &a {<<: *a, x: 1}")), want: "bad.md:3: error: the front matter is broken", posts: "a-good z-good bad"},
		{name: "deep YAML", put: text("bad.md", yamlPost("a: "+strings.Repeat("[", 30_000))), want: "bad.md:3: error: the front matter is broken", posts: "a-good z-good bad"},
		{name: "deep blocks of YAML", put: text("bad.md", yamlPost("a:\n"+strings.Repeat("- ", 30_000))), want: "bad.md:", posts: "a-good z-good bad"},
		{name: "deep TOML", put: text("bad.md", "+++\ntitle = 'T'\na = "+strings.Repeat("[", 60_000)+"\n+++\n"), want: "bad.md:3: error: the front matter is broken", posts: "a-good z-good bad"},
		{name: "deep tables of TOML", put: text("bad.md", "+++\ntitle = 'T'\n"+strings.Repeat("a.", 30_000)+"b = 1\n+++\n"), want: "bad.md:3: error: the front matter is broken", posts: "a-good z-good bad"},
		{name: "deep JSON", put: text("bad.md", "---json\n"+strings.Repeat("{\"a\":", 10_000)+"\n---\n"), want: "bad.md:2: error: the front matter is broken", posts: "a-good z-good bad"},
		{name: "first thing of an empty list", put: text("bad.md", yamlPost("permalink: [[], /x]\nimage: [[], x.png]\nseries: [[[]], S]\nslug: [[], s]\ndate: next week")), want: "bad.md:7: warning: \"next week\" is no date", posts: "a-good z-good s"},

		// Settings that lie in the blog.
		{name: "site file that is a pipe", put: node("_config.yml", syscall.S_IFIFO), want: "_config.yml:1: warning: the site file is not read: not a regular file"},
		{name: "site file that is a link out", put: links("hugo.toml", "OUT/secret.md"), want: "hugo.toml:1: warning: the site file is not read"},
		{name: "site file that is large", put: text("_config.yml", strings.Repeat("#\n", 300_000)), want: "_config.yml:1: error: the site file cannot be read: it is larger than 512 KiB"},
		{name: "site file that is a bomb", put: text("_config.yml", "---\n"+bomb("[x, x]", "[", "*b%d", "]")), want: "_config.yml:2: error: the site file cannot be read: it expands to too many values"},
		{name: "site file that is deep", put: text("hugo.toml", "a = "+strings.Repeat("[", 500_000)), want: "hugo.toml:1: error: the site file cannot be read"},
		{name: "site file of many tables", put: text("hugo.toml", lines(50_000, "[t%d]\n")), want: "hugo.toml:4473: error: the site file cannot be read: it has too many tables"},
		{name: "site file of empty lists", put: text("_config.yml", "title: [[], Harbour]\ntimezone: [[], Nowhere/Land]\n"), want: "_config.yml:2: warning: time zone \"Nowhere/Land\" is not known"},
		{name: "site file with many excludes", put: text("_config.yml", "title: T\nexclude:\n"+lines(5000, "  - '*x*y*z*%d'\n")), want: "_config.yml:3: warning: of what is not to be read only the first 200"},
		{name: "site file whose patterns match slowly", put: func(t *testing.T, dir, out string) {
			scope := "  - scope: {path: '" + strings.Repeat("**/*/", 15) + "zzz'}\n    values: {layout: page}\n"
			blogtest.Write(t, dir, "_config.yml", "permalink: "+strings.Repeat(":categories", 5000)+"\ntimezone: Nowhere\ndefaults:\n"+strings.Repeat(scope, 150))
			blogtest.Write(t, dir, strings.Repeat("d/", 31)+"bad.md", blogtest.Dated("Bad"))
		}, want: "_config.yml:2: warning: time zone", posts: "a-good z-good bad"},
		{name: "section that presets much", put: text("_index.md", "---\ntitle: I\ncascade:\n  - {x: 1}\n"+lines(190, "  - {k%d: 1, l: 2}\n")+"date: never\n---\n"), want: "_index.md:195: warning: \"never\" is no date"},
		{name: "sections that preset much", put: many(30, "s%02d/_index.md", "---\ncascade:\n"+lines(20, "  - {k%d: 1}\n")+"---\n"), want: "s25/_index.md:1: error: what it presets is not heeded: there are more than 500 cascades"},
		{name: "sections of wide tables", put: many(20, "s%02d/_index.md", "---\ndate: x\ncascade:\n  "+strings.ReplaceAll(strings.TrimSpace(wideTable), "\n", "\n  ")[:60_000]+"\n---\n"), want: "s00/_index.md:"},
	}
}

// TestHostile loads blogs with something bad in them: loading ends soon, what is bad is a problem
// that names path and line, which the log has too, and all other posts are served. It does so again
// when nothing happens in between any more.
func TestHostile(t *testing.T) {
	for _, c := range hostileCases() {
		t.Run(c.name, func(t *testing.T) {
			base := t.TempDir()
			dir, outside := filepath.Join(base, "blog"), filepath.Join(base, "outside")
			blogtest.Write(t, outside, "secret.md", blogtest.Dated("Secret"))
			blogtest.Write(t, dir, "a-good.md", blogtest.Dated("A"))
			blogtest.Write(t, dir, "z-good.md", "---\ntitle: Z\ndate: 2024-01-01\n---\nText.\n")
			if c.put != nil {
				c.put(t, dir, outside)
			}
			var log bytes.Buffer
			source := meddled(t, source.FromDir(dir), dir, outside, &c)
			started := time.Now()
			s := within(t, func() *loader.Store {
				return blogtest.NewStore(t, source, loader.StoreOptions{Options: loader.Options{Limits: c.limits, Log: slog.New(slog.NewTextHandler(&log, nil))}})
			})
			checkHostile(t, s.Index(), &c)
			if took := time.Since(started); took > soon {
				t.Errorf("loading took %v", took)
			}
			if !strings.Contains(log.String(), "line=") || !strings.Contains(log.String(), "path=") {
				t.Errorf("the log says nothing:\n%s", log.String())
			}
			blogtest.Must(t, within(t, s.Reload))
			checkServed(t, s.Index(), c.posts)
		})
	}
}

// checkHostile checks what was made of a case.
func checkHostile(t *testing.T, x *blog.Index, c *hostileCase) {
	t.Helper()
	checkServed(t, x, c.posts)
	found := false
	for _, p := range x.Problems() {
		line := p.String()
		found = found || strings.HasPrefix(line, c.want)
		if strings.ContainsFunc(line, unicode.IsControl) || p.Line < 1 {
			t.Errorf("problem %q", line)
		}
	}
	if !found {
		t.Errorf("no problem is %q: %v", c.want, x.Problems()[:min(len(x.Problems()), 5)])
	}
}

// checkServed checks that those posts are served, "" for both good ones, and no others.
func checkServed(t *testing.T, x *blog.Index, want string) {
	t.Helper()
	if want == "" {
		want = "a-good z-good"
	}
	got := map[string]bool{}
	for _, p := range x.All() {
		got[p.Slug] = true
		if strings.Contains(p.Raw(), "Secret") {
			t.Errorf("%s comes from outside", p.Path)
		}
	}
	for slug := range strings.FieldsSeq(want) {
		if !got[slug] {
			t.Errorf("%q is not served; there are %v", slug, got)
		}
		delete(got, slug)
	}
	if len(got) > 0 {
		t.Errorf("there are also %v", got)
	}
}

// within returns what f returns, which must not take for ever.
func within[T any](t *testing.T, f func() T) T {
	t.Helper()
	done := make(chan T, 1)
	go func() { done <- f() }()
	select {
	case v := <-done:
		return v
	case <-time.After(time.Minute):
		t.Fatal("it does not end")
	}
	panic("not reached")
}

// meddled is a source in which things happen to files at the worst of times.
func meddled(t *testing.T, source source.Source, dir, outside string, c *hostileCase) source.Source {
	t.Helper()
	return func() (fs.FS, func() error, error) {
		fsys, done, err := source()
		return meddledFS{fsys, t, dir, outside, c}, done, err
	}
}

type meddledFS struct {
	fs.FS
	t            *testing.T
	dir, outside string
	c            *hostileCase
}

func (m meddledFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(m.FS, name) }

func (m meddledFS) Open(name string) (fs.File, error) {
	if happens := m.c.onOpen[name]; happens != nil {
		delete(m.c.onOpen, name)
		happens(m.t, m.dir, m.outside)
	}
	f, err := m.FS.Open(name)
	if happens := m.c.onRead[name]; happens != nil && err == nil {
		return meddledFile{f, func() { happens(m.t, filepath.Join(m.dir, name)) }}, nil
	}
	return f, err
}

type meddledFile struct {
	fs.File
	happens func()
}

func (m meddledFile) Read(p []byte) (int, error) {
	m.happens()
	return m.File.Read(p)
}

// TestAddressesAreClean checks what is made of the name of a file: it is shown, and printed on
// terminals.
func TestAddressesAreClean(t *testing.T) {
	for _, site := range []string{"_config.yml", "hugo.toml"} {
		x := blogtest.Load(t, blogtest.Files(site, "", "content/b\u202ed/a\x1b[31m\nb.md", blogtest.Dated("Bad"), "b\u202ed/c.md", blogtest.Dated("Bad")), loader.Options{})
		for _, p := range x.All() {
			if strings.ContainsFunc(p.Permalink+p.Path+p.Slug, isUnsafe) {
				t.Errorf("permalink %q of %q, %q", p.Permalink, p.Path, p.Slug)
			}
		}
	}
}

// TestDirectoryThatCannotBeRead takes its posts with it, names it, and brings them back when it can
// be read again.
func TestDirectoryThatCannotBeRead(t *testing.T) {
	m := blogtest.Files("a.md", blogtest.Dated("A"), "sub/b.md", blogtest.Dated("B"), "z.md", blogtest.Dated("Z"))
	lost := "sub"
	s := blogtest.NewStore(t, func() (fs.FS, func() error, error) {
		return lossyFS{m, lost}, func() error { return nil }, nil
	}, loader.StoreOptions{})
	blogtest.Equal(t, "posts", blogtest.Slugs(s.Index().Posts()), "a z")
	if p := s.Index().Problems(); len(p) != 1 || p[0].String() != "sub:1: error: the directory cannot be read: input/output error" {
		t.Errorf("problems: %v", p)
	}
	lost = ""
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "posts", blogtest.Slugs(s.Index().Posts()), "a b z")
	blogtest.Clean(t, s.Index().Problems())
	lost = "."
	if index := s.Index(); s.Reload() == nil || s.Index() != index {
		t.Error("the last good index did not stay")
	}
}

// TestPostThatIsBeingWritten keeps what was read before, says so once, and shows the new text when
// it is all there.
func TestPostThatIsBeingWritten(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "a.md", blogtest.Dated("Old"))
	var log bytes.Buffer
	c := hostileCase{onRead: map[string]func(*testing.T, string){}}
	s := blogtest.NewStore(t, meddled(t, source.FromDir(dir), dir, "", &c), loader.StoreOptions{Options: loader.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}})
	blogtest.Write(t, dir, "a.md", blogtest.Dated("New and longer"))
	c.onRead["a.md"] = func(t *testing.T, file string) {
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		blogtest.Must(t, err)
		_, err = f.WriteString("more\n")
		blogtest.Must(t, err)
		blogtest.Must(t, f.Close())
	}
	for range 3 {
		blogtest.Must(t, s.Reload())
		blogtest.Equal(t, "title", s.Index().Posts()[0].Title, "Old")
	}
	if n := strings.Count(log.String(), "path=a.md line=1"); n != 1 {
		t.Errorf("%d lines of the log, want 1:\n%s", n, log.String())
	}
	clear(c.onRead)
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "title", s.Index().Posts()[0].Title, "New and longer")
	blogtest.Clean(t, s.Index().Problems())
}

// TestMatchGlob takes patterns of directories, also such as match in many ways.
func TestMatchGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, file string
		want          bool
	}{
		{"a", "a/b.md", true},
		{"a/*", "a/b.md", true},
		{"a/*.txt", "a/b.md", false},
		{"**", "x.md", true},
		{"**/b.md", "a/b.md", true},
		{"**/b.md", "b.md", true},
		{"**/b/**/d.md", "a/b/c/d.md", true},
		{"**/b/**/d.md", "a/b/b/d.md", true},
		{"**/b/**/d.md", "a/c/d.md", false},
		{"a/**/c", "a/b/x/c/d.md", true},
		{"a/**/b/*/c", "a/b/x/b/y/c", true},
		{"a/**/b/*/c", "a/b/b/y/d", false},
		{"a/b/c", "a/b", false},
		{"**/**/x", "a/x", true},
		{strings.Repeat("**/*/", 15) + "zzz", strings.Repeat("d/", 31) + "x.md", false},
	} {
		if got := site.MatchGlob(c.pattern, c.file); got != c.want {
			t.Errorf("%q and %q: %v", c.pattern, c.file, got)
		}
	}
}
