package render

import (
	"context"

	"github.com/sshblog/sshblog/internal/safego"
)

// streamPiece is how many bytes of lines are given away at once.
const streamPiece = 32 << 10

// Stream renders a post and hands over its lines, which are those of [Renderer.Render], in pieces while it goes on: the first ones are there
// before the last ones are laid out, and what has been handed over is not kept, so that the memory that it takes does not grow with
// the length of the page. Nothing is cached. An error of take ends it, and is returned; else the error is that of ctx, or says that
// the post cannot be laid out. While take runs others may render.
func (r *Renderer) Stream(ctx context.Context, q Request, take func(lines []string) error) (err error) {
	keyOf(&q)
	turn := &call{urgency: somebody}
	if err := r.turns.take(ctx, turn); err != nil {
		return err
	}
	held := true
	defer func() {
		if held {
			r.turns.give(turn)
		}
	}()
	safego.Run(r.crashed(&err), "draw a page piece by piece", func() { err = r.stream(ctx, &q, turn, take, &held) })
	return err
}

// stream is Stream while it has its turn to render, which held tells of.
func (r *Renderer) stream(ctx context.Context, q *Request, turn *call, take func(lines []string) error, held *bool) error {
	doc := q.Doc()
	d := newDrawer(q, doc)
	d.out = func(lines []string) error {
		r.turns.give(turn)
		*held = false
		if err := take(lines); err != nil {
			return err
		}
		if err := r.turns.take(ctx, turn); err != nil {
			return err
		}
		*held = true
		return nil
	}
	if err := d.document(ctx, doc); err != nil {
		return err
	}
	d.flush()
	return d.err
}
