//go:build linux

package hostile_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// proxies say whom they bring, or pretend to.
func proxies() []client {
	listed := []string{"PROXIES=127.0.0.1"}
	whole := []string{"PROXIES=127.0.0.1", "FULL_ADDRESSES=true"}
	return []client{
		{"1.6 version 1 of the PROXY protocol", listed, brings(headerV1("198.51.100.7"), "198.51.100.0/24")},
		{"1.6 version 1, IPv6", listed, brings(headerV1("2001:db8:1:2::3"), "2001:db8:1::/48")},
		{"1.6 version 2", listed, brings(headerV2("198.51.100.7"), "198.51.100.0/24")},
		{"1.6 version 2, IPv6", listed, brings(headerV2("2001:db8:1:2::3"), "2001:db8:1::/48")},
		{"1.6 the whole address", whole, brings(headerV1("198.51.100.7"), "198.51.100.7:4000")},
		{"1.6 a look whether the blog is there", listed, brings("\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00", "127.0.0.1")},
		{"1.6 version 1 from a peer that is not listed", listed, notBelieved(headerV1("198.51.100.7"))},
		{"1.6 version 2 from a peer that is not listed", listed, notBelieved(headerV2("198.51.100.7"))},
		{"1.6 pretends over and over", listed, pretends},
		{"1.6 no header", listed, says("SSH-2.0-direct\r\n")},
		{"1.6 no header in time", listed, says("")},
		{"1.6 half a header", listed, says("PROXY TCP4 198.51.100.7 198.51")},
		{"1.6 half a header of version 2", listed, says(headerV2("198.51.100.7")[:20])},
		{"1.6 headers that are none", listed, malformed},
	}
}

// headerV1 is a header of version 1 for an address.
func headerV1(from string) string {
	family, to := "TCP4", "192.0.2.1"
	if strings.Contains(from, ":") {
		family, to = "TCP6", "2001:db8::1"
	}
	return fmt.Sprintf("PROXY %s %s %s 4000 22\r\n", family, from, to)
}

// headerV2 is a header of version 2 for an address.
func headerV2(from string) string {
	at, family := netip.MustParseAddr(from).AsSlice(), byte(0x11)
	if len(at) == net.IPv6len {
		family = 0x21
	}
	addresses := append(append(append([]byte{}, at...), at...), 0x0f, 0xa0, 0, 22)
	head := append([]byte("\r\n\r\n\x00\r\nQUIT\n\x21"), family)
	return string(append(binary.BigEndian.AppendUint16(head, uint16(len(addresses))), addresses...))
}

// bring connects as a proxy that says a header first.
func (p *program) bring(t testing.TB, from, header string) (*gossh.Client, error) {
	conn := p.connect(t, from)
	if _, err := io.WriteString(conn, header); err != nil {
		return nil, err
	}
	client, err := handshake(conn, clientConfig())
	if err == nil {
		t.Cleanup(func() { _ = client.Close() })
	}
	return client, err
}

// brings is a proxy that the program believes: the log says whom it has brought.
func brings(header, logged string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		client, err := p.bring(t, home, header)
		if err != nil {
			t.Fatal(err)
		}
		openScreen(t, client, "xterm", "", 80, 24).await(t, "Post number 1")
		_ = client.Close()
		p.awaitLog(t, `msg="connection ended" remote=`+logged+` how=`)
	}
}

// notBelieved is a peer that is not listed: what it says is not in the log, whether it gets in or
// not.
func notBelieved(header string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		client, err := p.bring(t, "127.0.0.8", header)
		if err == nil {
			_ = client.Close()
			p.awaitLog(t, `msg="connection ended" remote=127\.0\.0\.8 how=`)
		}
		if lines := p.lines(`198\.51\.100`); len(lines) > 0 {
			t.Errorf("believed: %q", lines)
		}
	}
}

// pretends says another header on each of many connections: it is one address all the same, and has
// the places of one.
func pretends(t *testing.T, p *program) {
	for i := range 100 {
		conn := p.connect(t, "127.0.0.8")
		_, _ = io.WriteString(conn, headerV1(fmt.Sprintf("198.51.100.%d", i)))
	}
	waitfor.True(givenBack, func() bool { return p.vitals(t).waiting <= 15 })
	if v := p.vitals(t); v.waiting > 15 {
		t.Errorf("%d wait from one address", v.waiting)
	}
	if lines := p.lines(`198\.51\.100`); len(lines) > 0 {
		t.Errorf("believed: %q", lines)
	}
}

func malformed(t *testing.T, p *program) {
	v2 := headerV2("198.51.100.7")
	for _, header := range []string{
		"PROXY\r\n",
		"PROXY TCP4 1.2.3.4 5.6.7.8 99999 22\r\n",
		"PROXY TCP4 1.2.3.4 5.6.7.8 -1 22\r\n",
		"PROXY TCP4 2001:db8::1 5.6.7.8 1 22\r\n",
		"PROXY TCP9 1.2.3.4 5.6.7.8 1 22\r\n",
		"PROXY TCP4 " + strings.Repeat("1", 5000) + "\r\n",
		"PROXY TCP4 \x1b]0;x\a 5.6.7.8 1 22\r\n",
		strings.Repeat("PROXY ", 5000),
		v2[:12] + "\x31" + v2[13:],            // version 3
		v2[:13] + "\x15" + v2[14:],            // no such protocol
		v2[:14] + "\x00\x01" + v2[16:],        // shorter than its addresses
		v2[:14] + "\xff\xff" + v2[16:],        // longer than what comes
		v2[:12] + "\x2f" + v2[13:],            // no such command
		strings.Repeat("\r\n\r\n\x00\r\n", 9), // nearly a beginning
	} {
		conn := p.connect(t, home)
		_, _ = io.WriteString(conn, header+"SSH-2.0-x\r\n")
		isCutOff(t, conn)
	}
}

// crowdOfOneNetwork fills the places of an IPv6 /64 from many addresses in it; the next network is
// another one.
func crowdOfOneNetwork(t *testing.T, p *program) {
	for i := range 5 {
		if _, err := p.bring(t, home, headerV1(fmt.Sprintf("2001:db8:1:2::%x", 1+i))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.bring(t, home, headerV1("2001:db8:1:2:ffff::1")); err == nil {
		t.Error("a sixth of that network got in")
	}
	if _, err := p.bring(t, home, headerV1("2001:db8:1:3::1")); err != nil {
		t.Errorf("another network: %v", err)
	}
}
