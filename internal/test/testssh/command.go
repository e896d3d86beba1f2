package testssh

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Run runs a command without a terminal and returns its output.
func (v *Reader) Run(command string) ([]byte, error) {
	late := time.AfterFunc(v.patience, func() { _ = v.line.Close() })
	defer late.Stop()
	channel, requests, err := v.conn.OpenChannel("session", nil)
	if err != nil {
		return nil, fmt.Errorf("open a session: %w", err)
	}
	status := make(chan uint32, 1)
	v.ended.Go(func() { awaitStatus(requests, status) })
	ok, err := channel.SendRequest("exec", true, gossh.Marshal(&struct{ Command string }{command}))
	if err != nil || !ok {
		return nil, errors.Join(fmt.Errorf("run %q: refused", command), err, channel.Close())
	}
	var out bytes.Buffer
	_, err = io.Copy(&out, channel)
	code := <-status
	_ = channel.Close() // the server has done so before
	if err != nil {
		return out.Bytes(), fmt.Errorf("run %q: %w", command, err)
	}
	if code != 0 {
		return out.Bytes(), fmt.Errorf("run %q: exit status %d", command, code)
	}
	return out.Bytes(), nil
}

// noStatus is what a command ends with that does not say how.
const noStatus = 255

// awaitStatus sends the exit status when the channel has ended.
func awaitStatus(requests <-chan *gossh.Request, status chan<- uint32) {
	code := uint32(noStatus)
	for req := range requests {
		var said struct{ Status uint32 }
		if req.Type == "exit-status" && gossh.Unmarshal(req.Payload, &said) == nil {
			code = said.Status
		}
		if req.WantReply {
			_ = req.Reply(false, nil)
		}
	}
	status <- code
}
