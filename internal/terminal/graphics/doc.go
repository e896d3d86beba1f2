// Package graphics says how a reader's terminal shows pictures, and how a program hands it some.
//
// [Choose] picks the protocol by what the terminal calls itself, its version and its attributes, and
// [CellSize] says how many pixels a cell has. Both are pure. A terminal that answers no query gets
// text: half blocks if it has 256 colours, words if not. No terminal is asked in the language of a
// protocol whether it speaks it: some print the question.
//
// Everything that a terminal says may be forged. Numbers are clamped, names only compared.
package graphics
