package command

import (
	"flag"
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/postview"
)

// named reads the arguments of a command on one post, SLUG [--json]. Without a post it returns the status with which the command ends.
func (r *run) named(args []string) (post *blog.Post, asJSON bool, status int) {
	flags := new(flag.FlagSet)
	flags.BoolVar(&asJSON, "json", false, "")
	rest, err := r.parse(flags, args)
	switch {
	case err != nil:
		return nil, false, r.misused(err)
	case len(rest) != 1:
		return nil, false, r.usage("expected one SLUG")
	}
	post, status = r.lookup(rest[0])
	return post, asJSON, status
}

// lookup finds the post of an address in the language of the reader. Without one it says so, and returns the status with which the
// command ends.
func (r *run) lookup(ref string) (*blog.Post, int) {
	slug, _, _ := strings.Cut(ref, "#")
	post, ok := r.Index().Lookup(slug)
	if !ok {
		return nil, r.notFound(slug)
	}
	if slug != post.Path { // a path means that very file
		post = post.In(postview.Languages(r.Environ)...)
	}
	return post, Done
}

// notFound says that there is no such post, and which one may have been meant.
func (r *run) notFound(slug string) int {
	line := fmt.Sprintf("no post is called %s", quote(slug))
	if near, ok := r.Index().Nearest(slug); ok {
		line += fmt.Sprintf("; did you mean %q?", near.Slug)
	}
	return r.fail(line)
}
