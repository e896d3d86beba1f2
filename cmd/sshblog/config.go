package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/internal/blog"
)

// configName is the configuration file that is looked for in the blog's directory and in the current one.
const configName = "sshblog.yaml"

// Config is how a blog is served. Each field can be set in the configuration file (by its flag's name, with _ for -), in the environment and
// by a flag; the later of these wins.
type Config struct {
	Listen string `default:":2222" env:"SSHBLOG_LISTEN" placeholder:"ADDR" help:"Address to listen on; 127.0.0.1:0 picks a port (${default})."`
	Keys   string `default:"keys" env:"SSHBLOG_KEYS" placeholder:"DIR" help:"Directory of the host key, which is made on the first start (${default})."`
	Host   string `env:"SSHBLOG_HOST" placeholder:"NAME" help:"Name by which readers reach the blog, for the hints that it prints."`
	blogConfig
}

// blogConfig is the part of Config that is about the blog and not about the server.
type blogConfig struct {
	Config      string `env:"SSHBLOG_CONFIG" placeholder:"FILE" help:"Configuration file (sshblog.yaml in DIR or here, if there)."`
	Drafts      bool   `env:"SSHBLOG_DRAFTS" help:"Show drafts and scheduled posts."`
	Title       string `env:"SSHBLOG_TITLE" placeholder:"TEXT" help:"Title of the blog."`
	Description string `env:"SSHBLOG_DESCRIPTION" placeholder:"TEXT" help:"One line below the title."`
	Author      string `env:"SSHBLOG_AUTHOR" placeholder:"NAME" help:"Author of posts that name none."`
	BaseURL     string `name:"base-url" env:"SSHBLOG_BASE_URL" placeholder:"URL" help:"Address of the same blog on the web."`
	Timezone    string `env:"SSHBLOG_TIMEZONE" placeholder:"ZONE" help:"Time zone of dates that name none, as Europe/Berlin (UTC)."`
}

// location is the configured time zone, nil if none is.
func (c blogConfig) location() (*time.Location, error) {
	if c.Timezone == "" {
		return nil, nil //nolint:nilnil // no zone is no error
	}
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		return nil, fmt.Errorf("timezone %q: expected a name such as Europe/Berlin", c.Timezone)
	}
	return zone, nil
}

// fileConfig is the configuration file.
type fileConfig struct {
	Listen      *string `yaml:"listen"`
	Keys        *string `yaml:"keys"`
	Host        *string `yaml:"host"`
	Drafts      *bool   `yaml:"drafts"`
	Title       *string `yaml:"title"`
	Description *string `yaml:"description"`
	Author      *string `yaml:"author"`
	BaseURL     *string `yaml:"base_url"`
	Timezone    *string `yaml:"timezone"`
}

// values returns what the file sets, by the names of flags.
func (f fileConfig) values() map[string]any {
	all := map[string]any{}
	for name, value := range map[string]*string{
		"listen": f.Listen, "keys": f.Keys, "host": f.Host, "title": f.Title, "description": f.Description,
		"author": f.Author, "base-url": f.BaseURL, "timezone": f.Timezone,
	} {
		if value != nil {
			all[name] = *value
		}
	}
	if f.Drafts != nil {
		all["drafts"] = *f.Drafts
	}
	return all
}

// readConfig reads a configuration file. An unknown key is an error that names it and its line: a setting that is silently
// ignored is worse than none.
func readConfig(path string) (map[string]any, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	var f fileConfig
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil && len(bytes.TrimSpace(text)) > 0 {
		return nil, fmt.Errorf("configuration %q: %w", path, err)
	}
	return f.values(), nil
}

// findConfig returns the configuration file for a blog's directory, "" if there is none.
func findConfig(dir string) string {
	for _, place := range []string{dir, "."} {
		path := filepath.Join(place, configName)
		if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

// configResolver lets the configuration file set flags that neither the command line nor the environment has set.
func configResolver() kong.Resolver {
	var values map[string]any
	var failed error
	loaded := false
	return kong.ResolverFunc(func(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if flag.Name == "config" || flag.Name == "help" {
			return nil, nil //nolint:nilnil // kong's word for "not set here"
		}
		if !loaded {
			loaded = true
			values, failed = configOf(ctx)
		}
		for _, name := range flag.Envs {
			if os.Getenv(name) != "" {
				return nil, failed
			}
		}
		return values[flag.Name], failed
	})
}

// configOf reads the configuration file that goes with a command line.
func configOf(ctx *kong.Context) (map[string]any, error) {
	dir, path := "", os.Getenv("SSHBLOG_CONFIG")
	for _, part := range ctx.Path {
		switch {
		case part.Positional != nil && part.Positional.Name == "dir",
			part.Flag != nil && part.Flag.Name == "content":
			dir, _ = ctx.Value(part).Interface().(string)
		case part.Flag != nil && part.Flag.Name == "config":
			path, _ = ctx.Value(part).Interface().(string)
		}
	}
	if path == "" {
		path = findConfig(dir)
	}
	if path == "" {
		return nil, nil //nolint:nilnil // there need not be one
	}
	return readConfig(path)
}

// hasPosts tells whether a directory holds anything to read.
func hasPosts(dir string) bool {
	if st, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || err == nil && !st.IsDir() {
		return false
	}
	x, err := blog.Load(os.DirFS(dir), blog.Options{Drafts: true})
	return err == nil && len(x.Posts())+len(x.Pages()) > 0
}
