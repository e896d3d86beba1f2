package main

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/command"
)

// publicName is the setting host: the name by which readers reach the blog, with a port where that
// is not the one that the server listens on, as behind a port that a container or a router maps.
type publicName struct {
	name string // "" if it is not configured; an IPv6 address without brackets
	port int    // 0 if it is the one that the server listens on
}

// UnmarshalText reads NAME, NAME:PORT, an address, or [ADDRESS]:PORT.
func (h *publicName) UnmarshalText(text []byte) error {
	written := strings.TrimSpace(string(text))
	*h = publicName{}
	if written == "" {
		return nil
	}
	name, port, err := cutPort(written)
	if err != nil || !isHostName(name) {
		return fmt.Errorf("%q: expected NAME or NAME:PORT, such as blog.example.com or blog.example.com:22", written)
	}
	*h = publicName{name, port}
	return nil
}

// address returns where readers reach a blog that is served on a port.
func (h publicName) address(listens int) address {
	if h.port != 0 {
		return address{h.name, h.port}
	}
	return address{h.name, listens}
}

// cutPort cuts the port off a name, 0 if it has none.
func cutPort(s string) (name string, port int, err error) {
	if _, err := netip.ParseAddr(s); err == nil {
		return s, 0, nil
	}
	name, digits, found := strings.Cut(s, ":")
	if inner, ok := strings.CutPrefix(s, "["); ok {
		name, digits, found = strings.Cut(inner, "]")
		if ip, err := netip.ParseAddr(name); err != nil || !ip.Is6() || !found {
			return "", 0, strconv.ErrSyntax
		}
		if digits == "" {
			return name, 0, nil
		}
		digits, found = strings.CutPrefix(digits, ":")
	}
	if !found {
		if name != s {
			return "", 0, strconv.ErrSyntax
		}
		return name, 0, nil
	}
	number, err := strconv.ParseUint(digits, 10, 16)
	if err == nil && number == 0 {
		err = strconv.ErrRange
	}
	return name, int(number), err
}

// isHostName reports whether a name can be that of a machine for every client: an address, or
// labels of letters, digits, hyphens and underscores. One that is a number would be taken for an
// address.
func isHostName(name string) bool {
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.Zone() == ""
	}
	const maxName, maxLabel = 253, 63
	labels := strings.Split(strings.TrimSuffix(name, "."), ".")
	for _, label := range labels {
		odd := func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '_'
		}
		if label == "" || len(label) > maxLabel || label[0] == '-' || strings.HasSuffix(label, "-") ||
			strings.ContainsFunc(label, odd) {
			return false
		}
	}
	_, err := strconv.Atoi(labels[len(labels)-1])
	return err != nil && len(name) <= maxName
}

// commandLines are what readers type to come back.
type commandLines struct {
	open  func(address string) string // opens a post
	fetch func(path string) string    // fetches a file; may be nil
	whole bool                        // open returns a command line, and not only the address
}

// commandLines returns what readers type who come over SSH.
func (a address) commandLines() commandLines {
	return commandLines{open: a.openLine, fetch: a.fetchLine, whole: a.host != ""}
}

// address is where readers reach the blog over SSH.
type address struct {
	host string // "" if it is not configured
	port int    // 0 if it is not known
}

// defaultPort is the port of SSH, which command lines leave out.
const defaultPort = 22

// portOf returns the port of a network address, 0 if it has none.
func portOf(addr net.Addr) int {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// connectLine returns what a reader types to get here. otherwise stands for a host that is not
// configured.
func (a address) connectLine(otherwise string) string {
	host := a.host
	if host == "" {
		host = otherwise
	}
	if a.port != 0 && a.port != defaultPort {
		return fmt.Sprintf("ssh -p %d %s", a.port, host)
	}
	return "ssh " + host
}

// fetchLine returns what a reader types to fetch a file of the blog, "" without a configured host.
func (a address) fetchLine(file string) string {
	host := a.host
	if strings.Contains(host, ":") { // an IPv6 address
		host = "[" + host + "]"
	}
	switch {
	case a.host == "":
		return ""
	case a.port != 0 && a.port != defaultPort:
		return fmt.Sprintf("scp -P %d %s .", a.port, shellQuote(host+":"+file))
	}
	return fmt.Sprintf("scp %s .", shellQuote(host+":"+file))
}

// plainLine returns what a reader types to read a post line by line, or the list if post is empty.
func (a address) plainLine(post string) string {
	line := "ssh -t" + strings.TrimPrefix(a.connectLine(""), "ssh") + " " + command.LineReader
	if post != "" {
		line += " " + shellQuote(post)
	}
	return line
}

// openLine returns what a reader types to open a post, or the list if post is empty: with a terminal, and
// the post's address. Without a configured host it is only the address.
func (a address) openLine(post string) string {
	switch {
	case a.host == "":
		return post
	case post == "":
		return a.connectLine("")
	}
	return "ssh -t" + strings.TrimPrefix(a.connectLine(""), "ssh") + " " + shellQuote(post)
}
