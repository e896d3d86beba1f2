package main

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/internal/frontpage"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/source"
)

// configName is the configuration file that is looked for in the blog's directory and in the
// current one.
const configName = "sshblog.yaml"

// configValues is what a configuration file sets, by key.
type configValues map[string]string

// parseConfig reads a configuration file; name stands for it in errors. An unknown key is an error
// that names it and its line: a setting that is silently ignored is worse than none.
func parseConfig(name string, text []byte) (configValues, error) {
	values, faults := parseConfigFully(name, text)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return values, nil
}

// parseConfigFully is parseConfig that goes on behind an entry that is wrong, and returns all errors.
func parseConfigFully(name string, text []byte) (configValues, []error) {
	var file yaml.Node
	err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&file)
	switch {
	case errors.Is(err, io.EOF):
		return configValues{}, nil
	case err != nil:
		return nil, []error{fmt.Errorf("configuration %s: %w", name, err)}
	case len(file.Content) != 1 || file.Content[0].Kind != yaml.MappingNode:
		return nil, []error{fmt.Errorf("configuration %s:%d: expected lines of the form key: value", name, file.Line)}
	}
	flags, err := settingFlags()
	if err != nil {
		return nil, []error{err}
	}
	values := configValues{}
	var faults []error
	pairs := file.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		key, value := pairs[i], pairs[i+1]
		if err := checkSetting(flags, key, value); err != nil {
			faults = append(faults, fmt.Errorf("configuration %s:%d: %s", name, err.Line, err.Text))
			continue
		}
		if complaint := lostColor(key, value); complaint != "" {
			faults = append(faults, fmt.Errorf("configuration %s:%d: %s", name, key.Line, complaint))
			continue
		}
		values[key.Value] = value.Value
		if value.Kind != yaml.ScalarNode {
			text, err := yaml.Marshal(value)
			if err != nil {
				faults = append(faults, fmt.Errorf("configuration %s:%d: %w", name, key.Line, err))
			}
			values[key.Value] = string(text)
		}
		if key.Value == "themes" && value.Value != "" && !filepath.IsAbs(value.Value) {
			values[key.Value] = filepath.Join(filepath.Dir(name), value.Value) // it travels with the file
		}
	}
	return values, faults
}

// lostColor returns what is wrong with a colour that YAML took for a comment, "" if nothing is.
func lostColor(key, value *yaml.Node) string {
	if !strings.HasPrefix(key.Value, "accent") || value.Tag != "!!null" {
		return ""
	}
	return fmt.Sprintf("key %q: expected a colour in quotation marks, as \"#c0508f\": a bare # begins a comment", key.Value)
}

// checkSetting returns what is wrong with an entry, nil if nothing is.
func checkSetting(flags []*kong.Flag, keyNode, value *yaml.Node) *frontpage.ValueError {
	key := keyNode.Value
	wrong := func(format string, args ...any) *frontpage.ValueError {
		return &frontpage.ValueError{Line: keyNode.Line, Text: fmt.Sprintf(format, args...)}
	}
	var legal []string
	for _, f := range flags {
		name := settingKey(f)
		switch {
		case name == "config": // a file does not name another one
			continue
		case name != key:
			legal = append(legal, name)
			continue
		}
		if s, ok := reflect.New(f.Target.Type()).Interface().(frontpage.Structured); ok {
			return structuredFault(s, keyNode, value)
		}
		if value.Kind != yaml.ScalarNode {
			return wrong("key %q: expected one value", key)
		}
		if s, ok := reflect.New(f.Target.Type()).Interface().(encoding.TextUnmarshaler); ok && value.Tag != "!!null" {
			if err := s.UnmarshalText([]byte(value.Value)); err != nil {
				return wrong("key %q: %v", key, err)
			}
		}
		if expected := expectedValue(f.Target.Type(), value.Value); expected != "" {
			return wrong("key %q: %q, expected %s", key, value.Value, expected)
		}
		return nil
	}
	if near := plaintext.NearestName(key, legal); near != "" {
		return wrong("unknown key %q, did you mean %s?", key, near)
	}
	return wrong("unknown key %q, expected one of %s", key, strings.Join(legal, ", "))
}

// expectedValue returns what a value of a type looks like, "" if a text is one.
func expectedValue(kind reflect.Type, text string) string {
	switch kind {
	case reflect.TypeFor[bool]():
		if _, err := strconv.ParseBool(text); err != nil {
			return "true or false"
		}
	case reflect.TypeFor[int]():
		if _, err := strconv.ParseInt(text, 0, strconv.IntSize); err != nil {
			return "a whole number"
		}
	case reflect.TypeFor[time.Duration]():
		if _, err := time.ParseDuration(text); err != nil {
			return "a time such as 90s or 30m"
		}
	}
	return ""
}

// structuredFault returns what is wrong with a setting of several values, nil if nothing is.
func structuredFault(s frontpage.Structured, key, value *yaml.Node) *frontpage.ValueError {
	if value.Tag == "!!null" {
		return nil
	}
	err := s.Decode(value)
	var wrong *frontpage.ValueError
	if !errors.As(err, &wrong) {
		return nil
	}
	return &frontpage.ValueError{Line: wrong.Line, Text: fmt.Sprintf("key %q: %s", key.Value, wrong.Text)}
}

// findConfig returns the configuration file for a blog's directory ("" if none is named), "" if
// there is none.
func findConfig(dir string) string {
	if dir == "" {
		dir = defaultDir
	}
	for _, place := range []string{dir, "."} {
		path := filepath.Join(place, configName)
		if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

// configFile lets the configuration file set settings that neither the command line nor the
// environment has set. Kong asks it once for each flag; an error of the file is kept for after the
// parsing, because kong would blame the flag.
type configFile struct {
	loaded bool
	path   string // "" if there is none
	values configValues
	err    error
}

// Validate has nothing to check before the command line is known.
func (c *configFile) Validate(*kong.Application) error { return nil }

// Resolve returns the value of a flag, nil if the file does not set it.
func (c *configFile) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if !c.loaded {
		c.loaded = true
		c.path, c.values, c.err = readConfig(ctx)
	}
	value, ok := c.values[settingKey(flag)]
	if !ok || !isSetting(flag) {
		return nil, nil //nolint:nilnil // kong's word for "not set here"
	}
	for _, name := range flag.Envs {
		if os.Getenv(name) != "" {
			return nil, nil //nolint:nilnil // kong's word for "not set here"
		}
	}
	return value, nil
}

// load sets settings that the command line has no flags for, from the environment and the file. The
// argument is a pointer to a struct of settings embedded with settingPrefix.
func (c *configFile) load(settings any) error {
	parser, err := kong.New(settings, kong.NoDefaultHelp(), declareSettings(), kong.Resolvers(c))
	if err != nil {
		return err
	}
	_, err = parser.Parse(nil)
	return err
}

// readConfig reads the configuration file that goes with a command line, and returns its path.
func readConfig(ctx *kong.Context) (path string, values configValues, err error) {
	dir := ""
	path = os.Getenv(settingPrefix + "CONFIG")
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
		return "", nil, nil // there need not be one
	}
	text, err := source.ReadSmallFile(path)
	if err != nil {
		return path, nil, fmt.Errorf("configuration: %w", err)
	}
	values, err = parseConfig(path, text)
	return path, values, err
}
