package theme

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"charm.land/glamour/v2/styles"
)

// TestStrict checks that a slip in a style sheet is found, with its line and what was meant.
func TestStrict(t *testing.T) {
	for _, c := range []struct {
		sheet string
		line  int
		says  string
	}{
		{"{\n\"heading\": {\n\"colour\": \"red\"}}", 3, `unknown key "colour" in "heading", did you mean "color"?`},
		{"{\"headings\": {}}", 1, `did you mean "heading"?`},
		{"{\n\n\"sshblog\": {\"quite\": {}}}", 3, `in "sshblog", did you mean "quiet"?`},
		{"{\"sshblog\": {\"alert\": {\"warn\": {}}}}", 1, `in "alert", did you mean`},
		{"{\"sshblog\": {\"heading_rules\": {\"7\": \"=\"}}}", 1, `in "heading_rules"`},
		{"{\"code_block\": {\"chroma\": {\n\"keywords\": {}}}}", 2, `did you mean "keyword"?`},
		{"{\"xyzzy\": 1}", 1, "expected one of"},
		{"{\"text\": {\"color\": \"purplish\"}}", 1, "is no colour"},
		{"{\"text\": {\"background_color\": \"#12345\"}}", 1, "is no colour"},
		{"{\"text\": {\"color\": \"256\"}}", 1, "is no colour"},
		{"{\"text\": {\n\"bold\": \"yes\"}}", 2, "bold: expected true or false"},
		{"{\"text\": {\"color\": 12}}", 1, "color: expected text"},
		{"{\"document\": {\"margin\": -1}}", 1, "margin: expected a number"},
		{"{\"document\": []}", 1, "document: expected {...}"},
		{"[]", 1, "expected {...}"},
		{"{\n\"text\": {\n", 3, "ends too early"},
		{"", 1, "ends too early"},
		{"{\n\"text\" {}}", 2, "invalid character"},
		{"{} {}", 1, "expected nothing after"},
	} {
		_, err := ParseTheme("x", []byte(c.sheet))
		var found *SheetError
		if !errors.As(err, &found) || found.Line != c.line || !strings.Contains(found.Message, c.says) {
			t.Errorf("%q: %v", c.sheet, err)
		}
	}
	for _, sheet := range []string{`{"$schema":"x"}`, `{"Heading":{"Color":null}}`, `{"text":{"color":"#abc"}}`, `{"hr":{"color":""}}`} {
		if _, err := ParseTheme("x", []byte(sheet)); err != nil {
			t.Errorf("%s: %v", sheet, err)
		}
	}
}

// TestKinds checks for which screens Glamour's themes are taken to be made.
func TestKinds(t *testing.T) {
	for name, dark := range map[string]bool{"dracula": true, "tokyo-night": true, "dark": true, "light": false} {
		source, err := json.Marshal(styles.DefaultStyles[name])
		if err != nil {
			t.Fatal(err)
		}
		if own, err := ParseTheme("my-"+name, source); err != nil || own.Dark != dark {
			t.Errorf("%s: dark %v, %v", name, own.Dark, err)
		}
	}
}

// FuzzStrict checks that no style sheet of a theme breaks anything, and that one without faults can
// be shown.
func FuzzStrict(f *testing.F) {
	f.Add([]byte(`{"document":{"color":"#abc","background_color":"1"},"sshblog":{"contrast":7,"quiet":{}}}`))
	f.Add([]byte(`{"text":{"faint":true},"sshblog":{"dark":true,"alert":{"note":{"color":"300"}}}}`))
	f.Add([]byte(`[[[[{"a":`))
	f.Fuzz(func(t *testing.T, source []byte) {
		own, err := ParseTheme("x", source)
		if err != nil {
			return
		}
		for _, ground := range []Background{{}, BackgroundOf(black), BackgroundOf(white)} {
			for depth := NoColors; depth <= DirectColor; depth++ {
				if shown := own.On(Screen{Background: ground, Depth: depth, Window: true}); shown.Open(ElQuiet, Style{}) == "\x1b" {
					t.Error("half a sequence")
				}
			}
		}
	})
}
