package pictures

import (
	"context"
	"errors"
	"fmt"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/source"
)

// call is a picture that is being made, for all that wait for it.
type call struct {
	waiting int                // who waits; guarded by Pictures.mu
	cancel  context.CancelFunc // ends it
	done    chan struct{}      // closed when the result is there
	result
}

// join returns the call that makes something, which it starts if there is none.
func (p *Pictures) join(k key, h picture.Header, form Form) *call {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.calls[k]
	if c == nil {
		ctx, cancel := context.WithCancel(context.Background())
		c = &call{cancel: cancel, done: make(chan struct{})}
		p.calls[k] = c
		safego.Go(p.report, "decode a picture", func() { p.run(ctx, k, c, h, form) })
	}
	c.waiting++
	return c
}

// leave is called by who has waited. The last one ends what nobody waits for any more.
func (p *Pictures) leave(k key, c *call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.waiting--; c.waiting == 0 {
		c.cancel()
		p.forget(k, c)
	}
}

// forget lets the next who asks begin anew. The caller holds mu.
func (p *Pictures) forget(k key, c *call) {
	if p.calls[k] == c {
		delete(p.calls, k)
	}
}

// run makes what a call is for, and keeps it.
func (p *Pictures) run(ctx context.Context, k key, c *call, h picture.Header, form Form) {
	defer c.cancel()
	var bytes int64
	if err := safego.Catch(func() { c.value, bytes, c.err = p.make(ctx, k, h, form) }); err != nil {
		c.value, c.err = nil, p.broken(err)
	}
	var fault *picture.Error
	if c.err == nil || errors.As(c.err, &fault) && fault.Reason != picture.Changing && fault.Reason != picture.TooSlow {
		p.cache.Put(k, c.result, bytes)
	}
	p.mu.Lock()
	p.forget(k, c)
	p.mu.Unlock()
	close(c.done)
}

// make decodes a picture when it is its turn.
func (p *Pictures) make(ctx context.Context, k key, h picture.Header, form Form) (any, int64, error) {
	scaled := 6 * int64(k.size.W) * int64(k.size.H) // its pixels, and what they are made of
	weight := min(h.Memory+k.mark.Size+scaled, p.limits.Memory)
	if err := p.gate.enter(ctx, weight); err != nil {
		return nil, 0, err
	}
	defer p.gate.leave(weight)
	src, err := p.read(k)
	if err != nil {
		return nil, 0, err
	}
	limits := p.limits
	limits.Memory = max(h.Memory+k.mark.Size, 1) // not more than it was admitted for
	m, h, err := picture.Decode(ctx, src, limits)
	if err != nil {
		return nil, 0, err
	}
	value, bytes, err := form.Make(picture.Scale(m, h, k.size))
	if err != nil {
		return nil, 0, &picture.Error{Reason: picture.Damaged, Text: fmt.Sprintf("it cannot be shown: %v", err), Err: err}
	}
	return value, bytes, nil
}

// read returns the file of a picture, if it is still the one that was asked for.
func (p *Pictures) read(k key) ([]byte, error) {
	fsys, closeSource, err := p.source()
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = closeSource() }() // it was only read
	src, mark, err := source.ReadFile(fsys, k.path, min(k.mark.Size, p.limits.FileBytes))
	if err == nil && mark != k.mark || errors.Is(err, source.ErrTooLarge) {
		err = source.ErrChanging
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return src, nil
}
