package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
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
	themes, err := postview.NewThemes(postview.ThemeOptions{
		First: c.Theme, Accent: string(c.Accent), AccentLight: string(c.AccentLight), Own: own,
	})
	if err != nil {
		return nil, err
	}
	if c.Theme != "" && !themes.Has(c.Theme) {
		fault := fmt.Errorf("theme %q: expected one of %s", c.Theme, strings.Join(themes.Names(), ", "))
		if near := plaintext.NearestName(c.Theme, themes.Names()); near != "" {
			fault = fmt.Errorf("%w; did you mean %s?", fault, near)
		}
		return nil, fault
	}
	return themes, nil
}

// readThemes reads the themes in a directory ("" for none): each file NAME.json is one, as Glamour
// has them, and NAME.light.json or NAME.dark.json is the same one for the other kind of screens.
func readThemes(dir string) ([]postview.Twins, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("themes: open %s: %s", dir, source.ReasonAt(dir, err))
	}
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
	var found themeFiles
	for _, file := range files {
		sheet, err := readTheme(file)
		if err != nil {
			return nil, err
		}
		if err := found.add(file, sheet); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return found.twins()
}

// themeFault is what is wrong with a file of a theme.
type themeFault struct{ problem.Problem }

// Error returns the place and what is wrong there.
func (f themeFault) Error() string { return fmt.Sprintf("%s:%d: %s", f.Path, f.Line, f.Message) }

// readTheme reads the theme of a file.
func readTheme(file string) (*theme.Theme, error) {
	text, err := source.ReadSmallFile(file)
	if err != nil {
		return nil, fmt.Errorf("themes: %w", err)
	}
	sheet, err := theme.ParseTheme(strings.TrimSuffix(filepath.Base(file), ".json"), text)
	var fault *theme.SheetError
	if errors.As(err, &fault) {
		return nil, themeFault{problem.Problem{Path: file, Line: fault.Line, Severity: problem.Error, Message: fault.Message}}
	}
	return sheet, err
}

// themeFiles are the files of a directory of themes, by the names of the themes.
type themeFiles struct {
	names []string
	files map[string]themeFile
}

// themeFile is what there is of one theme: a file NAME.json, and its twins.
type themeFile struct {
	path              string
	only, dark, light *theme.Theme
}

// add sorts a file in. The error says what is wrong with its name.
func (f *themeFiles) add(path string, sheet *theme.Theme) error {
	name, twin := sheet.Name, ""
	for _, kind := range []string{".dark", ".light"} {
		if base, ok := strings.CutSuffix(name, kind); ok {
			name, twin = base, kind
		}
	}
	var known *postview.Themes
	if fault := known.NameFault(name); fault != "" {
		return fmt.Errorf("theme %q: %s; rename the file", name, fault)
	}
	for _, other := range f.names {
		if other != name && strings.EqualFold(other, name) {
			return fmt.Errorf("theme %q: there is %q, too, which is the same name; rename one of the files", name, other)
		}
	}
	if f.files == nil {
		f.files = map[string]themeFile{}
	}
	own, ok := f.files[name]
	if !ok {
		f.names = append(f.names, name)
	}
	own.path = path
	switch twin {
	case ".dark":
		own.dark = sheet.ForDark(true)
	case ".light":
		own.light = sheet.ForDark(false)
	default:
		own.only = sheet
	}
	f.files[name] = own
	return nil
}

// twins returns the themes. One file is a theme for one kind of screens, and two are one for both.
func (f *themeFiles) twins() (all []postview.Twins, err error) {
	for _, name := range f.names {
		own := f.files[name]
		switch {
		case own.only != nil && own.dark != nil && own.light != nil:
			return nil, fmt.Errorf("%s: theme %q: expected at most two of NAME.json, NAME.dark.json and NAME.light.json", own.path, name)
		case own.only == nil && (own.dark == nil || own.light == nil):
			return nil, fmt.Errorf("%s: theme %q: there is no %s.json for the other kind of screens", own.path, name, name)
		case own.dark != nil && own.only != nil:
			own.light = own.only.ForDark(false)
		case own.light != nil && own.only != nil:
			own.dark = own.only.ForDark(true)
		case own.only != nil && own.only.Dark:
			own.dark = own.only
		case own.only != nil:
			own.light = own.only
		}
		all = append(all, postview.Twins{Name: name, Dark: own.dark, Light: own.light})
	}
	return all, nil
}
