package tui_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui"
)

// BenchmarkFirstView makes a model of 10,000 posts and draws its first screen.
func BenchmarkFirstView(b *testing.B) {
	v := newVisit(b, many(10_000), tui.Session{})
	titles := titles.New(cache.New(0))
	b.ReportAllocs()
	for b.Loop() {
		m := tui.New(tui.Shared{Blog: v.store, Titles: titles}, tui.Session{Width: 80, Height: 24})
		_ = m.View()
	}
}

// BenchmarkListKey presses a key in a list of 10,000 posts and draws.
func BenchmarkListKey(b *testing.B) {
	v := newVisit(b, many(10_000), tui.Session{})
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'G', Text: "G"}, {Code: 'k', Text: "k"}, {Code: 'g', Text: "g"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		v.send(keys[i%len(keys)])
		_ = v.model.View()
	}
}

// BenchmarkFilter types a query over 10,000 titles, letter by letter, and waits for the result.
func BenchmarkFilter(b *testing.B) {
	v := newVisit(b, many(10_000), tui.Session{})
	b.ReportAllocs()
	for b.Loop() {
		v.press("/post 99")
		v.until("the result", func() bool { return strings.Contains(chosenRow(v), "Post 99 ") })
		v.press("<esc>g")
	}
}

// BenchmarkPostKey scrolls a post by a line and draws.
func BenchmarkPostKey(b *testing.B) {
	v := newVisit(b, harbour(), tui.Session{Open: "tides"})
	v.sees("Twice a day")
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		v.send(keys[i%2])
		_ = v.model.View()
	}
}

// groves returns n posts of 4 KB whose words are as frequent as in human language: the k-th word is
// a k-th as frequent as the first.
func groves(n int) fstest.MapFS {
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		const syllables, words = "bakelimonurasetivozachi", 20_000
		var b strings.Builder
		for k := int(math.Pow(words, random.Float64())) + 20; k > 0; k /= 11 {
			at := 2 * (k % 11)
			b.WriteString(syllables[at : at+2])
		}
		return b.String()
	}
	files := fstest.MapFS{}
	for i := range n {
		text := fmt.Appendf(nil, "---\ntitle: %s %s\ndate: %s\ntags: [%s]\n---\n", word(), word(),
			time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%9000).Format(time.DateOnly), word())
		for k := 0; len(text) < 4<<10; k++ {
			text = append(text, word()...)
			text = append(text, " \n"[min(1, k%60/59)])
			if k%120 == 119 {
				text = append(text, '\n')
			}
		}
		files[fmt.Sprintf("%d.md", i)] = &fstest.MapFile{Data: text}
	}
	return files
}

// BenchmarkSearchKey types queries over 10,000 posts, letter by letter; each letter until its hits
// are on the screen.
func BenchmarkSearchKey(b *testing.B) {
	v := newSearch(b, groves(10_000), tui.Session{})
	v.search("")
	queries := []string{"lime nura", "\"bali mo\"", "tag:ke se", "vomo lizara", "year:2010 no", "ti vo za"}
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		for _, query := range queries {
			v.press("<ctrl+u>")
			for _, letter := range query {
				start := time.Now()
				v.press(string(letter))
				v.settle()
				_ = v.model.View()
				took = append(took, time.Since(start))
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms/key")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms/key")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms/key")
}

// BenchmarkSearchMark opens a long post at its match. Its lines are there already.
func BenchmarkSearchMark(b *testing.B) {
	files := shelf()
	files["long.md"] = &fstest.MapFile{Data: []byte("# Long\n\n" + strings.Repeat(tideText, 100) + "\nAt last the zanzibar water.\n")}
	v := newSearch(b, files, tui.Session{})
	v.search("zanzibar water")
	for b.Loop() {
		v.press("<enter>")
		v.sees("At last")
		v.press("s")
	}
}
