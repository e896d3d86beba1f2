package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
)

// maxThemes bounds a directory of themes.
const maxThemes = 50

// themes returns what readers can choose from: the themes that are always there, and those of the
// configuration.
func (c blogSettings) themes() (*postview.Themes, error) {
	own, err := readThemes(c.Themes)
	if err != nil {
		return nil, err
	}
	themes := postview.NewThemes(c.Theme, own...)
	for _, theme := range own {
		if !themes.Has(theme.Name) || slices.Contains(postview.NewThemes("").Names(), strings.ToLower(theme.Name)) {
			return nil, fmt.Errorf("theme %q: the name is taken, too long or has blanks; rename the file", theme.Name)
		}
	}
	if c.Theme != "" && !themes.Has(c.Theme) {
		return nil, fmt.Errorf("theme %q: expected one of %s", c.Theme, strings.Join(themes.Names(), ", "))
	}
	return themes, nil
}

// readThemes reads the themes in a directory ("" for none): each file NAME.json is one, as Glamour
// has them.
func readThemes(dir string) ([]*theme.Theme, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("themes: %w", err)
	}
	var files []string
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".json") {
			files = append(files, filepath.Join(dir, entry.Name()))
		}
	}
	if len(files) == 0 || len(files) > maxThemes {
		return nil, fmt.Errorf("themes %q: %d files NAME.json, expected 1 to %d", dir, len(files), maxThemes)
	}
	var themes []*theme.Theme
	for _, file := range files {
		text, err := readSmallFile(file)
		if err != nil {
			return nil, fmt.Errorf("themes: %w", err)
		}
		theme, err := theme.ParseTheme(strings.TrimSuffix(filepath.Base(file), ".json"), text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		themes = append(themes, theme)
	}
	return themes, nil
}
