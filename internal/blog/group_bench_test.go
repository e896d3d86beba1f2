package blog_test

import (
	"fmt"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func BenchmarkGroups10000(b *testing.B) {
	x := blogtest.VariedBlog(b, 10_000)
	for kind := blog.ByTag; kind <= blog.ByYear; kind++ {
		b.Run(fmt.Sprint(kind), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				blog.NewGroups(x, kind)
			}
		})
	}
}

func BenchmarkSeriesOf(b *testing.B) {
	x := blogtest.VariedBlog(b, 10_000)
	p := x.Posts()[4321]
	b.ReportAllocs()
	for b.Loop() {
		x.SeriesOf(p)
	}
}
