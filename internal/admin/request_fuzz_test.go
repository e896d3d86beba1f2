package admin

import (
	"bufio"
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"
)

// FuzzRequest: no more than the bound is read of anything, and what is accepted is a request for the
// standard library, too, with the same method and path.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "HEAD / HTTP/1.0\n\n", "GET /a?b HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
		"\r\n\r\n", "GET  /x HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		in := bytes.NewReader(sent)
		got, err := readRequest(in)
		if read := len(sent) - in.Len(); read > maxHead {
			t.Errorf("%d bytes were read", read)
		}
		if d := seconds(got.query); d <= 0 || d > maxSeconds*time.Second {
			t.Errorf("a profile of %v", d)
		}
		if err != nil {
			return
		}
		if strings.ContainsFunc(got.method+got.path, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			t.Errorf("%+v", got)
		}
		theirs, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(sent)))
		if err != nil {
			return
		}
		if path, _, _ := strings.Cut(theirs.RequestURI, "?"); theirs.Method != got.method || path != got.path {
			t.Errorf("%+v; for the library it is %s %s", got, theirs.Method, path)
		}
	})
}
