package main

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/netip"
	"strings"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"

	"github.com/sshblog/sshblog/server"
)

// limitConfig is the part of Config that bounds what strangers can take. SECURITY.md explains the defaults.
type limitConfig struct {
	MaxConnections int           `env:"SSHBLOG_MAX_CONNECTIONS" placeholder:"N" help:"Connections at one time (as many as descriptors allow)."`
	MaxPerAddress  int           `env:"SSHBLOG_MAX_PER_ADDRESS" placeholder:"N" help:"The same from one address, or one IPv6 /64 (half of that)."`
	MaxSessions    int           `env:"SSHBLOG_MAX_SESSIONS" placeholder:"N" help:"Readers at one time (5000, fewer with little memory)."`
	IdleTimeout    time.Duration `env:"SSHBLOG_IDLE_TIMEOUT" placeholder:"TIME" help:"Let readers go who press no key for so long; -1s: never (30m)."`
	MaxLifetime    time.Duration `env:"SSHBLOG_MAX_LIFETIME" placeholder:"TIME" help:"End connections after so long (never)."`
	Proxies        string        `env:"SSHBLOG_PROXIES" placeholder:"NETS" help:"Networks of load balancers that send PROXY headers, as 10.0.0.0/8,::1/128."`
	FullAddresses  bool          `env:"SSHBLOG_FULL_ADDRESSES" help:"Log whole addresses of readers, not only their networks."`
}

// memoryShare is how much of a container's memory is for the heap; stacks and buffers of the kernel need the rest.
const memoryShare = 0.85

// heedMemory has the collector work harder when the memory that the process may have (of its cgroup, or GOMEMLIMIT) runs short, which is
// better than being killed. Without such a limit nothing changes.
func heedMemory(log *slog.Logger) {
	limit, err := memlimit.Set(memlimit.WithRatio(memoryShare))
	switch {
	case errors.Is(err, memlimit.ErrNoLimit), errors.Is(err, memlimit.ErrCgroupsNotSupported), errors.Is(err, memlimit.ErrNoCgroup):
	case err != nil:
		log.Warn("the limit of memory cannot be read", "error", err)
	case limit > 0 && limit < math.MaxInt64:
		log.Info("memory limited", "bytes", limit)
	}
}

// limits are the server's.
func (c limitConfig) limits() server.Limits {
	return server.Limits{
		Connections: c.MaxConnections, PerAddress: c.MaxPerAddress, Sessions: c.MaxSessions,
		Idle: c.IdleTimeout, Lifetime: c.MaxLifetime,
	}
}

// proxies are the networks of peers that are believed when they say whom they bring.
func (c limitConfig) proxies() ([]netip.Prefix, error) {
	var all []netip.Prefix
	for part := range strings.SplitSeq(c.Proxies, ",") {
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
