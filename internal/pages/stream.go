package pages

import (
	"context"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/safego"
)

// Stream renders a post and hands over its lines, which are those of [Renderer.Render], in pieces
// while it goes on: the first ones are there before the last ones are laid out, and lines that have
// been handed over are not kept, so that memory does not grow with the length of the page. Nothing
// is cached. An error of take ends it, and is returned; else the error is that of ctx, or says that
// the post cannot be laid out. While take runs others may render.
func (r *Renderer) Stream(ctx context.Context, q layout.Request, take func(lines []string) error) (err error) {
	keyOf(&q)
	turn := &call{priority: interactive}
	if err := r.turns.acquire(ctx, turn); err != nil {
		return err
	}
	held := true
	defer func() {
		if held {
			r.turns.release(turn)
		}
	}()
	safego.Run(r.crashed(&err), "draw a page piece by piece", func() { err = r.stream(ctx, &q, turn, take, &held) })
	return err
}

// stream is Stream while it has its turn to render, which held tells of.
func (r *Renderer) stream(ctx context.Context, q *layout.Request, turn *call, take func(lines []string) error,
	held *bool,
) error {
	return layout.DrawPieces(ctx, q, func(lines []string) error {
		r.turns.release(turn)
		*held = false
		if err := take(lines); err != nil {
			return err
		}
		if err := r.turns.acquire(ctx, turn); err != nil {
			return err
		}
		*held = true
		return nil
	})
}
