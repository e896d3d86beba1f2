package command

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/postview"
)

// slugArgument is the argument of commands on one post. It is a list so that each command says
// itself how many it expects.
type slugArgument struct {
	Slugs []string `arg:"" optional:"" usage:"SLUG" help:"the post's name, as ls prints it"`
}

// post returns the post that the argument names.
func (s slugArgument) post(c *Call) (*blog.Post, error) {
	if len(s.Slugs) != 1 {
		return nil, usageError{"expected one SLUG"}
	}
	return c.lookup(s.Slugs[0])
}

// lookup returns the post of an address, in the language of the reader.
func (c *Call) lookup(ref string) (*blog.Post, error) {
	slug, _ := c.Index().CutHeading(ref)
	post, ok := c.Index().Lookup(slug)
	if !ok {
		return nil, c.notFound(slug)
	}
	if slug != post.Path { // a path means that very file
		post = post.In(postview.Languages(c.Environ)...)
	}
	return post, nil
}

// isPost reports whether a slug is that of a post.
func (c *Call) isPost(slug string) bool {
	_, ok := c.Index().Lookup(slug)
	return ok
}

// unknown says that a first word is neither a command nor the address of a post, and what may have
// been meant.
func (c *Call) unknown(name, slug string) error {
	line := quote(name) + " is not a command, and no post is called that"
	if near := NearestName(name); near != "" {
		line += fmt.Sprintf("; did you mean %q?", near)
	} else if near, ok := c.Index().Nearest(slug); ok {
		line += fmt.Sprintf("; did you mean %q?", near.Slug)
	} else {
		line += "; try: " + c.Prefix + " help"
	}
	return notFoundError{line}
}

// notFound says that there is no such post, and which one may have been meant.
func (c *Call) notFound(slug string) error {
	line := fmt.Sprintf("no post is called %s", quote(slug))
	if near, ok := c.Index().Nearest(slug); ok {
		line += fmt.Sprintf("; did you mean %q?", near.Slug)
	}
	return notFoundError{line}
}
