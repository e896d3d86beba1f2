package main

import (
	"fmt"
	"log/slog"
	"os"

	"github.com/sshblog/sshblog/content"
	"github.com/sshblog/sshblog/internal/blog"
)

// What the sample blog calls itself.
const (
	sampleTitle       = "sshblog"
	sampleDescription = "A blog that is read over SSH. This sample is its manual."
)

// usualDir is served when no directory is named and it has posts.
const usualDir = "content"

// openBlog loads the blog that the command line names: dir, else ./content if it has posts, else the embedded sample.
func openBlog(dir string, c blogConfig, log *slog.Logger) (*blog.Store, error) {
	zone, err := c.location()
	if err != nil {
		return nil, err
	}
	options := blog.StoreOptions{Options: blog.Options{
		Drafts: c.Drafts, Title: c.Title, Description: c.Description, Author: c.Author, BaseURL: c.BaseURL,
		Location: zone, Log: log,
	}}
	if dir == "" && hasPosts(usualDir) {
		dir = usualDir
	}
	if dir == "" {
		log.Info("no directory named and no posts in ./content: showing the embedded sample blog")
		if options.Title == "" {
			options.Title, options.Description = sampleTitle, sampleDescription
		}
		return blog.NewStore(blog.FromFS(content.FS()), options)
	}
	if st, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("blog directory: %w", err)
	} else if !st.IsDir() {
		return nil, fmt.Errorf("blog directory %q: not a directory", dir)
	}
	options.WatchDir = dir
	return blog.NewStore(blog.FromDir(dir), options)
}
