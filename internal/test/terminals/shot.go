//go:build unix

package main

import (
	"slices"
	"strings"
)

// auto is the theme that a blog has without a setting.
const auto = "auto"

// shot is one window: a terminal with a background, a size and a theme.
type shot struct {
	terminal   terminal
	background string
	size       string
	theme      string
}

// plan returns the windows that are asked for.
func plan(s settings, chosen []terminal) []shot {
	var all []shot
	for _, theme := range s.themes {
		for _, t := range chosen {
			for _, ground := range t.grounds() {
				if !slices.Contains(s.backgrounds, ground) {
					continue
				}
				for _, size := range s.sizes {
					all = append(all, shot{t, ground, size, theme})
				}
			}
		}
	}
	return all
}

func (r shot) columns() string { c, _, _ := strings.Cut(r.size, "x"); return c }
func (r shot) rows() string    { _, l, _ := strings.Cut(r.size, "x"); return l }

// name returns the name of a screen's picture, without its ending.
func (r shot) name(screen string) string {
	parts := []string{r.terminal.name, r.background, r.size}
	if r.theme != auto {
		parts = append(parts, r.theme)
	}
	return strings.Join(append(parts, screen), "-")
}
