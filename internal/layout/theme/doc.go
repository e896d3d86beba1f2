// Package theme says how the text of a post looks: colours, bold and the like for each kind of
// text, so that all of it can be read on the reader's screen.
//
// A [Theme] is JSON in Glamour's schema; themes.go has those of the program, in the directory
// themes. [Theme.On] makes the theme for a [Screen]: its [Background], as far as that is known, and
// how many colours it has. look.go turns the style sheet into styles: a [StyleID] is a number beside
// the text, and its [SGR] the control sequence that begins it, with the colours that screen.go has
// made fit. They are lightened or darkened by clamp.go; basic.go chooses among sixteen colours, and
// mono.go makes the theme for none. code.go has the colours of code.
package theme
