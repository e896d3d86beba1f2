package main

import (
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/sshblog/sshblog/content"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
)

// defaultDir is served when no directory is named and it has posts.
const defaultDir = "content"

// openBlog loads the blog that the command line names: dir, else ./content if it has posts, else
// the embedded sample.
func openBlog(dir string, c blogSettings, log *slog.Logger) (*loader.Store, error) {
	zone, err := c.location()
	if err != nil {
		return nil, err
	}
	if err := c.checkLanguage(); err != nil {
		return nil, err
	}
	options := loader.StoreOptions{Options: loader.Options{
		Drafts: c.Drafts, Title: c.Title, Description: c.Description, Author: c.Author, BaseURL: c.BaseURL,
		Location: zone, Log: log, Links: c.Links.all, Parts: c.Sections.all,
	}}
	if dir != "" {
		return openDir(dir, options)
	}
	if st, err := os.Stat(defaultDir); err == nil && st.IsDir() {
		store, err := openDir(defaultDir, options)
		if err != nil || len(store.Index().All()) > 0 {
			return store, err
		}
	}
	log.Info("no directory named and no posts in ./content: showing the embedded sample blog")
	return openSample(options)
}

// openDir loads the blog of a directory.
func openDir(dir string, options loader.StoreOptions) (*loader.Store, error) {
	if st, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("blog directory: %w", err)
	} else if !st.IsDir() {
		return nil, fmt.Errorf("blog directory %q: not a directory", dir)
	}
	options.WatchDir = dir
	return loader.NewStore(source.FromDir(dir), options)
}

// openSample loads the embedded sample, under the name that its own configuration gives it.
func openSample(options loader.StoreOptions) (*loader.Store, error) {
	sample := content.FS()
	text, err := fs.ReadFile(sample, configName)
	if err != nil {
		return nil, fmt.Errorf("sample blog: %w", err)
	}
	own, err := parseConfig(configName, text)
	if err != nil {
		return nil, fmt.Errorf("sample blog: %w", err)
	}
	if options.Title == "" {
		options.Title, options.Description = own["title"], own["description"]
	}
	return loader.NewStore(source.FromFS(sample), options)
}
