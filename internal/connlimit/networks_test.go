package connlimit

import (
	"net/netip"
	"slices"
	"testing"
)

func TestParseNetworks(t *testing.T) {
	for _, c := range []struct {
		given string
		want  []string // nil: refused
	}{
		{"", []string{}},
		{"10.0.0.0/8", []string{"10.0.0.0/8"}},
		{" 10.1.2.3/8 , ::1 ,192.0.2.7", []string{"10.0.0.0/8", "::1/128", "192.0.2.7/32"}},
		{"10.0.0.0/33", nil},
		{"everybody", nil},
	} {
		got, err := ParseNetworks(c.given)
		var want []netip.Prefix
		for _, s := range c.want {
			want = append(want, netip.MustParsePrefix(s))
		}
		if (err != nil) != (c.want == nil) || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v; want %v", c.given, got, err, c.want)
		}
	}
}
