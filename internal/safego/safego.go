// Package safego starts the program's goroutines, so that a panic in one ends only that goroutine
// and not the process, to which hundreds of readers are connected.
//
// The caller says what a goroutine is for, and who is told of a panic:
//
//	safego.Go(report, "sum up refusals", func() { ... })
//
// A test fails on a go statement anywhere else.
package safego

import (
	"runtime/debug"
	"time"
)

// PanicHandler is told of a panic: what the code was for, the value, and the stack. It must not
// panic itself.
type PanicHandler func(what string, value any, stack []byte)

// Go runs f in a goroutine of its own.
func Go(report PanicHandler, what string, f func()) {
	go Run(report, what, f)
}

// Run runs f, and returns when f returns or panics.
func Run(report PanicHandler, what string, f func()) {
	defer func() {
		if v := recover(); v != nil {
			report(what, v, debug.Stack())
		}
	}()
	f()
}

// After runs f in a goroutine of its own when d has passed, unless the timer is stopped before
// that.
func After(report PanicHandler, d time.Duration, what string, f func()) *time.Timer {
	return time.AfterFunc(d, func() { Run(report, what, f) })
}
