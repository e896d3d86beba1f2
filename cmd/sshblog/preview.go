package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/tui"
)

// previewEvery is how often the settings are looked at while an author reads. A change waits for two
// looks that are the same, so that no file is read while it is written.
const previewEvery = 200 * time.Millisecond

// watchSettings follows the configuration file, the themes and the posts of a blog that is read here,
// until ctx ends: it tells the screen what has changed, or what is wrong with it. Again reads the
// settings as at the start.
func (a *app) watchSettings(ctx context.Context, files func() string, again func() (blogSettings, error), tell func(tea.Msg)) {
	tick := time.NewTicker(previewEvery)
	defer tick.Stop()
	faults := newAuthorFaults(tell)
	known := files()
	before := known
	for {
		faults.inPosts(a.store.Index())
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
		faults.inSettings(err)
	}
}

// authorFaults tells the author of a blog that is read here what is wrong with the files as they are
// now, and is silent again when it is mended.
type authorFaults struct {
	tell     func(tea.Msg)
	index    *blog.Index              // as it was last looked at
	known    map[problem.Problem]bool // its problems, without their lines
	settings string
	post     problem.Problem // the one that was told; the zero value is none
	told     string
}

func newAuthorFaults(tell func(tea.Msg)) *authorFaults { return &authorFaults{tell: tell} }

// inSettings tells what is wrong with the settings; nil if nothing is.
func (f *authorFaults) inSettings(err error) {
	f.settings = ""
	if err != nil {
		f.settings = shortFault(err.Error())
	}
	f.say()
}

// inPosts tells the first problem that a newer Index has and the one before had not, errors first. At
// the start these are the ones of the first screen: its files are looked at here, and nowhere else
// would anybody see why one is missing.
func (f *authorFaults) inPosts(x *blog.Index) {
	if x == f.index {
		return
	}
	first := f.index == nil
	var found problem.Problem
	known := make(map[problem.Problem]bool, len(x.Problems()))
	for _, p := range x.Problems() {
		key := p
		key.Line = 0
		known[key] = true
		isNew := !f.known[key]
		if first {
			isNew = site.OnFirstScreen(p.Path)
		}
		if isNew && (found.Path == "" || p.Severity > found.Severity) {
			found = p
		}
	}
	f.index, f.known = x, known
	still := f.post
	still.Line = 0
	if found.Path != "" || !known[still] {
		f.post = found
	}
	f.say()
}

// say tells the fault that is to be mended first, once.
func (f *authorFaults) say() {
	now := f.settings
	if now == "" && f.post.Path != "" {
		now = f.post.String()
	}
	if now != f.told {
		f.told = now
		f.tell(tui.FaultMsg(now))
	}
}

// shortFault returns what is wrong with a file of settings or a theme without the directories before
// its name: a line is short.
func shortFault(fault string) string {
	fault = strings.TrimPrefix(fault, "configuration ")
	place, what, ok := strings.Cut(fault, ": ")
	if !ok || !filepath.IsAbs(place) && strings.ContainsAny(place, " \"") {
		return fault
	}
	return filepath.Base(place) + ": " + what
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
