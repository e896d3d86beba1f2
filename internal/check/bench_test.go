package check_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/check"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func BenchmarkCheck10000(b *testing.B) {
	x := blogtest.LinkedBlog(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		if problems := check.All(b.Context(), x, check.Options{}).Problems; len(problems) != 0 {
			b.Fatal(len(problems), problems[0])
		}
	}
}
