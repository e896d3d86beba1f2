// Package theme says how the text of a post looks: colours, bold and the like for each kind of
// text, in each number of colours.
//
// A [Theme] is JSON in Glamour's schema; themes.go has those of the program, in the directory
// themes. look.go turns the style sheet into styles: a [StyleID] is a number beside the text, and
// its [SGR] the control sequence that begins it. basic.go makes the theme for sixteen colours,
// mono.go the one for none, code.go the colours of code.
package theme
