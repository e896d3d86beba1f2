//go:build unix

package rivals

import "testing"

func TestParseVitals(t *testing.T) {
	v, ok := ParseVitals("time=2026-11-01T00:00:00Z level=INFO msg=vitals connections=3 waiting=1 sessions=2 cells=3840 goroutines=40 heap=5000000 descriptors=12")
	if want := (Vitals{3, 1, 2, 40, 5_000_000, 12}); !ok || v != want {
		t.Errorf("got %+v %v, want %+v", v, ok, want)
	}
	for _, line := range []string{
		"", "level=INFO msg=listening addr=127.0.0.1:1", "level=INFO msg=vitals connections=3", "level=INFO msg=vitals connections=x waiting=1 sessions=2 goroutines=40 heap=5 descriptors=1",
	} {
		if _, ok := ParseVitals(line); ok {
			t.Errorf("%q was taken for vitals", line)
		}
	}
}
