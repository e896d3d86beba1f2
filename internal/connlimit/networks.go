package connlimit

import (
	"fmt"
	"net/netip"
	"strings"
)

// ParseNetworks reads a list of networks: of the peers that are believed when they say whom they
// bring, such as "10.0.0.0/8, ::1". An error names the setting, proxies.
func ParseNetworks(list string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if !strings.Contains(part, "/") {
			if at, err := netip.ParseAddr(part); err == nil {
				all = append(all, netip.PrefixFrom(at, at.BitLen()))
				continue
			}
		}
		net, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("proxies: %q: expected a network such as 10.0.0.0/8", part)
		}
		all = append(all, net.Masked())
	}
	return all, nil
}
