package picture

import "fmt"

// Reason says why a picture is not shown. Whoever shows it has words for each; [Error] has the
// numbers, for authors and logs.
type Reason uint8

// The reasons.
const (
	NotPicture    Reason = iota // nothing that is known as a picture
	Unsupported                 // a kind of picture that is not read here
	Animated                    // a WebP that moves
	FileTooLarge                // more bytes than the limit
	TooManyPixels               // more pixels than the limit, or than there is memory for
	TooManyScans                // a JPEG that is drawn over too often
	Damaged                     // it does not follow its own format, or ends too early
	Changing                    // it was written to while it was read
	TooSlow                     // it took longer than the limit
	Unreadable                  // the file is not there, or may not be read
)

// Error is why a picture is not shown, and what was expected.
type Error struct {
	Reason Reason
	Text   string // one line: what it is; and, after "expected", what it should be
	Err    error  // of the decoder or the file system, if there is one
}

func (e *Error) Error() string { return e.Text }

func (e *Error) Unwrap() error { return e.Err }

// fail returns an Error.
func fail(reason Reason, format string, args ...any) error {
	return &Error{Reason: reason, Text: fmt.Sprintf(format, args...)}
}

// damaged returns the Error of a file that does not follow its format.
func damaged(format Format, what string) error {
	return fail(Damaged, "it is damaged: %s; expected a whole %s", what, format)
}
