package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/tui"
)

// reporter returns what logs panics.
func reporter(log *slog.Logger) safego.PanicHandler {
	return func(what string, value any, stack []byte) {
		log.Error("panic", "while", what, "value", fmt.Sprint(value), "stack", string(stack))
	}
}

// inBackground runs f until ctx ends or the returned function is called, which waits for the end of
// f and returns its error. A panic ends f only.
func inBackground(ctx context.Context, log *slog.Logger, f func(context.Context) error) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	var err error
	safego.Go(reporter(log), "work in the background", func() {
		defer close(done)
		err = f(ctx)
	})
	return func() error {
		cancel()
		<-done
		return err
	}
}

// watchAndPrepare watches the posts for changes until ctx ends, and prepares what readers may ask
// of each new Index: groups, the search, and what prefetch makes of it.
func (a *app) watchAndPrepare(ctx context.Context, prefetch func(context.Context, *blog.Index)) error {
	var preparing sync.WaitGroup
	preparing.Go(func() {
		safego.Run(reporter(a.log), "make ready what readers want", func() {
			a.forEachIndex(ctx, func(newest context.Context, x *blog.Index) { // in turn: readers need processors, too
				x.Prepare()
				_ = a.searcher.Update(ctx, x) // it fails only at the end
				prefetch(newest, x)
			})
		})
	})
	err := a.store.Watch(ctx)
	preparing.Wait()
	return ignoreCanceled(ctx, err)
}

// prefetchScreens prepares what the first readers of an Index look at.
func (a *app) prefetchScreens(ctx context.Context, x *blog.Index) {
	a.titles.Of(x)
	a.related.Of(x)
	tui.Prefetch(ctx, x, a.renderer, a.themes)
}

// noPrefetch is for one reader, who sees only what they ask for.
func noPrefetch(context.Context, *blog.Index) {}

// forEachIndex calls f for each Index of the blog, one after another, until ctx ends. The context
// of f also ends when there is a newer Index.
func (a *app) forEachIndex(ctx context.Context, f func(context.Context, *blog.Index)) {
	for ctx.Err() == nil {
		changed := a.store.Changed() // before Index, so that no change is missed
		x := a.store.Index()
		newest, stop := context.WithCancel(ctx)
		safego.Go(reporter(a.log), "wait for a newer blog", func() {
			defer stop()
			select {
			case <-changed:
			case <-newest.Done():
			}
		})
		safego.Run(reporter(a.log), "work ahead", func() { f(newest, x) })
		<-newest.Done()
	}
}

// ignoreCanceled returns err, but nil if it says only that ctx has ended.
func ignoreCanceled(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx))) {
		return nil
	}
	return err
}
