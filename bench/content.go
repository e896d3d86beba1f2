//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What a blog is made of. The newest post is small; the longer ones follow, so that few keys lead
// there.
const (
	kilobyte   = 1 << 10
	megabyte   = 1 << 20
	smallPost  = 4 * kilobyte
	longPosts  = 40 // of 10 KB each, so that there is one that nobody has opened yet
	blogPosts  = 1001
	searchWord = "harbour"
)

// opening is how the text of a post begins: a word that stands nowhere else.
func opening(slug string) string { return "Opening-" + slug }

// postText is Markdown of about size bytes, with the mixture of blocks that posts have.
func postText(slug string, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is how it begins.\n", opening(slug))
	for section := 1; b.Len() < size; section++ {
		fmt.Fprintf(&b, "\n## Part %d\n\n", section)
		for range 3 {
			b.WriteString("The tide comes into the harbour twice a day, *as it does*, and brings what it has found: wood, [bottles](https://example.org/b)\n" +
				"and news of other coasts. Nobody had asked for it, but everybody was there to look, and said `that is so` to each other.\n\n")
		}
		b.WriteString("- rope, which is always of use\n- a **lamp** without oil\n- two letters, both to the same person\n\n" +
			"```go\nfunc tide(hour int) bool {\n\treturn hour%12 < 6 // it comes\n}\n```\n")
	}
	return b.String()
}

// writePost writes a post whose date is some days before the newest.
func writePost(dir, slug, title string, age, size int) error {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -age)
	text := fmt.Sprintf("---\ntitle: %s\ndate: %s\ntags: [tag%d]\n---\n%s", title, day.Format(time.DateOnly), age%7,
		postText(slug, size))
	const private = 0o600
	if err := os.WriteFile(filepath.Join(dir, slug+".md"), []byte(text), //nolint:gosec // a directory that this run has made
		private); err != nil {
		return fmt.Errorf("write the blog: %w", err)
	}
	return nil
}

// writeBlog writes the blog that is measured: post-1, then the posts of 10 KB, then one of 1 MB,
// then small ones.
func writeBlog(dir string) error {
	for i := range blogPosts {
		slug, title, size := fmt.Sprintf("post-%d", i+1), fmt.Sprintf("Post number %d", i+1), smallPost
		switch {
		case i >= 1 && i <= longPosts:
			slug, title, size = fmt.Sprintf("long-%d", i), fmt.Sprintf("Ten kilobytes %d", i), 10*kilobyte
		case i == longPosts+1:
			slug, title, size = "huge", "One megabyte", megabyte
		}
		if err := writePost(dir, slug, title, i, size); err != nil {
			return err
		}
	}
	return nil
}

// writeLibrary writes the blog of 10,000 posts of 8 KB.
func writeLibrary(dir string) error {
	for i := range libraryPosts {
		if err := writePost(dir, fmt.Sprintf("post-%d", i+1), fmt.Sprintf("Post number %d", i+1), i,
			8*kilobyte); err != nil {
			return err
		}
	}
	return nil
}

// libraryPosts is how many posts the large blog has.
const libraryPosts = 10_000
