//go:build unix

package main

// group is what is measured together.
type group struct {
	name  string
	full  func(*bench) error
	short func(*bench) error // of the counted figures, with few sessions; nil if there are none
}

// groups are all that can be measured, in the order in which it is: what needs a quiet machine
// comes first.
func groups() []group {
	return []group{
		{"frame", (*bench).measureFrames, nil},
		{"turns", func(b *bench) error { return b.measureTurns(3) }, func(b *bench) error { return b.measureTurns(1) }},
		{"key", func(b *bench) error { return b.measureKeys(10) }, func(b *bench) error { return b.measureKeys(2) }},
		{"open", (*bench).measureOpening, nil},
		{
			"memory", func(b *bench) error { return b.measureMemory(50, 250) },
			func(b *bench) error { return b.measureMemory(40, 100) },
		},
		{
			"storm", func(b *bench) error { return b.measureStorm(160, 4) },
			func(b *bench) error { return b.measureStorm(40, 2) },
		},
		{
			"abandon", func(b *bench) error { return b.measureAbandoned(true) },
			func(b *bench) error { return b.measureAbandoned(false) },
		},
		{"slow", (*bench).measureSlowLine, nil},
		{"command", (*bench).measureCommands, nil},
		{"load", (*bench).measureLoading, nil},
		{"go", (*bench).measureGo, (*bench).measureGoShort},
		{"crowd", (*bench).measureCrowd, nil},
	}
}
