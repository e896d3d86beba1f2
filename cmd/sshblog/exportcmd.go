package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/web/static"
	"github.com/sshblog/sshblog/web/views"
)

// exportCmd writes the web pages as files.
type exportCmd struct {
	Dir     string                `arg:"" help:"Directory to write, which is missing or empty."`
	Content string                `placeholder:"DIR" help:"Directory of posts."`
	Host    sshcommand.PublicName `placeholder:"NAME[:PORT]" help:"Name by which readers reach the blog over SSH, for the line on each page."`
	styleSetting
	blogSettings `envprefix:"SSHBLOG_"`
}

// Run writes into a directory beside the one that is wanted, which takes its name when it is whole.
func (c *exportCmd) Run(ctx context.Context, p program) error {
	if entries, err := os.ReadDir(c.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("export: %w", err)
	} else if len(entries) > 0 {
		return usageError{fmt.Errorf("export: %s: expected an empty directory, or none", c.Dir)}
	}
	style, err := c.read()
	if err != nil {
		return err
	}
	a, err := newLocalApp(c.Content, c.blogSettings)
	if err != nil {
		return err
	}
	a.address = c.Host.Address(0)
	x := a.store.Index()
	if x.Site().BaseURL == "" {
		if _, err := fmt.Fprintln(p.stderr, "sshblog: the address of the site is not known: feeds and the sitemap name http://localhost; expected base_url"); err != nil {
			return err
		}
	}
	files := a.files()
	o := a.views(files)
	o.Style, o.Static, o.Origin = style, true, "http://localhost"
	return writeWhole(c.Dir, func(dir *os.Root) error { return static.Write(ctx, dir, views.New(o).Of(x), files()) })
}

// writeWhole makes a directory of what write writes. If that fails, there is none.
func writeWhole(name string, write func(*os.Root) error) (err error) {
	const public = 0o755
	name = filepath.Clean(name)
	part, err := os.MkdirTemp(filepath.Dir(name), "."+filepath.Base(name)+"-")
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(part)) }()
	root, err := os.OpenRoot(part)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := errors.Join(write(root), root.Close()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.Chmod(part, public); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.Rename(part, name); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
