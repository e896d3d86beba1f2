package safego_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/safego"
)

// TestPanics: whatever way a function is started, its panic is reported with what it was for, and
// goes no further.
func TestPanics(t *testing.T) {
	type told struct {
		what  string
		value any
		stack string
	}
	for name, start := range map[string]func(safego.PanicHandler, func()){
		"Run":   func(r safego.PanicHandler, f func()) { safego.Run(r, "break", f) },
		"Go":    func(r safego.PanicHandler, f func()) { safego.Go(r, "break", f) },
		"After": func(r safego.PanicHandler, f func()) { safego.After(r, time.Nanosecond, "break", f) },
	} {
		t.Run(name, func(t *testing.T) {
			reports := make(chan told, 1)
			start(func(what string, value any, stack []byte) { reports <- told{what, value, string(stack)} }, func() { panic("broken") })
			got := <-reports
			if got.what != "break" || got.value != "broken" || !strings.Contains(got.stack, "TestPanics") {
				t.Errorf("reported %q, %v and a stack of %d bytes", got.what, got.value, len(got.stack))
			}
		})
	}
}

// TestNoPanic: a function that does not panic is not reported.
func TestNoPanic(t *testing.T) {
	ran := false
	safego.Run(func(string, any, []byte) { t.Error("reported") }, "work", func() { ran = true })
	if !ran {
		t.Error("not run")
	}
}
