package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/health"
	"github.com/sshblog/sshblog/internal/sshcommand"
)

// healthCmd asks a blog whether it answers.
type healthCmd struct {
	Addr           string `arg:"" optional:"" help:"HOST:PORT; port 22 if it is left out."`
	Content        string `placeholder:"DIR" help:"Directory of the blog, for its configuration file."`
	listenSettings `envprefix:"SSHBLOG_"`
	configSetting  `envprefix:"SSHBLOG_"`
}

// Run prints one line on a blog that answers, and returns an error for one that does not.
func (c *healthCmd) Run(ctx context.Context, p program) error {
	proxies, err := connlimit.ParseNetworks(c.Proxies)
	if err != nil {
		return err
	}
	addr, err := c.address()
	if err != nil {
		return usageError{fmt.Errorf("health: %w", err)}
	}
	began := time.Now()
	version, err := health.Check(ctx, addr, isProxied(addr, proxies))
	if err != nil {
		return fmt.Errorf("not healthy: %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "healthy: %s at %s, %v\n", version, addr, time.Since(began).Round(time.Millisecond))
	return err
}

// address returns the address of the blog: the one that was named, else that of the settings on
// this machine.
func (c *healthCmd) address() (string, error) {
	if c.Addr == "" {
		host, port, err := net.SplitHostPort(c.Listen)
		switch ip, _ := netip.ParseAddr(host); {
		case err != nil:
			return "", fmt.Errorf("listen %q: expected HOST:PORT, such as :2222", c.Listen)
		case port == "0":
			return "", fmt.Errorf("listen %q leaves the port to the system: name the address, as in sshblog health 127.0.0.1:2222", c.Listen)
		case host == "" || ip == netip.IPv4Unspecified():
			host = "127.0.0.1"
		case ip == netip.IPv6Unspecified():
			host = "::1"
		}
		return net.JoinHostPort(host, port), nil
	}
	host, port, err := sshcommand.CutPort(c.Addr)
	if c.Addr[0] == ':' {
		host = "127.0.0.1"
	}
	if err != nil || !sshcommand.IsHostName(host) {
		return "", fmt.Errorf("%q: expected HOST:PORT, such as 127.0.0.1:2222", c.Addr)
	}
	if port == 0 {
		port = sshcommand.DefaultPort
	}
	return net.JoinHostPort(host, strconv.Itoa(port)), nil
}

// isProxied reports whether the blog at an address of this machine expects the PROXY protocol of
// its neighbors there. A blog elsewhere may stand behind a balancer, which speaks it itself.
func isProxied(addr string, proxies []netip.Prefix) bool {
	at, err := netip.ParseAddrPort(addr)
	return err == nil && at.Addr().IsLoopback() && slices.ContainsFunc(proxies, func(p netip.Prefix) bool {
		return p.Contains(at.Addr().Unmap())
	})
}
