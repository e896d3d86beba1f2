package theme

import (
	"embed"
	"sync"
)

//go:embed themes/*.json
var themeFiles embed.FS

// The themes are read when they are first asked for.
var (
	dark          = ownTheme("dark")
	light         = ownTheme("light")
	plain         = ownTheme("plain")
	contrastDark  = ownTheme("contrast-dark")
	contrastLight = ownTheme("contrast-light")
	terminal      = ownTheme("terminal")
	paper         = ownTheme("paper")
	night         = ownTheme("night")
)

// ownTheme returns what reads a theme of the program's own, once.
func ownTheme(name string) func() *Theme {
	return sync.OnceValue(func() *Theme {
		source, err := themeFiles.ReadFile("themes/" + name + ".json")
		if err != nil {
			panic(err)
		}
		return mustTheme(name, source)
	})
}

// Dark is the theme for dark backgrounds.
func Dark() *Theme { return dark() }

// Light is the theme for light backgrounds.
func Light() *Theme { return light() }

// Contrast is the theme for readers who need strong contrast, on a dark or a light background: all
// that it draws, quiet text too, reaches 7:1 on black or on white, which is what WCAG asks for at
// level AAA. It also says what colour plain text has, as that of many terminals is grey.
func Contrast(dark bool) *Theme {
	if dark {
		return contrastDark()
	}
	return contrastLight()
}

// Terminal is the theme in the reader's own colours, for any background. It tells things apart by
// bold, italic, underlined and inverse text in the terminal's own colour. Of the sixteen it has a
// red and a magenta, where they can be read.
func Terminal() *Theme { return terminal() }

// Paper and Night are themes with a background of their own, which is painted over the whole window:
// a warm light one and a blue dark one.
func Paper() *Theme { return paper() }

// Night is the dark one; see [Paper].
func Night() *Theme { return night() }

// Plain is the theme without any colour or other look: its lines hold no control sequences.
func Plain() *Theme { return plain() }
