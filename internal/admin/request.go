package admin

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
)

// Bounds of a request, in bytes and lines. Prometheus and a kubelet send a twentieth of that.
const (
	maxHead    = 8 << 10 // of all lines together
	maxLine    = 4 << 10
	maxHeaders = 64
)

// request is what is wanted.
type request struct {
	method string
	path   string
	query  string // behind the first question mark, as it came
	remote bool   // it asks for a host that need not be this machine
}

// What may be wrong with a request.
var (
	errMalformed = errors.New("malformed request")
	errTooLarge  = errors.New("the request is too large")
	errVersion   = errors.New("expected HTTP/1.0 or HTTP/1.1")
)

// readRequest reads the head of a request of HTTP/1 (RFC 9112). It checks the form of the headers,
// and ignores what they say but for the host. It does not read the body.
func readRequest(r io.Reader) (request, error) {
	limited := &io.LimitedReader{R: r, N: maxHead}
	in := bufio.NewReaderSize(limited, maxLine)
	line, err := readLine(in, limited)
	if err != nil {
		return request{}, err
	}
	wanted, err := parseFirstLine(line)
	if err != nil {
		return request{}, err
	}
	for range maxHeaders {
		line, err := readLine(in, limited)
		if err != nil {
			return request{}, err
		}
		if len(line) == 0 {
			return wanted, nil
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		if !found || !isToken(string(name)) {
			return request{}, errMalformed
		}
		if strings.EqualFold(string(name), "Host") && !isThisMachine(string(value)) {
			wanted.remote = true
		}
	}
	return request{}, errTooLarge
}

// isThisMachine reports whether the value of a Host header (RFC 9110, 7.2) names this machine whoever
// resolves it: a loopback address or localhost, with a port or without; or nothing at all.
func isThisMachine(value string) bool {
	host := strings.Trim(value, " \t")
	if host == "" {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	} else if inner, ok := strings.CutPrefix(host, "["); ok {
		host = strings.TrimSuffix(inner, "]")
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// readLine returns the next line without its end, until the next call.
func readLine(in *bufio.Reader, limited *io.LimitedReader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	switch {
	case err == nil:
		return bytes.TrimSuffix(line[:len(line)-1], []byte("\r")), nil
	case errors.Is(err, bufio.ErrBufferFull), errors.Is(err, io.EOF) && limited.N <= 0:
		return nil, errTooLarge
	}
	return nil, err
}

// parseFirstLine reads the line that says what is wanted.
func parseFirstLine(line []byte) (request, error) {
	method, rest, _ := strings.Cut(string(line), " ")
	target, version, found := strings.Cut(rest, " ")
	switch {
	case !found || !isToken(method) || !isTarget(target):
		return request{}, errMalformed
	case version != "HTTP/1.1" && version != "HTTP/1.0":
		return request{}, errVersion
	}
	path, query, _ := strings.Cut(target, "?")
	return request{method: method, path: path, query: query}, nil
}

// isToken reports whether s can be a method or the name of a header (RFC 9110, 5.6.2).
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

// isTarget reports whether s is a path, perhaps with a query: there are no proxies here.
func isTarget(s string) bool {
	return strings.HasPrefix(s, "/") && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}
