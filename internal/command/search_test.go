package command_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/search"
)

// TestPhrase finds words in a row where the shell has kept them together.
func TestPhrase(t *testing.T) {
	w := newWorld(t, fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ntags: [deep sea]\n---\nThe queen bee hums.\n")},
		"b.md": {Data: []byte("---\ntitle: B\n---\nThe bee serves its queen.\n")},
	})
	for _, c := range []struct {
		words []string
		found int
	}{
		{[]string{"queen", "bee"}, 2},
		{[]string{"queen bee"}, 1},
		{[]string{`"queen bee"`}, 1},
		{[]string{"tag:deep sea"}, 1},
		{[]string{`tag:"deep sea"`, "hums"}, 1},
	} {
		if got := w.objects(append([]string{"search", "--json"}, c.words...)...); len(got) != c.found {
			t.Errorf("%q finds %d, want %d", c.words, len(got), c.found)
		}
	}
}

// TestSearchWaits asks before the posts have been read for it: the answer comes when they have, or
// the reader's patience ends.
func TestSearchWaits(t *testing.T) {
	x, err := loader.Load(harbour(), loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	searcher := search.NewSearcher()
	c := command.New(command.Options{Index: func() *blog.Index { return x }, Renderer: pages.New(pages.Options{}), Searcher: searcher})
	gone, leave := context.WithCancel(context.Background())
	leave()
	var out, errs bytes.Buffer
	if status := c.Run(gone, command.Env{Stdout: &out, Stderr: &errs}, []string{"search", "water"}); status != 1 || errs.Len() == 0 {
		t.Errorf("without patience: status %d, %q", status, errs.String())
	}
	asked := make(chan int)
	go func() {
		asked <- c.Run(context.Background(), command.Env{Stdout: &out, Stderr: &errs}, []string{"search", "water"})
	}()
	if err := searcher.Update(context.Background(), x); err != nil {
		t.Fatal(err)
	}
	if status := <-asked; status != 0 || !strings.Contains(out.String(), "tides") {
		t.Errorf("status %d, %q", status, out.String())
	}
}
