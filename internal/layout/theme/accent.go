package theme

import (
	"encoding/json"
	"fmt"
	"strings"
)

// CheckAccent says what is wrong with an accent; nil if nothing is.
func CheckAccent(accent string) error {
	_, err := accentColor(accent)
	return err
}

func accentColor(accent string) (rgb, error) {
	c, ok := parseColor("#" + strings.TrimPrefix(accent, "#"))
	if !ok {
		return rgb{}, fmt.Errorf("%.40q is no colour; expected one like \"#c0508f\"", accent)
	}
	return c, nil
}

// Readable returns the color in which text of an accent can be read on a ground, both as
// CheckAccent takes them: the accent itself, or the nearest one of its hue. It is "" where one of them
// is no color.
func Readable(accent, ground string) string {
	c, err := accentColor(accent)
	under, fault := accentColor(ground)
	if err != nil || fault != nil {
		return ""
	}
	return reach{[]float64{under.luminance()}, minContrast}.clamp(c).String()
}

// Accented returns the theme with another accent: the colour of headings, of the marks of lists, of
// links and of marked text. The accent is #rgb or #rrggbb, with or without the sign before it.
func (t *Theme) Accented(accent string) (*Theme, error) {
	c, err := accentColor(accent)
	if err != nil {
		return nil, err
	}
	var sheet map[string]any
	if err := json.Unmarshal(t.source, &sheet); err != nil {
		return nil, err
	}
	text := black
	if t.Dark {
		text = white
	}
	soft := c.mix(text, 0.35).String()
	set := func(within map[string]any, keys []string, color string) {
		for _, key := range keys {
			style, _ := within[key].(map[string]any)
			if style == nil {
				style = map[string]any{}
				within[key] = style
			}
			style["color"] = color
		}
	}
	set(sheet, []string{"heading", "item", "enumeration", "task", "link", "link_text", "image"}, c.String())
	set(sheet, []string{"h3"}, soft)
	if more, ok := sheet["sshblog"].(map[string]any); ok {
		set(more, []string{"note"}, c.String())
		set(more, []string{"key"}, soft)
		more["mark"] = map[string]any{"inverse": false, "background_color": c.String()}
	}
	source, err := json.Marshal(sheet)
	if err != nil {
		return nil, err
	}
	accented, err := ParseTheme(t.Name+"+"+c.String()[1:], source)
	if err != nil {
		return nil, err
	}
	accented.Dark = t.Dark
	return accented, nil
}
