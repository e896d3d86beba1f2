package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/internal/catalog"
)

// configName is the configuration file that is looked for in the blog's directory and in the current one.
const configName = "sshblog.yaml"

// Config is how a blog is served. Each field can be set in the configuration file (by its flag's name, with _ for -), in the
// environment and by a flag; the later of these wins.
type Config struct {
	Listen string `default:":2222" env:"SSHBLOG_LISTEN" placeholder:"ADDR" help:"Address to listen on; 127.0.0.1:0 picks a port (${default})."`
	Keys   string `default:"keys" env:"SSHBLOG_KEYS" placeholder:"DIR" help:"Directory of the host key, which is made on the first start (${default})."`
	Host   string `env:"SSHBLOG_HOST" placeholder:"NAME" help:"Name by which readers reach the blog, for the hints that it prints and the addresses in feeds."`
	Plain  bool   `env:"SSHBLOG_PLAIN" help:"Read line by line instead of drawing a screen, where readers do not say otherwise."`
	Cache  size   `env:"SSHBLOG_CACHE" placeholder:"SIZE" help:"Memory for what is kept ready for readers, such as laid out posts (0, or none: an eighth of the memory, at most 64MiB)."`
	limitConfig
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
	Language    string `env:"SSHBLOG_LANGUAGE" placeholder:"LANG" help:"Language of the screens: en, de or zh (the reader's own)."`
	Themes      string `env:"SSHBLOG_THEMES" placeholder:"DIR" help:"Directory of themes of your own, NAME.json in Glamour's form."`
	Theme       string `env:"SSHBLOG_THEME" placeholder:"NAME" help:"Theme that readers see who have not chosen (auto)."`
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

// checkLanguage says whether the screens speak the configured language.
func (c blogConfig) checkLanguage() error {
	if c.Language == "" || strings.EqualFold(catalog.For(c.Language).Lang, c.Language) {
		return nil
	}
	var known []string
	for _, t := range catalog.All() {
		known = append(known, t.Lang)
	}
	return fmt.Errorf("language %q: expected one of %s", c.Language, strings.Join(known, ", "))
}

// The keys of the configuration file.
var (
	textKeys  = []string{"listen", "keys", "host", "title", "description", "author", "base_url", "language", "themes", "theme", "timezone", "cache"}
	limitKeys = []string{
		"max_connections", "max_per_address", "max_sessions", "idle_timeout", "max_lifetime", "proxies",
		"max_waiting", "max_waiting_per_address", "max_channels", "max_transfers", "max_cells", "handshake_timeout", "start_timeout",
		"keepalive", "stall_timeout", "pipe_timeout", "transfer_timeout",
	}
	switchKeys = []string{"drafts", "plain", "full_addresses"}
)

// settings is what a configuration file sets, by key.
type settings map[string]string

// readSettings reads a configuration file; name stands for it in errors. An unknown key is an error that names it and its line: a
// setting that is silently ignored is worse than none.
func readSettings(name string, text []byte) (settings, error) {
	var file yaml.Node
	err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&file)
	switch {
	case errors.Is(err, io.EOF):
		return settings{}, nil
	case err != nil:
		return nil, fmt.Errorf("configuration %s: %w", name, err)
	case len(file.Content) != 1 || file.Content[0].Kind != yaml.MappingNode:
		return nil, fmt.Errorf("configuration %s:%d: expected lines of the form key: value", name, file.Line)
	}
	all := settings{}
	pairs := file.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		key, value := pairs[i], pairs[i+1]
		if complaint := checkSetting(key.Value, value); complaint != "" {
			return nil, fmt.Errorf("configuration %s:%d: %s", name, key.Line, complaint)
		}
		all[key.Value] = value.Value
		if key.Value == "themes" && value.Value != "" && !filepath.IsAbs(value.Value) {
			all[key.Value] = filepath.Join(filepath.Dir(name), value.Value) // it travels with the file
		}
	}
	return all, nil
}

// checkSetting says what is wrong with an entry, "" if nothing is.
func checkSetting(key string, value *yaml.Node) string {
	isText, isSwitch := slices.Contains(textKeys, key) || slices.Contains(limitKeys, key), slices.Contains(switchKeys, key)
	_, notBool := strconv.ParseBool(value.Value)
	switch {
	case !isText && !isSwitch:
		return fmt.Sprintf("unknown key %q, expected one of %s", key, strings.Join(slices.Concat(textKeys, limitKeys, switchKeys), ", "))
	case value.Kind != yaml.ScalarNode:
		return fmt.Sprintf("key %q: expected one value", key)
	case isSwitch && notBool != nil:
		return fmt.Sprintf("key %q: %q, expected true or false", key, value.Value)
	}
	return ""
}

// findConfig returns the configuration file for a blog's directory ("" if none is named), "" if there is none.
func findConfig(dir string) string {
	if dir == "" {
		dir = usualDir
	}
	for _, place := range []string{dir, "."} {
		path := filepath.Join(place, configName)
		if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

// configFile lets the configuration file set flags that neither the command line nor the environment has set. Kong asks it
// once for each flag; what is wrong with the file is kept for after the parsing, because kong would blame the flag.
type configFile struct {
	loaded   bool
	settings settings
	err      error
}

// Validate has nothing to check before the command line is known.
func (c *configFile) Validate(*kong.Application) error { return nil }

// Resolve returns the value of a flag, nil if the file does not set it.
func (c *configFile) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if !c.loaded {
		c.loaded = true
		c.settings, c.err = settingsOf(ctx)
	}
	for _, name := range flag.Envs {
		if os.Getenv(name) != "" {
			return nil, nil //nolint:nilnil // kong's word for "not set here"
		}
	}
	key := strings.ReplaceAll(flag.Name, "-", "_")
	if flag.Name == "post-author" { // of the commands on posts, whose --author is a filter
		key = "author"
	}
	if value, ok := c.settings[key]; ok {
		return value, nil
	}
	return nil, nil //nolint:nilnil // kong's word for "not set here"
}

// settingsOf reads the configuration file that goes with a command line.
func settingsOf(ctx *kong.Context) (settings, error) {
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
	text, err := readSmall(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return readSettings(path, text)
}
