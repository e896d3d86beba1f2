package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"

	"github.com/sshblog/sshblog/internal/admin"
	"github.com/sshblog/sshblog/internal/metrics"
	"github.com/sshblog/sshblog/internal/oplog"
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/server"
)

// adminSettings say what operators can see of the server over HTTP, and where.
type adminSettings struct {
	Admin       string `placeholder:"ADDR" unset:"off" help:"Address on which operators find metrics, health and readiness over HTTP, as 127.0.0.1:9222."`
	AdminPublic bool   `help:"Let admin be an address that other machines reach; whoever reaches it can read it."`
	AdminPprof  bool   `help:"Let admin also show profiles of the program, for go tool pprof."`
}

// adminFault returns what is wrong with them, nil if nothing is.
func (s adminSettings) adminFault() error {
	if s.Admin == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(s.Admin)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil || host != "" && !sshcommand.IsHostName(host) && net.ParseIP(host) == nil {
		return fmt.Errorf("admin: %q, expected HOST:PORT, such as 127.0.0.1:9222", s.Admin)
	}
	ip, err := netip.ParseAddr(host)
	if local := host == "localhost" || err == nil && ip.Unmap().IsLoopback(); local || s.AdminPublic {
		return nil
	}
	return fmt.Errorf("admin: %q, which other machines reach: expected an address of this machine alone, such as %s, "+
		"or admin_public: true beside it", s.Admin, net.JoinHostPort("127.0.0.1", port))
}

// sharedPort returns the fault of an address for operators that is also the one for readers, nil if
// it is another one.
func sharedPort(admin, listen string) error {
	host, port, _ := net.SplitHostPort(admin) // what is malformed is a fault of its own
	of, taken, _ := net.SplitHostPort(listen)
	if port == "" || port != taken || port == "0" {
		return nil
	}
	if anyHost := isAnyHost(host) || isAnyHost(of); !anyHost && host != of {
		return nil
	}
	return fmt.Errorf("admin: %q, expected another port than that of listen, %q", admin, listen)
}

// isAnyHost reports whether a host stands for all addresses of this machine.
func isAnyHost(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "" || err == nil && ip.IsUnspecified()
}

// startAdmin starts the side of operators, if there is to be one. The returned function ends it: the
// server is seen until it has stopped.
func (c *serveCmd) startAdmin(ctx context.Context, a *app, srv *server.Server, site *webSide, lines *oplog.LineCounts) (stop func() error, err error) {
	if c.Admin == "" {
		return func() error { return nil }, nil
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", c.Admin)
	if err != nil {
		return nil, fmt.Errorf("admin: %w", err)
	}
	all := operatorMetrics(a, srv, site, lines)
	operators := admin.New(admin.Options{
		Metrics:     func(w io.Writer) error { _, err := all.WriteTo(w); return err },
		MetricsType: metrics.ContentType,
		Alive:       func() { _ = srv.InUse() },
		Ready: func() (string, bool) {
			phase := srv.Phase()
			return phaseNames[phase], phase == server.PhaseServing
		},
		Profiles: c.AdminPprof,
		Report:   reporter(a.log),
	})
	a.log.Info("operators", "metrics", fmt.Sprintf("http://%s/metrics", listener.Addr()), "profiles", c.AdminPprof)
	return inBackground(context.WithoutCancel(ctx), a.log, func(ctx context.Context) error {
		err := operators.Serve(ctx, listener)
		if err != nil {
			a.log.Error("operators see nothing any more", "error", err) // readers do
		}
		return nil
	}), nil
}

// phaseNames are the phases of a server, in a word.
var phaseNames = map[server.Phase]string{
	server.PhaseStarting: "starting", server.PhaseServing: "ready", server.PhaseDraining: "draining", server.PhaseStopping: "stopping",
}
