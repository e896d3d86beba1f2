package pages

import (
	"context"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/safego"
)

// Stream renders a post and passes the lines of its page, the same as those of [Renderer.Render],
// to take in pieces while it works. Lines are not kept once they are passed on, so memory does not
// grow with the length of the page, and nothing is cached. Stream stops at an error of take and
// returns it. It also fails if ctx ends or if the post cannot be laid out. Other renderings may run
// while take does.
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

// stream is Stream once it has its turn. It sets *held to whether it has the turn when it returns.
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
