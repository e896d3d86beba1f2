package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/tui"
)

// click presses a button of the mouse and lets it go.
func (v *visit) click(at tea.Mouse) {
	v.send(tea.MouseClickMsg(at))
	v.send(tea.MouseReleaseMsg(at))
}

// clickOn clicks on the first place of the window that shows a text.
func (v *visit) clickOn(text string) {
	v.t.Helper()
	for y, line := range strings.Split(v.text(), "\n") {
		if i := strings.Index(line, text); i >= 0 {
			v.click(tea.Mouse{X: ansi.StringWidth(line[:i]), Y: y, Button: tea.MouseLeft})
			return
		}
	}
	v.t.Fatalf("%q is not on the window:\n%s", text, v.text())
}

// TestMouse reads with nothing but the mouse, once it is on.
func TestMouse(t *testing.T) {
	v := newVisit(t, harbour(), tui.Session{})
	v.clickOn("Ropes")
	if row := chosenRow(v); strings.Contains(row, "Ropes") {
		t.Error("a click counts before the mouse is on")
	}
	if v.model.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is taken from the terminal before it is asked for")
	}
	v.press("m")
	v.sees("Mouse on")
	if v.model.View().MouseMode == tea.MouseModeNone {
		t.Error("the mouse is not asked for")
	}
	v.clickOn("Ropes")
	if row := chosenRow(v); !strings.Contains(row, "Ropes") {
		t.Errorf("chosen %q", row)
	}
	v.clickOn("Ropes")
	v.sees("Esc back")
	v.clickOn("Esc back")
	v.sees("2/5")
	v.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	v.sees("1/5")
	v.clickOn("Enter read")
	v.sees("Twice a day")
	for range 20 {
		v.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	}
	v.sees("That is all")
	v.clickOn("the ropes")
	v.sees("A rope is a promise")
	v.click(tea.Mouse{Button: tea.MouseRight})
	v.sees("That is all")
	v.click(tea.Mouse{Button: tea.MouseRight})
	v.sees("/5")
	v.clickOn("? help")
	v.sees("one line up")
	v.clickOn("to the end")
	v.sees("5/5")
	v.clickOn("? help")
	v.clickOn("leave the blog")
	v.until("the end", func() bool { return v.ended })
}
