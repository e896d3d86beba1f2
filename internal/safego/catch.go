package safego

import (
	"fmt"
	"runtime/debug"
)

// PanicError is a panic that was caught. There should be none, but one that no test has found must
// cost a file or a scan and not the readers of all others.
type PanicError struct {
	value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("internal error: %v", e.value) }

// Catch calls f and returns its panic, with the stack, as an error.
func Catch(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &PanicError{value: r, Stack: debug.Stack()}
		}
	}()
	f()
	return nil
}
