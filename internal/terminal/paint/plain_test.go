package paint

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestPlain checks that plain runes are one cell wide by every method, and combine with nothing.
func TestPlain(t *testing.T) {
	for r := range rune(0x110000) {
		if !plain(r) {
			continue
		}
		for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			if w := method.StringWidth("a" + string(r) + "b"); w != 3 {
				t.Errorf("%U is %d cells wide", r, w-2)
			}
			if cluster, _ := ansi.FirstGraphemeCluster("a"+string(r), method); cluster != "a" {
				t.Errorf("%U joins what is before it", r)
			}
		}
	}
}
