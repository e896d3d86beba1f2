package blog_test

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func ExampleIndex_Resolve() {
	index, err := loader.Load(blogtest.Files(
		"posts/bees.md", "---\ntitle: On bees\n---\nSee [wax](wax.md#kinds).\n",
		"posts/wax.md", "# Wax\n\n## Kinds\n",
	), loader.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	bees, _ := index.Lookup("bees")
	target, ok := index.Resolve(bees, "wax.md#kinds")
	fmt.Println(ok, target.Post.Title, target.Anchor)
	_, ok = index.Resolve(bees, "honey.md")
	fmt.Println(ok)
	// Output:
	// true Wax kinds
	// false
}

func ExampleIndex_Groups() {
	index, err := loader.Load(blogtest.Files(
		"a.md", "---\ntags: [Web Dev]\n---\nA\n", "b.md", "---\ntags: [web-dev, bees]\n---\nB\n",
	), loader.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, group := range index.Groups(blog.ByTag) {
		fmt.Println(group.Name, len(group.Posts))
	}
	// Output:
	// Web Dev 2
	// bees 1
}
