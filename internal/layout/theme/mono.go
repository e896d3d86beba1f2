package theme

import (
	"encoding/json"
	"fmt"
)

// Mono is the theme for a screen that shows bold, underlined and inverse text, but no colours. Text
// that only a colour distinguishes gets an attribute or a sign: code in a line stands between
// backticks, keys between brackets, headings are bold, links underlined, and marked text is
// inverse. Its name is the theme's and "/mono".
func (t *Theme) Mono() *Theme { return t.mono() }

// monoTheme reads a theme without its colours.
func monoTheme(name string, source []byte, dark bool) *Theme {
	var sheet map[string]any
	if err := json.Unmarshal(source, &sheet); err != nil {
		panic(err) // it has been read before
	}
	fade(sheet)
	set := func(key, entry string, value any) {
		style, _ := sheet[key].(map[string]any)
		if style == nil {
			style = map[string]any{}
			sheet[key] = style
		}
		if old, ok := style[entry].(string); !ok || old == "" {
			style[entry] = value
		}
	}
	set("heading", "bold", true)
	set("link_text", "underline", true)
	set("image", "underline", true)
	for _, end := range [...]string{"prefix", "suffix"} {
		set("code", end, "`")
	}
	more, _ := sheet["sshblog"].(map[string]any)
	if more == nil {
		more = map[string]any{}
		sheet["sshblog"] = more
	}
	more["dark"] = dark
	more["mark"] = map[string]any{"inverse": true}
	more["key"] = map[string]any{"bold": true, "prefix": "[", "suffix": "]"}
	more["quiet"] = map[string]any{}
	source, err := json.Marshal(sheet)
	if err != nil {
		panic(fmt.Errorf("theme %q: %w", name, err))
	}
	mono := mustTheme(name+"/mono", source)
	mono.Dark = dark
	mono.Palette = newPalette(mono.Style.Document.StylePrimitive, &adapter{depth: NoColors}) // what it does not say has colours
	mono.Code = mono.codeLooks()
	return mono
}

// fade takes all colours out of a style sheet, and the names of schemes that bring some of their own.
// Nobody knows how faint a terminal makes faint text.
func fade(sheet map[string]any) {
	for key, value := range sheet {
		switch inner, ok := value.(map[string]any); {
		case key == "color" || key == "background_color" || key == "theme" || key == "faint":
			delete(sheet, key)
		case ok:
			fade(inner)
		}
	}
}
