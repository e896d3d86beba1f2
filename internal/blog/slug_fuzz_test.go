package blog_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// FuzzSlug: a slug is stable, and safe in an address and on a command line.
func FuzzSlug(f *testing.F) {
	for _, seed := range []string{"Hello, World!", "--help", "a/b\\c", "数据 统计", "cafe\u0301", "\x1b[31m", "نیم\u200cفاصله", "...", strings.Repeat("é", 300), "\u202e", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := blog.Slugify(name)
		if again := blog.Slugify(slug); again != slug {
			t.Errorf("%q: %q becomes %q", name, slug, again)
		}
		if strings.ContainsFunc(slug, isUnsafe) || strings.ContainsAny(slug, " /\\#?%&;|<>\"'`$") || strings.HasPrefix(slug, "-") || len(slug) > 200 || !utf8.ValidString(slug) {
			t.Errorf("%q: %q", name, slug)
		}
	})
}

func isUnsafe(r rune) bool { return plaintext.ClassOf(r)&plaintext.Unsafe != 0 }
