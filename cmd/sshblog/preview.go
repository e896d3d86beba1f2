package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// previewEvery is how often the settings are looked at while an author reads. A change waits for two
// looks that are the same, so that no file is read while it is written.
const previewEvery = 200 * time.Millisecond

// watchSettings follows the configuration file and the themes of a blog that is read here, until
// ctx ends: it tells the screen what has changed, or what is wrong with it. Again reads the settings
// as at the start.
func (a *app) watchSettings(ctx context.Context, files func() string, again func() (blogSettings, error), tell func(tea.Msg)) {
	tick := time.NewTicker(previewEvery)
	defer tick.Stop()
	known := files()
	before := known
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := files()
		if now == known || now != before {
			before = now
			continue
		}
		known = now
		settings, err := again()
		if err == nil {
			err = a.apply(settings, tell)
		}
		if err != nil {
			tell(tui.NoticeMsg(filepath.Base(strings.TrimPrefix(err.Error(), "configuration ")))) // a line is short
		}
	}
}

// apply shows the blog as new settings have it: its title, what is above the list, the parts of
// the list, and the themes. The others need a new start.
func (a *app) apply(s blogSettings, tell func(tea.Msg)) error {
	themes, err := s.themes()
	if err != nil {
		return err
	}
	description, err := s.description()
	if err != nil {
		return err
	}
	a.titles.Cache.Clear() // what is kept is known by the name of its theme
	a.store.Describe(description)
	_ = a.store.Reload() // it logs
	tell(tui.ThemesMsg{Themes: themes})
	return nil
}

// settingsState returns a text that changes when the configuration file of a directory, or a theme,
// does.
func settingsState(dir, config string, themes string) string {
	if config == "" {
		config = findConfig(dir)
	}
	var b strings.Builder
	files := []string{config}
	if themes != "" {
		found, _ := filepath.Glob(filepath.Join(themes, "*.json")) // the pattern is fine but for odd names
		files = append(files, found[:min(len(found), 2*maxThemes)]...)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			fmt.Fprintln(&b, file, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}
