package main

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/sshcommand"
)

// faults returns what is wrong in settings each of which is of the right type: values that mean
// nothing, and those that cannot go together.
func (s serveSettings) faults() (all []error) {
	add := func(err error) {
		if err != nil {
			all = append(all, err)
		}
	}
	add(checkListen(s.Listen))
	add(s.adminFault())
	add(sharedPort(s.Admin, s.Listen))
	_, err := connlimit.ParseNetworks(s.Proxies)
	add(err)
	_, err = s.location()
	add(err)
	add(s.checkLanguage())
	_, err = s.themes()
	add(err)
	add(checkBaseURL(s.BaseURL))
	add(checkDrain(s.Drain))
	for _, pair := range []struct {
		key    string
		value  int
		bound  string
		atMost int
	}{
		{key: "max_per_address", value: s.PerAddress, bound: "max_connections", atMost: s.Connections},
		{key: "max_waiting", value: s.Waiting, bound: "max_connections", atMost: s.Connections},
		{key: "max_waiting_per_address", value: s.WaitingPerAddress, bound: "max_connections", atMost: s.Connections},
		{key: "max_waiting_per_address", value: s.WaitingPerAddress, bound: "max_waiting", atMost: s.Waiting},
		{key: "max_transfers", value: s.Transfers, bound: "max_sessions", atMost: s.Sessions},
	} {
		if pair.atMost > 0 && pair.value > pair.atMost {
			add(fmt.Errorf("%s: %d, expected at most %d, as %s is", pair.key, pair.value, pair.atMost, pair.bound))
		}
	}
	return all
}

// checkListen returns what is wrong with an address to listen on.
func checkListen(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil || host != "" && !sshcommand.IsHostName(host) && net.ParseIP(host) == nil {
		return fmt.Errorf("listen: %q, expected HOST:PORT, such as :2222 or 127.0.0.1:22", addr)
	}
	return nil
}

// checkDrain returns what is wrong with a time for readers.
func checkDrain(d time.Duration) error {
	if d < 0 {
		return fmt.Errorf("drain: %v, expected a time such as 10m, or 0s to stop at once", d)
	}
	return nil
}

// checkBaseURL returns what is wrong with the address of the blog on the web.
func checkBaseURL(addr string) error {
	u, err := url.Parse(addr)
	if addr != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("base_url: %q, expected an address such as https://blog.example.com", addr)
	}
	return nil
}
