package hostile_test

func transfers() []client { return nil }
