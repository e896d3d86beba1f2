package search_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/search"
)

var update = flag.Bool("update", false, "write the goldens")

func load(tb testing.TB, fsys fs.FS) *blog.Index {
	tb.Helper()
	x, err := loader.Load(fsys, loader.Options{Now: func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func build(tb testing.TB, x *blog.Index, previous *search.Index) *search.Index {
	tb.Helper()
	i, err := search.Build(context.Background(), x, previous)
	if err != nil {
		tb.Fatal(err)
	}
	return i
}

// files makes a file system of names and texts.
func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1]), ModTime: time.Unix(1e9, 0)}
	}
	return out
}

func smallBlog(tb testing.TB) *search.Index {
	tb.Helper()
	return build(tb, load(tb, os.DirFS("testdata/blog")), nil)
}

func slugs(hits []search.Hit) string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Post.Slug)
	}
	return strings.Join(out, " ")
}

func TestSearch(t *testing.T) {
	index := smallBlog(t)
	for _, c := range []struct{ name, query, want string }{
		{"word", "skep", "skeps wax"},
		{"case", "SKEP", "skeps wax"},
		{"title over body", "wax", "wax skeps hive"},
		{"all words", "wax straw", "skeps"},
		{"prefix of the last word", "stra", "skeps cafe"},
		{"no prefix of the others", "stra wax", ""},
		{"accents in the text", "cafe", "cafe"},
		{"accents in the query", "straẃ", "skeps"},
		{"sharp s", "strasse", "cafe"},
		{"stroke", "lodz", "cafe"},
		{"decomposed query", "cafe\u0301", "cafe"},
		{"full width", "ＷＡＸ", "wax skeps hive"},
		{"number", "1851", "hive"},
		{"phrase", `"queen cell"`, "hive"},
		{"phrase across a link", `"the movable frame"`, "hive"},
		{"phrase across lines", `"honey that the"`, "wax"},
		{"phrase in the wrong order", `"cell queen"`, ""},
		{"unfinished phrase", `"queen ce`, "hive"},
		{"tag", "tag:history", "hive skeps"},
		{"tag and word", "tag:history straw", "skeps"},
		{"tag of two words", `tag:"bee craft"`, "wax"},
		{"unfinished tag", "tag:his", "hive skeps"},
		{"finished tag", "tag:his ", "hive skeps"},
		{"tag that is not the last", "tag:his straw", ""},
		{"author", "author:zoe", "cafe"},
		{"author with accent", "author:Zoë", "cafe"},
		{"category", "category:essays", "skeps"},
		{"year", "year:2024", "cafe hive"},
		{"year and word", "year:2024 wax", "hive"},
		{"lang", "lang:zh", "feng"},
		{"Chinese word", "蜜蜂", "feng"},
		{"Chinese character", "蜂", "feng"},
		{"Chinese last character", "糖", "feng"},
		{"Chinese run", "采蜜归来", "feng"},
		{"Chinese not there", "蜜采", ""},
		{"Chinese phrase", `"蜜蜂采"`, "feng"},
		{"Japanese", "はちみつ", "hachi"},
		{"half width kana", "ﾐﾂﾊﾞﾁ", "hachi"},
		{"voiced kana differ", "ミツハチ", ""},
		{"Korean without its ending", "꿀벌", "beol"},
		{"Russian", "ПЧЕЛЫ", "pchely"},
		{"Greek final sigma", "μελισσεσ", "pchely"},
		{"page", "keeper", "about"},
		{"code", "count_hives", "hive"},
		{"entity and emphasis", "resume", "cafe"},
		{"draft", "unfinished", ""},
		{"hidden", "secretive", ""},
		{"address of a link", "example", ""},
		{"nothing", "", ""},
		{"blanks", "  \t ", ""},
		{"signs", `"" tag: !?`, ""},
		{"no hit", "zeppelin", ""},
		{"one word of two", "wax zeppelin", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := slugs(index.Search(c.query, 10)); got != c.want {
				t.Errorf("Search(%q) = %q, want %q", c.query, got, c.want)
			}
		})
	}
	if got := index.Search("wax", 1); len(got) != 1 {
		t.Errorf("limit 1 gives %d hits", len(got))
	}
	if got := index.Search("wax", -1); len(got) != 0 {
		t.Errorf("limit -1 gives %d hits", len(got))
	}
}

// TestGolden compares what readers see with a golden file: the order, the lines, the marks.
func TestGolden(t *testing.T) {
	index := smallBlog(t)
	var b strings.Builder
	for _, q := range []string{"wax", "queen cell", `"queen cell"`, "hon", "蜜蜂", "はちみつ", "tag:history", "straw frame", "strasse", "count_hives", "the"} {
		fmt.Fprintf(&b, "== %s\n", q)
		for _, h := range index.Search(q, 10) {
			line, marked := h.Line, h.Matches
			for _, m := range slices.Backward(marked) {
				line = line[:m[0]] + "[" + line[m[0]:m[1]] + "]" + line[m[1]:]
			}
			fmt.Fprintf(&b, "%s %.2f %q\n  %s\n", h.Post.Slug, h.Score, h.Words, line)
		}
	}
	file := filepath.Join("testdata", "hits.golden")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestNewerFirst(t *testing.T) {
	index := build(t, load(t, files(
		"a.md", "---\ntitle: A\ndate: 2020-01-01\n---\nmoss\n",
		"b.md", "---\ntitle: B\ndate: 2022-01-01\n---\nmoss\n",
		"c.md", "---\ntitle: C\ndate: 2021-01-01\n---\nmoss\n",
	)), nil)
	if got := slugs(index.Search("moss", 10)); got != "b c a" {
		t.Errorf("got %q", got)
	}
}

func TestLineIsCutAroundTheMatch(t *testing.T) {
	long := strings.Repeat("Nothing is said here that anybody looks for. ", 40)
	for name, text := range map[string]string{
		"words":  long + "Then the zeppelin came down. " + long,
		"signs":  strings.Repeat("。，", 300) + "zeppelin" + strings.Repeat("。，", 300),
		"letter": strings.Repeat("é", 900) + " zeppelin " + strings.Repeat("é", 900),
		"code":   "```\n" + long + " zeppelin " + long + "\n```\n",
	} {
		hits := build(t, load(t, files("a.md", "---\ntitle: A\ndate: 2020-01-01\n---\n"+text)), nil).Search("zeppelin", 1)
		if len(hits) != 1 {
			t.Errorf("%s: %d hits", name, len(hits))
			continue
		}
		h := hits[0]
		if len(h.Line) > 200 || len(h.Matches) != 1 || h.Line[h.Matches[0][0]:h.Matches[0][1]] != "zeppelin" {
			t.Errorf("%s: %d bytes: %q, %v", name, len(h.Line), h.Line, h.Matches)
		}
	}
}

func TestMark(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"The Bées, bees and beeswax", "bees", "[Bées] [bees]"},
		{"我们的蜜蜂采蜜", "蜜蜂", "[蜜蜂]"},
		{"我们的蜜蜂采蜜", "蜜", "[蜜蜂] [蜜]"},
		{"nothing", "", ""},
	} {
		var got []string
		for _, m := range search.Mark(c.text, strings.Fields(c.words)) {
			got = append(got, "["+c.text[m[0]:m[1]]+"]")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("Mark(%q, %q) = %q, want %q", c.text, c.words, got, c.want)
		}
	}
}

// TestSigns covers signs that belong to a word, and signs that separate two.
func TestSigns(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"C++, C#; (F#) and A+", "c++ c# f# a+", "[C++] [C#] [F#] [A+]"},
		{"C++17 C#10 C++/CLI", "c++ c#", "[C++] [C#] [C++]"},
		{"Ｃ＋＋ Ｃ＃ C♯", "c++ c#", "[Ｃ＋＋] [Ｃ＃] [C♯]"},
		{"C++入門、C#入門", "c++ c#", "[C++] [C#]"},
		{"a+b page#part repo#12 x+++y", "a+ page# repo# x++", ""},
		{".NET 使用.NET开发 ．ＮＥＴ", ".net", "[.NET] [.NET] [．ＮＥＴ]"},
		{"ASP.NET net", ".net", "[NET] [net]"},
		{"notepad++ .gitignore", "notepad gitignore", "[notepad++] [.gitignore]"},
		{".5 +1 #2 # + .", "5 1 2", "[5] [1] [2]"},
	} {
		var got []string
		for _, m := range search.Mark(c.text, strings.Fields(c.words)) {
			got = append(got, "["+c.text[m[0]:m[1]]+"]")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("Mark(%q, %q) = %q, want %q", c.text, c.words, got, c.want)
		}
	}
}

// TestScoresFall: the higher score is the better hit, though a whole word goes before a better text.
func TestScoresFall(t *testing.T) {
	index := build(t, load(t, files(
		"a.md", "---\ntitle: Gorse and gorges\ntags: [gorse]\n---\n# Gorse\n\nGorse, gorse, gorges.\n",
		"b.md", "---\ntitle: B\n---\nOn we go.\n",
		"c.md", "---\ntitle: C\n---\nGone.\n",
	)), nil)
	hits := index.Search("go", 10)
	if got := slugs(hits); got != "b a c" {
		t.Errorf("got %q", got)
	}
	if !slices.IsSortedFunc(hits, func(a, b search.Hit) int { return cmp.Compare(b.Score, a.Score) }) {
		t.Errorf("scores rise: %v", hits)
	}
}

// TestIncremental builds on top of an earlier Index after additions, changes, removals and new
// orders.
func TestIncremental(t *testing.T) {
	fsys := fstest.MapFS{}
	put := func(n int, text string) {
		date := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n*37%900)
		fsys[fmt.Sprintf("p%d.md", n)] = &fstest.MapFile{
			Data: fmt.Appendf(nil, "---\ntitle: Post %d\ndate: %s\ntags: [t%d]\n---\n%s", n, date.Format(time.DateOnly), n%7, text),
		}
	}
	for n := range 600 {
		put(n, fmt.Sprintf("word%d and word%d common 蜜蜂%d", n%50, n%11, n))
	}
	previous := build(t, load(t, fsys), nil)
	for step, change := range []func(){
		func() {},
		func() { put(3, "changed entirely") },
		func() { delete(fsys, "p10.md"); delete(fsys, "p11.md") },
		func() { put(1000, "new word3") },
		func() {
			fsys["_config.yml"] = &fstest.MapFile{Data: []byte("defaults:\n- scope: {path: ''}\n  values: {author: ada}\n")}
		},
		func() { clear(fsys); put(5, "alone") },
	} {
		change()
		x := load(t, fsys)
		fresh := build(t, x, nil)
		next := build(t, x, previous)
		if !search.Same(fresh, next) {
			t.Fatalf("step %d: built upon an earlier one it differs", step)
		}
		for _, q := range []string{"word3", "common", "tag:t3", "蜂", "author:ada", "changed"} {
			if a, b := slugs(fresh.Search(q, 20)), slugs(next.Search(q, 20)); a != b {
				t.Errorf("step %d: %q: %q, %q", step, q, a, b)
			}
		}
		previous = next
	}
}

func TestCancel(t *testing.T) {
	x := load(t, files("a.md", "# A\n\nmoss\n"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if i, err := search.Build(ctx, x, nil); i != nil || err == nil {
		t.Errorf("got %v, %v", i, err)
	}
	s := search.NewSearcher()
	if s.Update(ctx, x) == nil {
		t.Error("Update gives no error")
	}
	if _, ready := s.Search("moss", 1); ready {
		t.Error("ready without an index")
	}
}

// TestReaderLeaves: nobody who has left gets an answer, and the next one gets the whole of it.
func TestReaderLeaves(t *testing.T) {
	var pairs []string
	for i := range 300 {
		pairs = append(pairs, fmt.Sprintf("p%d.md", i), strings.Repeat("Bees fly over the wax. ", 200))
	}
	index := build(t, load(t, files(pairs...)), nil)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	for _, query := range []string{"bees", `"over the wax"`, "bees wax", "b"} {
		if hits, err := index.Find(ctx, query, 300); err == nil || len(hits) > 0 {
			t.Errorf("%s: %d hits for somebody who has left, %v", query, len(hits), err)
		}
		if hits, err := index.Find(t.Context(), query, 300); err != nil || len(hits) < 40 {
			t.Errorf("%s: %d hits, %v", query, len(hits), err)
		}
	}
}

// TestManySearch: however many search at one time, each gets its answer, and who has left none.
func TestManySearch(t *testing.T) {
	s := search.NewSearcher()
	if err := s.Update(t.Context(), load(t, os.DirFS("testdata/blog"))); err != nil {
		t.Fatal(err)
	}
	hits, _ := s.Search("bees", 20)
	want := slugs(hits)
	if want == "" {
		t.Fatal("nothing is found")
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if hits, ready, err := s.Find(t.Context(), "bees", 20); slugs(hits) != want || !ready || err != nil {
				t.Errorf("%q, %v, %v; want %q", slugs(hits), ready, err, want)
			}
			if hits, _, err := s.Find(ctx, "bees", 20); err == nil || len(hits) > 0 {
				t.Errorf("%d hits for somebody who has left, %v", len(hits), err)
			}
		})
	}
	all.Wait()
}

func TestEmptyBlog(t *testing.T) {
	i := build(t, load(t, files("readme.txt", "")), nil)
	if hits := i.Search("moss", 5); len(hits) != 0 {
		t.Errorf("got %d hits", len(hits))
	}
}

// TestSearcherRace searches while the blog changes.
func TestSearcherRace(t *testing.T) {
	s := search.NewSearcher()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				if hits, ready := s.Search("moss wor", 5); ready && len(hits) == 0 {
					t.Error("no hit")
				}
			}
		})
	}
	for n := range 10 {
		x := load(t, files("a.md", "---\ntitle: A\n---\nmoss words\n", "b.md", fmt.Sprintf("---\ntitle: B\n---\nfern %d\n", n)))
		wg.Go(func() {
			if err := s.Update(context.Background(), x); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if hits, ready := s.Search("moss", 5); !ready || len(hits) != 1 {
		t.Errorf("%d hits, ready %v", len(hits), ready)
	}
}

// TestSearcher keeps a Searcher up to date with a blog. A waiting caller is told of each newer
// index, including the first.
func TestSearcher(t *testing.T) {
	s := search.NewSearcher()
	changed := s.Changed()
	if _, ready := s.Search("moss", 5); ready {
		t.Error("ready before there is anything")
	}
	var posts []string
	for n := 1; n < 5; n++ {
		posts = append(posts, fmt.Sprintf("%d.md", n), "moss\n")
		x := load(t, files(posts...))
		for range 2 { // the second time there is nothing to do
			if err := s.Update(context.Background(), x); err != nil {
				t.Fatal(err)
			}
		}
		<-changed
		changed = s.Changed()
		if hits, ready := s.Search("moss", 5); !ready || len(hits) != n {
			t.Errorf("%d hits, ready %v; expected %d", len(hits), ready, n)
		}
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Update(over, load(t, files("new.md", "moss\n"))); err == nil {
		t.Error("updated after the end")
	}
	select {
	case <-changed:
		t.Error("something newer after the end")
	default:
	}
}

// TestHostileTexts indexes and searches texts that nobody would write.
func TestHostileTexts(t *testing.T) {
	var distinct strings.Builder
	for n := range 150_000 {
		fmt.Fprintf(&distinct, "w%d ", n)
	}
	index := build(t, load(t, files(
		"a.md", "# A\n\n"+strings.Repeat("x", 1<<20),
		"b.md", "# B\n\n"+distinct.String(),
		"c.md", "# C\n\n"+strings.Repeat("蜂", 300_000),
		"d.md", "# D\n\n"+strings.Repeat("e\u0301\u0300", 100_000),
		"e.md", "# E\n\n\x1b[31mred\x07 \u202Eevil\xff\xfe zebra\n",
	)), nil)
	for _, q := range []string{"x", "w", "蜂", "蜂蜂蜂", "e", "zebra", strings.Repeat("w1 ", 100), strings.Repeat(`"`, 300), strings.Repeat("蜂", 100), "\x01t\x01", "\xff\xfe", "tag:\x00"} {
		start := time.Now()
		checkHits(t, q, index.Search(q, 10))
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%.20q took %v", q, d)
		}
	}
	if got := slugs(index.Search(strings.Repeat("x", 150), 10)); got != "a" {
		t.Errorf("a long word finds %q", got)
	}
}

func checkHits(t *testing.T, query string, hits []search.Hit) {
	t.Helper()
	for n, h := range hits {
		if h.Post == nil || len(h.Line) > 200 || !utf8.ValidString(h.Line) || strings.ContainsFunc(h.Line, func(r rune) bool {
			return r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E
		}) {
			t.Errorf("%q: line %q", query, h.Line)
		}
		if n > 0 && h.Score > hits[n-1].Score {
			t.Errorf("%q: hit %d is better than the one before", query, n)
		}
		end := 0
		for _, m := range h.Matches {
			if m[0] < end || m[1] <= m[0] || m[1] > len(h.Line) || !utf8.ValidString(h.Line[m[0]:m[1]]) {
				t.Errorf("%q: matches %v of %q", query, h.Matches, h.Line)
				break
			}
			end = m[1]
		}
		search.Mark(h.Line, h.Words)
	}
}

func FuzzQuery(f *testing.F) {
	index := smallBlog(f)
	for _, q := range []string{"wax", `"queen cell" tag:history`, "蜜蜂 a", "year:20", `tag:"`, "é\u0301 ß 蜂a蜂", "a-b-c-d", "\x01t\x01x", "\u3099か"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		hits := index.Search(q, 5)
		checkHits(t, q, hits)
		if again := index.Search(q, 5); slugs(again) != slugs(hits) {
			t.Errorf("%q: %q, then %q", q, slugs(hits), slugs(again))
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("# A\n\nSome *text* with [a link](https://example.org) and 蜜蜂。\n", "some text")
	f.Add("```go\nx := 1\n```\n> quote\n\n| a | b |\n|---|---|\n| c | d |\n", "c")
	f.Add("1. one\n2. two\n- [x] three\n    code", "\"two three\"")
	f.Add("<p>é</p>\n]( <", "e")
	f.Fuzz(func(t *testing.T, text, query string) {
		x, err := loader.Load(files("a.md", text, "b.md", "moss"), loader.Options{})
		if err != nil {
			t.Fatal(err)
		}
		index := build(t, x, nil)
		checkHits(t, query, index.Search(query, 5))
		for _, m := range search.Mark(text, []string{query}) {
			if m[0] < 0 || m[1] > len(text) || m[0] >= m[1] {
				t.Fatalf("Mark: %v", m)
			}
		}
	})
}

// TestLongPosts: text far down in a post is found like text at its top, with its line.
func TestLongPosts(t *testing.T) {
	filler := strings.Repeat("Nothing of interest happens on this line of the chronicle.\n\n", 1+(1900<<10)/60)
	for _, at := range []int{0, 100 << 10, 200 << 10, 700 << 10, 1500 << 10, 1890 << 10} {
		at += strings.Index(filler[at:], "\n\n") + 2
		body := filler[:at] + "Here the *Zebra* met a\nquagga, and the Wild ass.\n\n" + filler[at:]
		x := build(t, load(t, files("long.md", body, "other.md", "# Other\n\nNo such animals, wild or not. The ass.\n")), nil)
		for query, line := range map[string]string{
			"zebra": "Here the Zebra met", "QUAGGA": "Here the Zebra met", "quag": "Here the Zebra met", `"a quagga"`: "Here the Zebra met",
			`"the wild ass"`: "Here the Zebra met",
			"zebra quagga":   "Here the Zebra met",
		} {
			hits := x.Search(query, 10)
			if len(hits) != 1 || !strings.HasPrefix(hits[0].Line, line) {
				t.Errorf("%s at %d: %+v", query, at, lines(hits))
			}
		}
	}
}

func lines(hits []search.Hit) (lines []string) {
	for _, h := range hits {
		lines = append(lines, h.Post.Slug+": "+h.Line)
	}
	return lines
}
