package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// settingsFiles are the files with tables of settings, between lines <!-- settings:begin NAME -->
// and <!-- settings:end -->. NAME is one of settingsTables.
var settingsFiles = []string{"docs/settings.md", "SECURITY.md", "content/settings.md"}

// settingsTables are the tables there are.
var settingsTables = map[string]func(*strings.Builder, []*kong.Flag){
	"general": func(b *strings.Builder, all []*kong.Flag) {
		writeReference(b, all, func(f *kong.Flag) bool { return f.Group == nil })
	},
	"limits": func(b *strings.Builder, all []*kong.Flag) {
		writeReference(b, all, func(f *kong.Flag) bool { return f.Group != nil })
	},
	"bounds": writeBounds,
	"keys":   writeKeys,
}

// writeReference writes a table of settings with all that can be said of them.
func writeReference(b *strings.Builder, all []*kong.Flag, chosen func(*kong.Flag) bool) {
	b.WriteString("| flag | variable | key | default | meaning |\n|---|---|---|---|---|\n")
	for _, f := range all {
		if chosen(f) {
			fmt.Fprintf(b, "| `%s` | `%s` | %s | %s | %s |\n",
				strings.TrimSpace("--"+f.Name+" "+f.PlaceHolder), f.Envs[0], keyCell(f), defaultCell(f), f.OrigHelp)
		}
	}
}

// writeBounds writes the table of limits with their keys only.
func writeBounds(b *strings.Builder, all []*kong.Flag) {
	b.WriteString("| what | default | key |\n|---|---|---|\n")
	for _, f := range all {
		if f.Group != nil {
			fmt.Fprintf(b, "| %s | %s | %s |\n", strings.TrimSuffix(f.OrigHelp, "."), defaultCell(f), keyCell(f))
		}
	}
}

// writeKeys writes the table of the keys of the configuration file.
func writeKeys(b *strings.Builder, all []*kong.Flag) {
	b.WriteString("| Key | Default | Meaning |\n|---|---|---|\n")
	for _, f := range all {
		if f.Name != "config" {
			fmt.Fprintf(b, "| %s | %s | %s |\n", keyCell(f), defaultCell(f), f.OrigHelp)
		}
	}
}

func keyCell(f *kong.Flag) string {
	if f.Name == "config" {
		return ""
	}
	return "`" + settingKey(f) + "`"
}

func defaultCell(f *kong.Flag) string {
	switch {
	case f.Default != "":
		return "`" + f.Default + "`"
	case f.IsBool():
		return "`false`"
	}
	return f.Tag.Get("unset")
}

// TestSettingsTables holds the tables of settings in the documentation to their declaration; go
// generate writes them.
func TestSettingsTables(t *testing.T) {
	all, err := settingFlags()
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]func(*strings.Builder){}
	for name, write := range settingsTables {
		parts[name] = func(b *strings.Builder) { write(b, all) }
	}
	checkGenerated(t, "settings", settingsFiles, parts)
}

// TestSettingsAreComplete: each setting says what it means, and has a placeholder unless it is a
// switch.
func TestSettingsAreComplete(t *testing.T) {
	all, err := settingFlags()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range all {
		if f.OrigHelp == "" || !f.IsBool() && f.PlaceHolder == "" {
			t.Errorf("--%s: help %q, placeholder %q", f.Name, f.OrigHelp, f.PlaceHolder)
		}
		if f.Group != nil && settingDefault(f) == "" {
			t.Errorf("--%s: a limit without a default in words", f.Name)
		}
		seen[settingKey(f)] = true
	}
	for _, key := range []string{ // they are contract
		"listen", "keys", "host", "title", "description", "author", "base_url", "language", "themes", "theme", "timezone", "cache",
		"max_connections", "max_per_address", "max_sessions", "idle_timeout", "max_lifetime", "max_log_lines", "proxies", "max_waiting",
		"max_waiting_per_address", "max_channels", "max_transfers", "max_cells", "handshake_timeout", "start_timeout",
		"keepalive", "stall_timeout", "pipe_timeout", "transfer_timeout", "drafts", "plain", "full_addresses", "sample",
		"host_key_file", "log_format", "log_level", "admin", "admin_public", "admin_pprof", "drain", "http", "css",
	} {
		if !seen[key] {
			t.Errorf("the key %s is gone", key)
		}
	}
}
