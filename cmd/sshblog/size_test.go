package main

import "testing"

func TestSize(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "4096": 4096, "64KiB": 64 << 10, "64MiB": 64 << 20, "2 GiB": 2 << 30,
		"": -1, "MiB": -1, "-1": -1, "64MB": -1, "1e6": -1, "99999999999GiB": -1, "many": -1,
	} {
		var s size
		err := s.UnmarshalText([]byte(text))
		if (err != nil) != (want < 0) || err == nil && int64(s) != want {
			t.Errorf("%q: %d, %v; want %d", text, s, err, want)
		}
	}
}
