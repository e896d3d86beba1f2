package blog

import (
	"fmt"
	"runtime/debug"
)

// panicError is a panic that was caught. There should be none, but one that no test has found must cost a file or a scan and
// not the readers of all others.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("internal error: %v", e.value) }

// caught calls f and returns its panic, with the stack, as an error.
func caught(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &panicError{value: r, stack: debug.Stack()}
		}
	}()
	f()
	return nil
}
