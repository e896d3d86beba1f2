package command

import (
	"flag"
	"math/rand/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// latest prints the newest post.
func (r *run) latest(args []string) int {
	return r.printOne(args, func(posts []*blog.Post) *blog.Post { return posts[0] })
}

// random prints any post.
func (r *run) random(args []string) int {
	return r.printOne(args, func(posts []*blog.Post) *blog.Post {
		return posts[rand.IntN(len(posts))] //nolint:gosec // nothing is kept secret by it
	})
}

// printOne prints the post that choose takes from the list.
func (r *run) printOne(args []string, choose func([]*blog.Post) *blog.Post) int {
	flags := new(flag.FlagSet)
	l := layoutFlags(flags)
	if err := r.alone(flags, args); err != nil {
		return r.misused(err)
	}
	if complaint := l.check(); complaint != "" {
		return r.usage(complaint)
	}
	posts := r.Index().Posts()
	if len(posts) == 0 {
		return r.fail(r.cmd.name + ": there are no posts yet")
	}
	return r.printPost(choose(posts), l)
}
