package theme

import (
	"reflect"
	"strings"
	"testing"

	gansi "charm.land/glamour/v2/ansi"
)

// TestSchema holds the style sheet to Glamour's: the same types, with the same fields and the same JSON.
func TestSchema(t *testing.T) {
	seen := 0
	var compare func(ours, theirs reflect.Type)
	compare = func(ours, theirs reflect.Type) {
		if seen++; ours.Kind() != theirs.Kind() || ours.Name() != theirs.Name() {
			t.Errorf("%v is not %v", ours, theirs)
			return
		}
		switch {
		case ours.Kind() == reflect.Pointer:
			compare(ours.Elem(), theirs.Elem())
		case ours.Kind() == reflect.Struct && ours.NumField() == theirs.NumField():
			for i := range ours.NumField() {
				a, b := ours.Field(i), theirs.Field(i)
				if a.Name != b.Name || a.Tag != b.Tag || a.Anonymous != b.Anonymous {
					t.Errorf("%v: %s `%s` is not %s `%s`", ours, a.Name, a.Tag, b.Name, b.Tag)
				}
				compare(a.Type, b.Type)
			}
		case ours.Kind() == reflect.Struct:
			t.Errorf("%v has %d fields, Glamour's %d", ours, ours.NumField(), theirs.NumField())
		}
	}
	compare(reflect.TypeFor[StyleConfig](), reflect.TypeFor[gansi.StyleConfig]())
	if seen < 500 {
		t.Errorf("only %d types compared", seen)
	}
}

// glamoured is a text in Glamour's element.
func glamoured(t *testing.T, text string, s gansi.StylePrimitive) string {
	t.Helper()
	var b strings.Builder
	element := gansi.BaseElement{Token: strings.ReplaceAll(text, `\`, `\\`), Style: s}
	if err := element.Render(&b, gansi.NewRenderContext(gansi.Options{})); err != nil {
		return text
	}
	return b.String()
}

// TestElement writes texts in all sorts of styles as Glamour does.
func TestElement(t *testing.T) {
	yes, no, red, hex, odd := true, false, "1", "#fA0", "nonsense"
	styles := []gansi.StylePrimitive{
		{}, {Bold: &yes}, {Bold: &no, Italic: &yes}, {Underline: &yes, CrossedOut: &yes, Inverse: &yes, Blink: &yes},
		{Color: &red}, {Color: &hex, BackgroundColor: &red}, {Color: &odd}, {BackgroundColor: &odd, Bold: &yes},
		{Upper: &yes}, {Lower: &yes}, {Title: &yes}, {Upper: &no, Title: &yes, Color: &hex}, {Upper: &yes, Lower: &yes, Title: &yes},
		{Bold: &yes, Italic: &yes, Underline: &yes, CrossedOut: &yes, Inverse: &yes, Blink: &yes, Color: &red, BackgroundColor: &hex},
	}
	for i, s := range styles {
		for _, text := range []string{"", "x", "straße ἀρχή iI", `a\*b \\ "c"`, "two\nlines"} {
			if got, want := set(text, StylePrimitive(s)), glamoured(t, text, s); got != want {
				t.Errorf("style %d of %q: %q, want %q", i, text, got, want)
			}
		}
	}
}

// TestTemplates fills templates as Glamour does, with all of its functions.
func TestTemplates(t *testing.T) {
	for _, format := range []string{
		"Image: {{.text}} →", "{{.text | ToUpper}}", "{{Left .text 3}}|{{Left .text 99}}|{{Right .text 2}}|{{Right .text 99}}",
		"{{Mid .text 2}}|{{Mid .text 1 3}}|{{Mid .text 99}}", `{{if Matches .text "^a+"}}yes{{end}}`, `{{Last (Split .text " ")}}`,
		"{{Title .text}} {{ToTitle .text}} {{ToLower .text}}", `{{Replace .text "a" "b" 1}}`, `{{TrimPrefix .text "a"}}`,
		"{{.missing}}", "{{.text", "{{Nothing .text}}", `{{Left .text "x"}}`, "{{Mid .text 3 1}}",
	} {
		for _, text := range []string{"a text", "aaa\nb", "ä"} {
			want := glamoured(t, text, gansi.StylePrimitive{Format: format})
			if got := fill(format, text); got != want {
				t.Errorf("%q in %q: %q, want %q", text, format, got, want)
			}
		}
	}
	ours := templateFunctions()
	for name := range gansi.TemplateFuncMap {
		if ours[name] == nil {
			t.Errorf("Glamour's function %s is not known", name)
		}
	}
}
