package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/sshblog/sshblog/content"
	"github.com/sshblog/sshblog/internal/container"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
)

// defaultDir is served when no directory is named and it has posts.
const defaultDir = "content"

// openBlog loads the blog that the command line names: dir, else ./content if it has posts, else
// the embedded sample, until ./content has posts. A server also waits for a directory that it may
// not read yet, and shows the sample instead of a directory without posts where sample says so.
func openBlog(dir string, c blogSettings, waits waiting, log *slog.Logger) (*loader.Store, error) {
	zone, err := c.location()
	if err != nil {
		return nil, err
	}
	if err := c.checkLanguage(); err != nil {
		return nil, err
	}
	options := loader.StoreOptions{Options: loader.Options{
		Drafts: c.Drafts, Title: c.Title, Description: c.Description, Author: c.Author, BaseURL: c.BaseURL,
		Location: zone, Log: log, Links: c.Links.All, Parts: c.Sections.All,
	}}
	if options.Wait = waits.server; waits.server {
		options.Unfinished = unfinishedWait
	}
	if dir == "" || waits.sample {
		sample := options
		options.Sample = func() (*loader.Store, error) { return openSample(sample) }
	}
	if dir != "" {
		return openDir(dir, options)
	}
	options.WatchDir, options.Expected = defaultDir, expectedIn(defaultDir)
	return loader.NewStore(loader.Optional(source.FromDir(defaultDir)), options)
}

// unfinishedWait is how long the rest of a post that somebody is writing is waited for.
const unfinishedWait = 10 * time.Second

// waiting says what is done for a blog whose posts come later than the program.
type waiting struct {
	server bool // wait for a directory that may not be read, and for the rest of posts that are being written
	sample bool // show the sample also in the place of a directory that was named
}

// openDir loads the blog of a directory.
func openDir(dir string, options loader.StoreOptions) (*loader.Store, error) {
	st, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrPermission) && options.Wait:
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("blog directory %q: %s", dir, source.ReasonAt(dir, err))
	case err != nil:
		return nil, fmt.Errorf("blog directory: %w", err)
	case !st.IsDir():
		return nil, fmt.Errorf("blog directory %q: not a directory", dir)
	}
	options.WatchDir, options.Expected = dir, expectedIn(dir)
	return loader.NewStore(source.FromDir(dir), options)
}

// expectedIn says what should be in a directory that has no posts.
func expectedIn(dir string) string {
	const posts = "files that end in .md, .markdown or the like"
	if container.Inside() && container.IsMount(dir) {
		return posts + " in the directory that is mounted there, as with -v DIR:" + dir + ":ro"
	}
	return posts
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
	options.Log = nil // what is to say of it is said by the store that shows it
	return loader.NewStore(source.FromFS(sample), options)
}
