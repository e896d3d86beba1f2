package hostile_test

func outputs() []client { return nil }
