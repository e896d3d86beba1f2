package paint_test

import (
	"fmt"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/terminal/paint"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Only the row that differs is written.
func ExamplePainter_Draw() {
	p := paint.New(paint.Mode{Profile: colorprofile.ANSI, Method: textwidth.CodePoints})
	defer p.Free()
	shown := paint.NewScreen("one\ntwo", 20, 2, nil, nil)
	wanted := paint.NewScreen("one\n\x1b[1mthree\x1b[m", 20, 2, nil, nil)
	fmt.Printf("%v %q\n", p.Draw(&shown, &wanted, false), p.Buf)
	// Output: true "\x1b[2H\x1b[K\x1b[1mthree\x1b[m"
}
