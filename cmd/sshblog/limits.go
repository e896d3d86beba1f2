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

// limitConfig is the part of Config that bounds what strangers can take. SECURITY.md explains the defaults; zero stands for them, and a
// negative number or time for no limit.
type limitConfig struct {
	MaxConnections int           `group:"limits" env:"SSHBLOG_MAX_CONNECTIONS" placeholder:"N" help:"Connections at one time (as many as descriptors allow, fewer with little memory)."`
	MaxPerAddress  int           `group:"limits" env:"SSHBLOG_MAX_PER_ADDRESS" placeholder:"N" help:"The same from one address, or one IPv6 /64 (half of that)."`
	MaxSessions    int           `group:"limits" env:"SSHBLOG_MAX_SESSIONS" placeholder:"N" help:"Sessions at one time (5000, fewer with little memory)."`
	IdleTimeout    time.Duration `group:"limits" env:"SSHBLOG_IDLE_TIMEOUT" placeholder:"TIME" help:"Let readers go who press no key for so long; -1s: never (30m)."`
	MaxLifetime    time.Duration `group:"limits" env:"SSHBLOG_MAX_LIFETIME" placeholder:"TIME" help:"End connections after so long (never)."`
	Proxies        string        `env:"SSHBLOG_PROXIES" placeholder:"NETS" help:"Networks of load balancers that send PROXY headers, as 10.0.0.0/8,::1/128."`
	FullAddresses  bool          `env:"SSHBLOG_FULL_ADDRESSES" help:"Log whole addresses of readers, not only their networks."`
	lesserLimits
}

// lesserLimits are those that hardly anybody has to change.
type lesserLimits struct {
	MaxWaiting           int           `group:"limits" env:"SSHBLOG_MAX_WAITING" placeholder:"N" help:"Connections that have not authenticated yet (a quarter of all)."`
	MaxWaitingPerAddress int           `group:"limits" env:"SSHBLOG_MAX_WAITING_PER_ADDRESS" placeholder:"N" help:"The same from one address (half of that)."`
	MaxChannels          int           `group:"limits" env:"SSHBLOG_MAX_CHANNELS" placeholder:"N" help:"Sessions of one connection at one time (4)."`
	MaxTransfers         int           `group:"limits" env:"SSHBLOG_MAX_TRANSFERS" placeholder:"N" help:"Sessions of sftp, scp and rsync at one time (256, fewer with little memory)."`
	MaxCells             int           `group:"limits" env:"SSHBLOG_MAX_CELLS" placeholder:"N" help:"Cells of all screens (20 million, fewer with little memory)."`
	HandshakeTimeout     time.Duration `group:"limits" env:"SSHBLOG_HANDSHAKE_TIMEOUT" placeholder:"TIME" help:"From connecting to the end of authentication (10s)."`
	StartTimeout         time.Duration `group:"limits" env:"SSHBLOG_START_TIMEOUT" placeholder:"TIME" help:"From there to a session, and from there to a shell or command (10s)."`
	Keepalive            time.Duration `group:"limits" env:"SSHBLOG_KEEPALIVE" placeholder:"TIME" help:"Between questions whether a client is still there, three of which may go unanswered (30s)."`
	StallTimeout         time.Duration `group:"limits" env:"SSHBLOG_STALL_TIMEOUT" placeholder:"TIME" help:"That a client takes no output (30s)."`
	PipeTimeout          time.Duration `group:"limits" env:"SSHBLOG_PIPE_TIMEOUT" placeholder:"TIME" help:"The same for commands, whose output may go to a pager (1h)."`
	TransferTimeout      time.Duration `group:"limits" env:"SSHBLOG_TRANSFER_TIMEOUT" placeholder:"TIME" help:"That nothing moves in a session of sftp, scp or rsync (15m)."`
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
		Connections: c.MaxConnections, PerAddress: c.MaxPerAddress, Waiting: c.MaxWaiting, WaitingPerAddress: c.MaxWaitingPerAddress,
		Sessions: c.MaxSessions, Channels: c.MaxChannels, Transfers: c.MaxTransfers, Cells: c.MaxCells,
		Handshake: c.HandshakeTimeout, Start: c.StartTimeout, Keepalive: c.Keepalive, Stall: c.StallTimeout, Pipe: c.PipeTimeout,
		Transfer: c.TransferTimeout, Idle: c.IdleTimeout, Lifetime: c.MaxLifetime,
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
