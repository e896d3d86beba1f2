package search

import (
	"strings"
	"testing"
)

// TestCellsStandApart looks at the lines that hits in tables and in HTML have.
func TestCellsStandApart(t *testing.T) {
	for text, want := range map[string]string{
		"| keys | keys |":                      "keys | keys",
		"|keys|keys|":                          "keys | keys",
		"| `/` | find *words* in [it](a.md) |": "/ | find words in it",
		"|---|:--:|---:|":                      "",
		"| - | yes | |":                        "- | yes",
		`| one \| two | three |`:               "one | two | three",
		"one | two":                            "one | two",
		"- one | two":                          "one | two",
		"> | one | two |":                      "one | two",
		"<tr><td>one</td><td>two</td></tr>":    "one | two",
		"<tr><th>one</th><th></th><th>x</th>":  "one | | x",
		"<li>one</li><li>two</li>":             "one two",
		"one<br>two<br/>three":                 "one two three",
		"<p>one <b>bold</b>ly</p><p>two</p>":   "one boldly two",
		"write `</td>` there":                  "write </td> there",
		"a <tdx>b</tdx> c":                     "a b c",
		"| | | |":                              "",
		"1. one | two":                         "one | two",
		"## one | two ##":                      "one | two",
		"|" + strings.Repeat(" x |", 3) + "\n": "x | x | x",
		"| \\":                                 "\\",
	} {
		u := units{rest: text}
		if got, _ := u.next(); got.plain() != want {
			t.Errorf("%q becomes %q, want %q", text, got.plain(), want)
		}
	}
}

// TestNoMatchIsCut cuts long texts to the part around a match, wherever it is.
func TestNoMatchIsCut(t *testing.T) {
	for _, word := range []string{"needle", "ein sehr langes Wort", "灯塔"} {
		for before := range 400 {
			for _, filler := range []string{"some words ", "词", "unbroken"} {
				text := strings.Repeat(filler, before/len(filler)) + " " + word + " " + strings.Repeat(filler, 40)
				at := strings.Index(text, word)
				line, matches := window(text, [][2]int{{at, at + len(word)}})
				if len(matches) != 1 || line[matches[0][0]:matches[0][1]] != word || len(line) > maxLine {
					t.Fatalf("%d bytes before it: %q, %v", before, line, matches)
				}
				if behind := line[matches[0][1]:]; len(strings.TrimSuffix(behind, ellipsis)) < 20 {
					t.Fatalf("%d bytes before it, the line ends at the match: %q", before, line)
				}
				inner := strings.TrimSuffix(strings.TrimPrefix(line, ellipsis), ellipsis)
				if filler == "some words " && (strings.HasPrefix(inner, "ome") || !strings.HasSuffix(inner, "some") && !strings.HasSuffix(inner, "words")) {
					t.Fatalf("%d bytes before it, a word is cut: %q", before, line)
				}
			}
		}
	}
}

// FuzzPlainRow holds that a row of a table becomes one line without bars at its ends.
func FuzzPlainRow(f *testing.F) {
	f.Add("| a | b |")
	f.Add(`|\|`)
	f.Add("<td><td></td>`<td>|")
	f.Fuzz(func(t *testing.T, text string) {
		u := units{rest: text}
		for range 100 {
			unit, ok := u.next()
			if !ok {
				break
			}
			if plain := unit.plain(); strings.ContainsAny(plain, "\n\t") || len(plain) > 8*len(text)+16 {
				t.Fatalf("%q becomes %q", text, plain)
			}
		}
	})
}
