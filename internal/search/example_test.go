package search_test

import (
	"context"
	"fmt"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func ExampleIndex_Search() {
	posts, err := loader.Load(blogtest.Files(
		"bees.md", "---\ntitle: On bees\n---\nThey make honey.\n",
		"wax.md", "---\ntitle: Honey and wax\n---\nOf candles.\n",
	), loader.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	index, err := search.Build(context.Background(), posts, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, hit := range index.Search("honey", 10) {
		fmt.Println(hit.Post.Title)
	}
	// Output:
	// Honey and wax
	// On bees
}
