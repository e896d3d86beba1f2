package blog_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
)

// TestDerived: a value is made once for each Index, also when many ask at once, and a newer Index
// makes a new one.
func TestDerived(t *testing.T) {
	var made atomic.Int32
	d := blog.NewDerived(func(x *blog.Index) int {
		made.Add(1)
		return len(x.Posts())
	})
	empty := blog.NewIndex(blog.Parts{})
	one := blog.NewIndex(blog.Parts{Posts: []*blog.Post{{Slug: "a"}}})
	var asking sync.WaitGroup
	for range 8 {
		asking.Go(func() {
			if got := d.Of(empty); got != 0 {
				t.Errorf("of an empty blog: %d", got)
			}
		})
	}
	asking.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times for one Index", n)
	}
	if got := d.Of(one); got != 1 || made.Load() != 2 {
		t.Errorf("of the newer Index: %d, made %d times", got, made.Load())
	}
}

// TestDerivedPanics: every caller of a value that cannot be made gets the panic, and none hangs.
func TestDerivedPanics(t *testing.T) {
	d := blog.NewDerived(func(*blog.Index) int { panic("no") })
	x := blog.NewIndex(blog.Parts{})
	for range 2 {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			d.Of(x)
		}()
	}
}
