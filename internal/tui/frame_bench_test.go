package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// longPost is a blog of one post of about size bytes.
func longPost(size int) fstest.MapFS {
	text := "---\ntitle: Long\ndate: 2026-01-01\n---\nThe first words.\n" + strings.Repeat("\n"+tideText, size/len(tideText)+1)
	return fstest.MapFS{"long.md": &fstest.MapFile{Data: []byte(text)}}
}

// BenchmarkFrame presses a key and draws. The cost of a frame must depend neither on the number of
// posts nor on the length of a post, which is at most 2 MB.
func BenchmarkFrame(b *testing.B) {
	for _, c := range []struct {
		name  string
		files func() fstest.MapFS
		open  string
	}{
		{"list-100", func() fstest.MapFS { return many(100) }, ""},
		{"list-50000", func() fstest.MapFS { return many(50_000) }, ""},
		{"post-4KB", func() fstest.MapFS { return longPost(4 << 10) }, "long"},
		{"post-2MB", func() fstest.MapFS { return longPost(1900 << 10) }, "long"},
	} {
		b.Run(c.name, func(b *testing.B) {
			v := newVisit(b, c.files(), tui.Session{Open: c.open})
			if c.open != "" {
				v.sees("The first words")
				v.settle() // the end of a long post is laid out, too, and counts for no frame
			}
			keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				v.send(keys[i%len(keys)])
				_ = v.model.View()
			}
		})
	}
}
