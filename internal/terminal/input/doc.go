// Package input turns what a terminal sends into events: keys, pastes, clicks and answers to
// queries. All of it is foreign.
//
//	framer := input.Framer{Emit: func(seq []byte) { event := input.Decode(&decoder, seq) }, Paste: take}
//	framer.Push(b) // for each byte
//
// A [Framer] finds where sequences begin and end. Each has bounds: 64 bytes and 16 parameters of 7
// digits for a control sequence, 1 KiB for a control string, 64 KiB for a paste. What exceeds them
// is read to its end and dropped, or, of a paste, cut. Broken UTF-8 and C1 controls are dropped.
// [Decode] passes on only the events that a model expects, with values within bounds and without
// characters that a terminal would obey. The framer knows no time: its owner calls [Framer.Elapse]
// when nothing has followed for a while.
package input
