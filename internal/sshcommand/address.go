// Package sshcommand writes the command lines that readers type to come back: with the name and the port
// by which the blog is reached, and quoted so that a shell reads what is meant. It reads the setting that
// says that name, too.
package sshcommand

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/command"
)

// PublicName is the setting host: the name by which readers reach the blog, with a port where that
// is not the one that the server listens on, as behind a port that a container or a router maps.
type PublicName struct {
	Name string // "" if it is not configured; an IPv6 address without brackets
	Port int    // 0 if it is the one that the server listens on
}

// UnmarshalText reads NAME, NAME:PORT, an address, or [ADDRESS]:PORT.
func (h *PublicName) UnmarshalText(text []byte) error {
	written := strings.TrimSpace(string(text))
	*h = PublicName{}
	if written == "" {
		return nil
	}
	name, port, err := CutPort(written)
	if err != nil || !IsHostName(name) {
		return fmt.Errorf("%q: expected NAME or NAME:PORT, such as blog.example.com or blog.example.com:22", written)
	}
	*h = PublicName{name, port}
	return nil
}

// Address returns where readers reach a blog that is served on a port.
func (h PublicName) Address(listens int) Address {
	if h.Port != 0 {
		return Address{h.Name, h.Port}
	}
	return Address{h.Name, listens}
}

// CutPort cuts the port off a name, 0 if it has none.
func CutPort(s string) (name string, port int, err error) {
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

// IsHostName reports whether a name can be that of a machine for every client: an address, or
// labels of letters, digits, hyphens and underscores. One that is a number would be taken for an
// address.
func IsHostName(name string) bool {
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

// Lines are what readers type to come back.
type Lines struct {
	Open  func(address string) string // opens a post
	Fetch func(path string) string    // fetches a file; may be nil
	Whole bool                        // Open returns a command line, and not only the address
}

// Lines returns what readers type who come over SSH.
func (a Address) Lines() Lines {
	return Lines{Open: a.OpenLine, Fetch: a.fetchLine, Whole: a.Host != ""}
}

// Address is where readers reach the blog over SSH.
type Address struct {
	Host string // "" if it is not configured
	Port int    // 0 if it is not known
}

// DefaultPort is the port of SSH, which command lines leave out.
const DefaultPort = 22

// PortOf returns the port of a network address, 0 if it has none.
func PortOf(addr net.Addr) int {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// ConnectLine returns what a reader types to get here. otherwise stands for a host that is not
// configured.
func (a Address) ConnectLine(otherwise string) string {
	host := a.Host
	if host == "" {
		host = otherwise
	}
	if a.Port != 0 && a.Port != DefaultPort {
		return fmt.Sprintf("ssh -p %d %s", a.Port, host)
	}
	return "ssh " + host
}

// fetchLine returns what a reader types to fetch a file of the blog, "" without a configured host.
func (a Address) fetchLine(file string) string {
	host := a.Host
	if strings.Contains(host, ":") { // an IPv6 address
		host = "[" + host + "]"
	}
	switch {
	case a.Host == "":
		return ""
	case a.Port != 0 && a.Port != DefaultPort:
		return fmt.Sprintf("scp -P %d %s .", a.Port, Quote(host+":"+file))
	}
	return fmt.Sprintf("scp %s .", Quote(host+":"+file))
}

// PlainLine returns what a reader types to read a post line by line, or the list if post is empty.
func (a Address) PlainLine(post string) string {
	line := "ssh -t" + strings.TrimPrefix(a.ConnectLine(""), "ssh") + " " + command.LineReader
	if post != "" {
		line += " " + Quote(post)
	}
	return line
}

// OpenLine returns what a reader types to open a post, or the list if post is empty: with a terminal, and
// the post's address. Without a configured host it is only the address.
func (a Address) OpenLine(post string) string {
	switch {
	case a.Host == "":
		return post
	case post == "":
		return a.ConnectLine("")
	}
	return "ssh -t" + strings.TrimPrefix(a.ConnectLine(""), "ssh") + " " + Quote(post)
}
