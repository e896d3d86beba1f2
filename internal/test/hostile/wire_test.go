//go:build linux

package hostile_test

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// wire is a client that speaks SSH itself, packet by packet, so that it can say what no library
// would. It knows one algorithm of each kind and believes every host key.
type wire struct {
	net.Conn
	r       *bufio.Reader
	version string // the program's
	offer   []byte // the program's last KEXINIT
	hostKey string // the program's
	id      []byte // of the session
	in, out *seal  // nil before the first keys
}

// Numbers of messages (RFC 4250, 4.1.2).
const (
	msgDisconnect     = 1
	msgIgnore         = 2
	msgServiceRequest = 5
	msgServiceAccept  = 6
	msgKexInit        = 20
	msgNewKeys        = 21
	msgKexReply       = 31
	msgUserauth       = 50
	msgUserauthFailed = 51
	msgUserauthDone   = 52
	msgGlobalRequest  = 80
	msgRequestDone    = 81
	msgRequestFailed  = 82
	msgOpen           = 90
	msgOpenConfirmed  = 91
	msgOpenFailed     = 92
	msgAdjust         = 93
	msgData           = 94
	msgExtendedData   = 95
	msgEOF            = 96
	msgClose          = 97
	msgRequest        = 98
	msgSuccess        = 99
	msgFailure        = 100
)

const wireVersion = "SSH-2.0-wire"

// encode puts fields as SSH does: text with its length before it, bytes as they are.
func encode(fields ...any) (p []byte) {
	for _, field := range fields {
		switch f := field.(type) {
		case string:
			p = binary.BigEndian.AppendUint32(p, uint32(len(f)))
			p = append(p, f...)
		case []byte:
			p = append(p, f...)
		case uint32:
			p = binary.BigEndian.AppendUint32(p, f)
		case byte:
			p = append(p, f)
		case bool:
			b := byte(0)
			if f {
				b = 1
			}
			p = append(p, b)
		default:
			panic(fmt.Sprintf("encode %T", field))
		}
	}
	return p
}

// message is a packet's payload.
func message(kind byte, fields ...any) []byte { return append([]byte{kind}, encode(fields...)...) }

// take takes one length and what it counts off p.
func take(p []byte) (text, rest []byte, err error) {
	if len(p) < 4 || uint32(len(p)-4) < binary.BigEndian.Uint32(p) {
		return nil, nil, io.ErrUnexpectedEOF
	}
	n := 4 + binary.BigEndian.Uint32(p)
	return p[4:n], p[n:], nil
}

// seal is AES-GCM in one direction (RFC 5647).
type seal struct {
	aead  cipher.AEAD
	nonce []byte
}

func newSeal(key, nonce []byte) (*seal, error) {
	block, err := aes.NewCipher(key[:16])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &seal{aead, slices.Clone(nonce[:12])}, err
}

func (s *seal) next() {
	binary.BigEndian.PutUint64(s.nonce[4:], binary.BigEndian.Uint64(s.nonce[4:])+1)
}

// greet exchanges versions.
func (p *program) greet(t testing.TB, from string) *wire {
	t.Helper()
	w := &wire{Conn: p.connect(t, from)}
	w.r = bufio.NewReader(w.Conn)
	_ = w.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(w, wireVersion+"\r\n"); err != nil {
		t.Fatal(err)
	}
	line, err := w.r.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	w.version = strings.TrimRight(line, "\r\n")
	return w
}

// wire is a client that has got as far as before authentication.
func (p *program) wire(t testing.TB, from string) *wire {
	t.Helper()
	w := p.greet(t, from)
	if err := w.exchange(); err != nil {
		t.Fatal(err)
	}
	w.say(t, message(msgServiceRequest, "ssh-userauth"))
	w.hear(t, msgServiceAccept)
	return w
}

// wireReader is a wire that has authenticated.
func (p *program) wireReader(t testing.TB, from string) *wire {
	t.Helper()
	w := p.wire(t, from)
	w.say(t, message(msgUserauth, "wire", "ssh-connection", "none"))
	w.hear(t, msgUserauthDone)
	return w
}

// enter is wireReader for a client that may be refused.
func (w *wire) enter() error {
	if _, err := io.WriteString(w, wireVersion+"\r\n"); err != nil {
		return err
	}
	line, err := w.r.ReadString('\n')
	if err != nil {
		return err
	}
	w.version = strings.TrimRight(line, "\r\n")
	if err := w.exchange(); err != nil {
		return err
	}
	if err := w.send(message(msgServiceRequest, "ssh-userauth")); err != nil {
		return err
	}
	if err := w.send(message(msgUserauth, "wire", "ssh-connection", "none")); err != nil {
		return err
	}
	_, err = w.until(msgUserauthDone)
	return err
}

// send sends one packet.
func (w *wire) send(payload []byte) error {
	_, err := w.Write(w.pack(payload))
	return err
}

// pack returns a packet as it goes over the wire.
func (w *wire) pack(payload []byte) []byte {
	block, head := 8, 5
	if w.out != nil {
		block, head = 16, 1 // the length does not count, it is not encrypted
	}
	padding := block - (head+len(payload))%block
	if padding < 4 {
		padding += block
	}
	packet := encode(uint32(1+len(payload)+padding), byte(padding), payload, make([]byte, padding))
	if w.out != nil {
		packet = w.out.aead.Seal(packet[:4:4], w.out.nonce, packet[4:], packet[:4])
		w.out.next()
	}
	return packet
}

// smallest returns the smallest packet that a program may take; it has no more padding than it must.
func (w *wire) smallest(payload []byte) []byte {
	const padding = 4
	packet := encode(uint32(1+len(payload)+padding), byte(padding), payload, make([]byte, padding))
	if w.out != nil {
		packet = w.out.aead.Seal(packet[:4:4], w.out.nonce, packet[4:], packet[:4])
		w.out.next()
	}
	return packet
}

// receive receives one packet.
func (w *wire) receive() ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(w.r, head); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint32(head))
	if w.in != nil {
		n += w.in.aead.Overhead()
	}
	if n > 1<<20 {
		return nil, errors.New("a packet of more than a megabyte")
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(w.r, body); err != nil {
		return nil, err
	}
	if w.in != nil {
		var err error
		if body, err = w.in.aead.Open(nil, w.in.nonce, body, head); err != nil {
			return nil, err
		}
		w.in.next()
	}
	if len(body) < 2 || len(body) < 2+int(body[0]) {
		return nil, io.ErrUnexpectedEOF
	}
	return body[1 : len(body)-int(body[0])], nil
}

// until receives packets until one of a kind comes. A disconnect is an error that says why.
func (w *wire) until(kinds ...byte) ([]byte, error) {
	for {
		p, err := w.receive()
		if err != nil {
			return nil, err
		}
		if slices.Contains(kinds, p[0]) {
			return p, nil
		}
		if p[0] == msgDisconnect && len(p) > 5 {
			why, _, _ := take(p[5:])
			return nil, fmt.Errorf("disconnected: %s", why)
		}
	}
}

// say is send for what must go.
func (w *wire) say(t testing.TB, payload []byte) {
	t.Helper()
	if err := w.send(payload); err != nil {
		t.Fatal(err)
	}
}

// hear is until for what must come.
func (w *wire) hear(t testing.TB, kinds ...byte) []byte {
	t.Helper()
	p, err := w.until(kinds...)
	if err != nil {
		t.Fatalf("waiting for a message of kind %d: %v", kinds, err)
	}
	return p
}

// kexInit is the offer of this client.
func kexInit() []byte {
	cookie := make([]byte, 16)
	_, _ = rand.Read(cookie)
	gcm, mac := "aes128-gcm@openssh.com", "hmac-sha2-256-etm@openssh.com"
	return message(msgKexInit, cookie, "curve25519-sha256", "ssh-ed25519", gcm, gcm, mac, mac, "none", "none", "", "", false, uint32(0))
}

// exchange exchanges keys, for the first time or again (RFC 4253, 7; RFC 8731).
func (w *wire) exchange() error {
	ours := kexInit()
	if err := w.send(ours); err != nil {
		return err
	}
	var err error
	if w.offer, err = w.until(msgKexInit); err != nil {
		return err
	}
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	public := private.PublicKey().Bytes()
	if err := w.send(message(30, string(public))); err != nil {
		return err
	}
	reply, err := w.until(msgKexReply)
	if err != nil {
		return err
	}
	hostKey, rest, err := take(reply[1:])
	if err != nil {
		return err
	}
	w.hostKey = string(hostKey)
	point, _, err := take(rest)
	if err != nil {
		return err
	}
	other, err := ecdh.X25519().NewPublicKey(point)
	if err != nil {
		return err
	}
	secret, err := private.ECDH(other)
	if err != nil {
		return err
	}
	k := mpint(secret)
	hash := sha256.Sum256(slices.Concat(
		encode(wireVersion, w.version, string(ours), string(w.offer), string(hostKey), string(public), string(point)), k))
	return w.rekey(k, hash[:])
}

// rekey takes new keys into use.
func (w *wire) rekey(k, hash []byte) error {
	if w.id == nil {
		w.id = hash
	}
	if err := w.send([]byte{msgNewKeys}); err != nil {
		return err
	}
	if _, err := w.until(msgNewKeys); err != nil {
		return err
	}
	derive := func(letter byte) []byte {
		sum := sha256.Sum256(slices.Concat(k, hash, []byte{letter}, w.id))
		return sum[:]
	}
	var errOut, errIn error
	w.out, errOut = newSeal(derive('C'), derive('A'))
	w.in, errIn = newSeal(derive('D'), derive('B'))
	return errors.Join(errOut, errIn)
}

// mpint is a number as SSH writes it.
func mpint(secret []byte) []byte {
	p := new(big.Int).SetBytes(secret).Bytes()
	if len(p) > 0 && p[0]&0x80 != 0 {
		p = append([]byte{0}, p...)
	}
	return encode(string(p))
}

// open opens a session with a window and a largest packet; it returns the program's number of it.
func (w *wire) open(t testing.TB, number, window, packet uint32) uint32 {
	t.Helper()
	w.say(t, message(msgOpen, "session", number, window, packet))
	p := w.hear(t, msgOpenConfirmed)
	return binary.BigEndian.Uint32(p[5:])
}

// asks sends a request on a channel and reports whether it was granted.
func (w *wire) asks(t testing.TB, channel uint32, kind string, payload []byte) bool {
	t.Helper()
	w.say(t, message(msgRequest, channel, kind, true, payload))
	return w.hear(t, msgSuccess, msgFailure)[0] == msgSuccess
}

// shows opens the reader's screen in a window of SSH that is so large.
func (w *wire) shows(t testing.TB, window uint32) (channel uint32) {
	t.Helper()
	channel = w.open(t, 0, window, 32<<10)
	if !w.asks(t, channel, "pty-req", ptyRequest("xterm-256color", 80, 24)) || !w.asks(t, channel, "shell", nil) {
		t.Fatal("no screen")
	}
	return channel
}

// discards removes the deadline of the connection and discards what the program sends, for a storm.
func (w *wire) discards() {
	_ = w.SetDeadline(time.Time{})
	go func() { _, _ = io.Copy(io.Discard, w.Conn) }()
}

// awaitText receives data on channels until text has come.
func (w *wire) awaitText(t testing.TB, text string) {
	t.Helper()
	var got bytes.Buffer
	for !bytes.Contains(got.Bytes(), []byte(text)) {
		p, err := w.until(msgData)
		if err != nil {
			t.Fatalf("waiting for %q: %v; got %q", text, err, got.String())
		}
		got.Write(p[9:])
	}
}

// isCutOff waits until the program has closed the connection.
func (w *wire) isCutOff(t testing.TB) {
	t.Helper()
	isCutOff(t, w.Conn)
}
