// Package textwidth says how many cells text takes on a terminal's screen.
//
// Terminals count in one of two ways: a [Method]. Most count code point by code point, so that a
// vowel sign that stands beside its letter takes a cell, and a family of four that is joined from
// four persons takes eight. Some count a character as one, whatever it is composed of, and say so
// when they are asked for mode 2027 (https://github.com/contour-terminal/terminal-unicode-core). A
// session measures with one method wherever it breaks, cuts, aligns or writes text. If two parts
// of it measured differently, text that one of them counts too small would run over the edge of
// the window.
//
// The widths themselves are those of package ansi of github.com/charmbracelet/x.
package textwidth
