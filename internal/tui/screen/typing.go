package screen

import tea "charm.land/bubbletea/v2"

// TypedMovement returns by how many rows a key moves the cursor of a list while letters are text; 0
// if it does not.
func TypedMovement(key tea.KeyPressMsg, rows int) int {
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
