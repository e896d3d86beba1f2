package theme

import (
	"regexp"
	"strings"
	"text/template"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// set writes a text as Glamour's element does: in the case of a style, and in its colors. What comes
// around the text, or is faint or concealed, is not its matter.
func set(text string, s StylePrimitive) string {
	if text == "" {
		return ""
	}
	for _, c := range []struct {
		on   *bool
		caps func(language.Tag, ...cases.Option) cases.Caser
	}{{s.Upper, cases.Upper}, {s.Lower, cases.Lower}, {s.Title, cases.Title}} {
		if isSet(c.on) {
			text = c.caps(language.English).String(text)
		}
	}
	return sgr(s).Styled(text)
}

// sgr is the control sequence of a style.
func sgr(s StylePrimitive) ansi.Style {
	var style ansi.Style
	if s.Color != nil {
		style = style.ForegroundColor(lipgloss.Color(*s.Color))
	}
	if s.BackgroundColor != nil {
		style = style.BackgroundColor(lipgloss.Color(*s.BackgroundColor))
	}
	for _, attribute := range []struct {
		on  *bool
		add func(ansi.Style) ansi.Style
	}{
		{s.Underline, func(st ansi.Style) ansi.Style { return st.Underline(true) }},
		{s.Bold, ansi.Style.Bold},
		{s.Italic, func(st ansi.Style) ansi.Style { return st.Italic(true) }},
		{s.CrossedOut, func(st ansi.Style) ansi.Style { return st.Strikethrough(true) }},
		{s.Inverse, func(st ansi.Style) ansi.Style { return st.Reverse(true) }},
		{s.Blink, func(st ansi.Style) ansi.Style { return st.Blink(true) }},
	} {
		if isSet(attribute.on) {
			style = attribute.add(style)
		}
	}
	return style
}

func isSet(on *bool) bool { return on != nil && *on }

// fill puts a text into a template, in which Glamour's functions are known. A template that fails
// leaves the text as it is.
func fill(format, text string) string {
	t, err := template.New("").Funcs(templateFunctions()).Parse(format)
	if err != nil {
		return text
	}
	var b strings.Builder
	if err := t.Execute(&b, map[string]any{"text": text}); err != nil {
		return text
	}
	return b.String()
}

// templateFunctions are those that Glamour has for templates.
func templateFunctions() template.FuncMap {
	return template.FuncMap{
		"Left":  func(s string, n int) string { return s[:min(n, len(s))] },
		"Right": func(s string, n int) string { return s[max(len(s)-n, 0):] },
		"Mid": func(s string, from int, to ...int) string {
			from = min(from, len(s))
			if len(to) > 0 {
				return s[from:min(to[0], len(s))]
			}
			return s[from:]
		},
		"Matches": func(s, pattern string) bool {
			ok, _ := regexp.MatchString(pattern, s)
			return ok
		},
		"Last":    func(all []string) string { return all[len(all)-1] },
		"Compare": strings.Compare, "Contains": strings.Contains, "ContainsAny": strings.ContainsAny, "Count": strings.Count,
		"EqualFold": strings.EqualFold, "HasPrefix": strings.HasPrefix, "HasSuffix": strings.HasSuffix, "Index": strings.Index,
		"IndexAny": strings.IndexAny, "Join": strings.Join, "LastIndex": strings.LastIndex, "LastIndexAny": strings.LastIndexAny,
		"Repeat": strings.Repeat, "Replace": strings.Replace, "Split": strings.Split, "SplitAfter": strings.SplitAfter,
		"SplitAfterN": strings.SplitAfterN, "SplitN": strings.SplitN,
		"Title": cases.Title(language.English).String, "ToLower": cases.Lower(language.English).String,
		"ToTitle": cases.Upper(language.English).String, "ToUpper": strings.ToUpper,
		"Trim": strings.Trim, "TrimLeft": strings.TrimLeft, "TrimPrefix": strings.TrimPrefix, "TrimRight": strings.TrimRight,
		"TrimSpace": strings.TrimSpace, "TrimSuffix": strings.TrimSuffix,
	}
}
