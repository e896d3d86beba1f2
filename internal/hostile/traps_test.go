package hostile_test

func traps() []client { return nil }
