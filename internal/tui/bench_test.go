package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// BenchmarkFirstView makes a model of 10,000 posts and draws its first screen.
func BenchmarkFirstView(b *testing.B) {
	v := newVisit(b, many(10_000), tui.Options{})
	titles := tui.NewTitles()
	b.ReportAllocs()
	for b.Loop() {
		m := tui.New(tui.Options{Blog: v.store, Titles: titles, Width: 80, Height: 24})
		_ = m.View()
	}
}

// BenchmarkListKey presses a key in a list of 10,000 posts and draws.
func BenchmarkListKey(b *testing.B) {
	v := newVisit(b, many(10_000), tui.Options{})
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'G', Text: "G"}, {Code: 'k', Text: "k"}, {Code: 'g', Text: "g"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		v.send(keys[i%len(keys)])
		_ = v.model.View()
	}
}

// BenchmarkFilter types a query over 10,000 titles, letter by letter, and waits for the result.
func BenchmarkFilter(b *testing.B) {
	v := newVisit(b, many(10_000), tui.Options{})
	b.ReportAllocs()
	for b.Loop() {
		v.press("/post 99")
		v.until("the result", func() bool { return strings.Contains(chosenRow(v), "Post 99 ") })
		v.press("<esc>g")
	}
}

// BenchmarkPostKey scrolls a post by a line and draws.
func BenchmarkPostKey(b *testing.B) {
	v := newVisit(b, harbour(), tui.Options{Open: "tides"})
	v.sees("Twice a day")
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		v.send(keys[i%2])
		_ = v.model.View()
	}
}
