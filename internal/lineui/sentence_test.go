package lineui

import (
	"slices"
	"strings"
	"testing"
)

// TestSentenceEnd cuts lines into sentences.
func TestSentenceEnd(t *testing.T) {
	for _, want := range [][]string{
		{"One. ", "Two! ", "Three? ", "Four"},
		{"He said “Go.” ", "She went (fast.) ", "“Now” it ended."},
		{"Dr. Tide of St. Ives, e.g. Ada, J. Doe and the U.S. Navy. ", "Then"},
		{"Am 5. Mai, z. B. Dienstag, ca. 30 Leute. ", "Danach"},
		{"1. When is it? ", "2. How much"},
		{"In 2026. ", "The year"},
		{"Version 1.2.3 is out... ", "It works"},
		{"it goes on. but not here"},
		{"只要有终端。", "就可以阅读！", "好"},
		{"ここ。", "そこ？」", "と"},
		{"यह एक। ", "वह दो।"},
		{"هل هو؟ ", "نعم."},
		{"No end"},
		{"Trailing.   "},
		{""},
	} {
		line := strings.Join(want, "")
		var got []string
		for rest := line; ; {
			n := sentenceEnd(rest)
			got = append(got, rest[:n])
			if rest = rest[n:]; rest == "" {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is cut into %q, want %q", line, got, want)
		}
	}
	for text, want := range map[string]bool{
		"It ends.": true, "It ends.”": true, "It ends. ": true, "Does it?)": true, "在这里。": true,
		"Dr.": false, "e.g.": false, "on the 5.": false, "and": false, "": false, "a,": false,
	} {
		if endsSentence(text) != want {
			t.Errorf("%q ends a sentence: %v, want %v", text, !want, want)
		}
	}
}
