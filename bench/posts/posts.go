//go:build unix

// Package posts writes the blogs that are measured.
package posts

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Long is how many posts of 10 KB a blog has: so many that there is one that nobody has opened yet.
// The newest post is small; they follow, so that few keys lead there.
const Long = 40

const (
	blogPosts    = 1001
	libraryPosts = 10_000  // of the large blog
	smallPost    = 4 << 10 // bytes
)

// Opening is how the text of a post begins: a word that stands nowhere else.
func Opening(slug string) string { return "Opening-" + slug }

// Text is Markdown of about size bytes, with the mixture of blocks that posts have.
func Text(slug string, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is how it begins.\n", Opening(slug))
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

// Write writes a post whose date is some days before the newest.
func Write(dir, slug, title string, age, size int) error {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -age)
	text := fmt.Sprintf("---\ntitle: %s\ndate: %s\ntags: [tag%d]\n---\n%s", title, day.Format(time.DateOnly), age%7,
		Text(slug, size))
	const private = 0o600
	if err := os.WriteFile(filepath.Join(dir, slug+".md"), []byte(text), private); err != nil {
		return fmt.Errorf("write the blog: %w", err)
	}
	return nil
}

// WriteBlog writes the blog that is measured: post-1, then the posts of 10 KB, then one of 1 MB,
// then small ones.
func WriteBlog(dir string) error {
	for i := range blogPosts {
		slug, title, size := fmt.Sprintf("post-%d", i+1), fmt.Sprintf("Post number %d", i+1), smallPost
		switch {
		case i >= 1 && i <= Long:
			slug, title, size = fmt.Sprintf("long-%d", i), fmt.Sprintf("Ten kilobytes %d", i), 10<<10
		case i == Long+1:
			slug, title, size = "huge", "One megabyte", 1<<20
		}
		if err := Write(dir, slug, title, i, size); err != nil {
			return err
		}
	}
	return nil
}

// WriteLibrary writes the blog of 10,000 posts of 8 KB.
func WriteLibrary(dir string) error {
	for i := range libraryPosts {
		if err := Write(dir, fmt.Sprintf("post-%d", i+1), fmt.Sprintf("Post number %d", i+1), i,
			8<<10); err != nil {
			return err
		}
	}
	return nil
}
