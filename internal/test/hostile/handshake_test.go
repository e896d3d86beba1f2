//go:build linux

package hostile_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// handshakes are clients that never authenticate: they must be gone when the time for a handshake is
// over.
func handshakes() []client {
	const version = "SSH-2.0-client\r\n"
	return []client{
		{"1.1 says nothing", nil, says("")},
		{"1.1 a byte from time to time", nil, drips},
		{"1.1 stops in the middle of its version", nil, says("SSH-2.0-cli")},
		{"1.1 stops after its version", nil, says(version)},
		{"1.1 stops in the middle of key exchange", nil, stopsInExchange},
		{"1.1 stops before it authenticates", nil, stopsBeforeAuth},
		{"1.1 a banner without end", nil, repeats("\x20banner of words\r\n")},
		{"1.1 a line without end", nil, repeats("x")},
		{"1.1 a packet of four gigabytes", nil, says(version + "\xff\xff\xff\xff\xff" + strings.Repeat("x", 5000))},
		{"1.1 a packet of nothing", nil, says(version + "\x00\x00\x00\x00\x00\x00\x00\x00")},
		{"1.1 garbage after its version", nil, says(version + strings.Repeat("\xff\x00\x80\x01", 20_000))},
		{"1.1 messages out of order", nil, outOfOrder},
		{"1.1 ignored messages without end", nil, ignoredForEver},
		{"1.1 much before it authenticates", []string{"HANDSHAKE_TIMEOUT=60s"}, ignoredForEver},
		{"1.1 HTTP", nil, says("GET / HTTP/1.1\r\nHost: blog\r\nUser-Agent: Mozilla/5.0\r\n\r\n")},
		{"1.1 TLS", nil, helloTLS},
		{"1.1 version 1 of SSH", nil, says("SSH-1.5-old\r\n")},
		{"1.1 comes and goes", nil, comesAndGoes},
		{"1.1 half a handshake over and over", nil, halfHandshakes},
	}
}

// says is a client that says one thing and waits.
func says(text string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		conn := p.connect(t, home)
		go func() { _, _ = io.WriteString(conn, text) }()
		isCutOff(t, conn)
	}
}

// repeats is a client that sends one text without end.
func repeats(text string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		conn := p.connect(t, home)
		go writeWithoutEnd(conn, []byte(strings.Repeat(text, 1000/len(text))))
		isCutOff(t, conn)
	}
}

// writeWithoutEnd writes until that fails.
func writeWithoutEnd(w io.Writer, text []byte) {
	for {
		if _, err := w.Write(text); err != nil {
			return
		}
	}
}

func drips(t *testing.T, p *program) {
	conn := p.connect(t, home)
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for _, b := range []byte("SSH-2.0-" + strings.Repeat("a", 200)) {
			if _, err := conn.Write([]byte{b}); err != nil {
				return
			}
			<-tick.C
		}
	}()
	isCutOff(t, conn)
}

func stopsInExchange(t *testing.T, p *program) {
	w := p.greet(t, home)
	w.say(t, kexInit())
	w.isCutOff(t)
}

func stopsBeforeAuth(t *testing.T, p *program) { p.wire(t, home).isCutOff(t) }

// outOfOrder says before the key exchange what has its time later.
func outOfOrder(t *testing.T, p *program) {
	for _, kind := range []byte{0, msgServiceRequest, msgNewKeys, msgKexReply, msgUserauth, msgUserauthDone, msgGlobalRequest, msgOpen, msgData, 255} {
		w := p.greet(t, home)
		w.say(t, message(kind, "ssh-connection", uint32(0), uint32(0)))
		w.isCutOff(t)
	}
}

// ignoredForEver has SSH's own way to say nothing.
func ignoredForEver(t *testing.T, p *program) {
	w := p.wire(t, home)
	go func() {
		for w.send(message(msgIgnore, strings.Repeat("x", 1000))) == nil {
		}
	}()
	w.isCutOff(t)
}

func helloTLS(t *testing.T, p *program) {
	conn := p.connect(t, home)
	_ = conn.SetDeadline(time.Now().Add(givenBack))
	err := tls.Client(conn, &tls.Config{ServerName: "blog.example.com", MinVersion: tls.VersionTLS12}).Handshake()
	if err == nil {
		t.Error("it speaks TLS")
	}
	isCutOff(t, conn)
}

func comesAndGoes(t *testing.T, p *program) {
	for range 500 {
		conn, err := p.connectFrom(home)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
	}
}

func halfHandshakes(t *testing.T, p *program) {
	for i := range 200 {
		conn, err := p.connectFrom(home)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, "SSH-2.0-half\r\n")
		if i%2 == 0 {
			_, _ = net.Conn(conn).Read(make([]byte, 10))
		}
		_ = conn.Close()
	}
}

// addresses are n addresses that all lead here.
func addresses(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("127.0.%d.%d", 1+i/200, 1+i%200))
	}
	return all
}
