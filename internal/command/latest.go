package command

import (
	"errors"
	"math/rand/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// oneCommand prints the post that choose takes from the list: latest and random.
type oneCommand struct {
	textOptions
	choose func([]*blog.Post) *blog.Post
}

func newestOf(posts []*blog.Post) *blog.Post { return posts[0] }

func randomOf(posts []*blog.Post) *blog.Post {
	return posts[rand.IntN(len(posts))] //nolint:gosec // nothing is kept secret by it
}

// Run prints the chosen post.
func (o *oneCommand) Run(c *Call) error {
	posts := c.Index().Posts()
	if len(posts) == 0 {
		return errors.New(c.spec.Name + ": there are no posts yet")
	}
	return c.printPost(o.choose(posts), o.textOptions)
}
