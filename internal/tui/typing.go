package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// longestQuery is how much can be typed into a line, in runes.
const longestQuery = 100

// edited returns a line after a key was typed into it. ok reports whether the key edits the line.
func edited(line string, key tea.KeyPressMsg) (now string, ok bool) {
	switch {
	case erases(key):
		_, size := utf8.DecodeLastRuneInString(line)
		return line[:len(line)-size], true
	case key.String() == "ctrl+u":
		return "", true
	case key.String() == "ctrl+w":
		return line[:strings.LastIndexByte(strings.TrimRight(line, " "), ' ')+1], true
	case key.Text != "":
		return withText(line, key.Text), true
	}
	return line, false
}

// erases reports whether a key erases the last character of a line: Backspace, or ^H, which some
// terminals send for it.
func erases(key tea.KeyPressMsg) bool {
	return key.Code == tea.KeyBackspace || key.String() == "ctrl+h"
}

// withText returns a line with text added to it. Of pasted text it adds only what can be shown on
// one line.
func withText(line, text string) string {
	n := utf8.RuneCountInString(line)
	for _, r := range text {
		if n >= longestQuery {
			break // ignore the rest of a long paste
		}
		if unicode.IsSpace(r) {
			r = ' '
		}
		if unicode.IsPrint(r) {
			line += string(r)
			n++
		}
	}
	return line
}

// typedMovement returns by how many rows a key moves the cursor of a list while letters are text; 0
// if it does not.
func typedMovement(key tea.KeyPressMsg, rows int) int {
	switch {
	case key.Code == tea.KeyUp, key.String() == "ctrl+p":
		return -1
	case key.Code == tea.KeyDown, key.String() == "ctrl+n":
		return 1
	case key.Code == tea.KeyPgUp:
		return -rows
	case key.Code == tea.KeyPgDown:
		return rows
	}
	return 0
}
