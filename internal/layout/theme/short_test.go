package theme

import "testing"

// TestPaleTextOfSixteen: quiet text that a theme does not name is grey or the terminal's own colour
// where there are sixteen, whatever the colour of the text that it is made from.
func TestPaleTextOfSixteen(t *testing.T) {
	for _, sheet := range []string{
		`{"document":{"color":"#3a2a08","background_color":"#fff6dd"}}`,
		`{"document":{"color":"#f4e8c8","background_color":"#2a1f0a"}}`,
		`{"document":{"color":"#00ff40"}}`,
		`{"document":{"color":"#102a60"}}`,
	} {
		own, err := ParseTheme("own", []byte(sheet))
		if err != nil {
			t.Fatal(err)
		}
		for _, ground := range []Background{BackgroundOf(black), BackgroundOf(white)} {
			got := own.On(Screen{Background: ground, Depth: Basic16, Window: true}).Open(ElQuiet, Style{})
			if got != "" && got != "\x1b[37m" && got != "\x1b[90m" {
				t.Errorf("%s on %v: %q, expected grey or nothing", sheet, ground, got)
			}
		}
		if got := own.On(Screen{Background: BackgroundOf(white), Depth: DirectColor, Window: true}).Open(ElQuiet, Style{}); got == "" {
			t.Errorf("%s: expected a colour on a screen that has all", sheet)
		}
	}
}

// TestShortTheme: a theme need not say that strong text is bold, but can say that it is not.
func TestShortTheme(t *testing.T) {
	for sheet, want := range map[string][3]bool{
		`{}`: {true, true, true},
		`{"strong":{"color":"#ff0000"},"emph":{},"strikethrough":{}}`: {},
	} {
		own, err := ParseTheme("own", []byte(sheet))
		if err != nil {
			t.Fatal(err)
		}
		on := func(set *bool) bool { return set != nil && *set }
		got := [3]bool{on(own.Elements[ElStrong].Bold), on(own.Elements[ElEmph].Italic), on(own.Elements[ElStrike].CrossedOut)}
		if got != want {
			t.Errorf("%s: bold, italic, struck: %v, expected %v", sheet, got, want)
		}
	}
}
