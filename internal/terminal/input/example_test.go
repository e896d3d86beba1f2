package input_test

import (
	"fmt"

	uv "github.com/charmbracelet/ultraviolet"

	"github.com/sshblog/sshblog/internal/terminal/input"
)

// A terminal sends an arrow, a paste with a control character in it, and a key.
func ExampleFramer() {
	var decoder uv.EventDecoder
	framer := input.Framer{
		Emit: func(seq []byte) {
			if event := input.Decode(&decoder, seq); event != nil {
				fmt.Println(event)
			}
		},
		Paste: func(text string) { fmt.Printf("paste %q\n", text) },
	}
	for _, b := range []byte("\x1b[A\x1b[200~two\rlines\a\x1b[201~q") {
		framer.Push(b)
	}
	// Output:
	// up
	// paste "two\nlines"
	// q
}
