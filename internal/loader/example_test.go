package loader_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
)

func ExampleLoad() {
	posts := fstest.MapFS{
		"bees.md": {Data: []byte("---\ntitle: On bees\ndate: 2024-05-01\n---\nThey hum.\n")},
		"wax.md":  {Data: []byte("---\ntitle: Wax\ndate: 2024-06-01\ndraft: true\n---\nNot yet.\n")},
		"bad.md":  {Data: []byte("---\ntitle: Honey\ndate: next week\n---\nSweet.\n")},
	}
	index, err := loader.Load(posts, loader.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, post := range index.Posts() {
		fmt.Println(post.Slug, post.Date.Format(time.DateOnly), post.Title)
	}
	for _, problem := range index.Problems() {
		fmt.Println(problem.Path, problem.Line, problem.Severity)
	}
	// Output:
	// bees 2024-05-01 On bees
	// bad 0001-01-01 Honey
	// bad.md 3 warning
}
