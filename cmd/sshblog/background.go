package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/search"

	"github.com/sshblog/sshblog/internal/loader"
)

// reporter tells the log of panics.
func reporter(log *slog.Logger) safego.Report {
	return func(what string, value any, stack []byte) {
		log.Error("panic", "while", what, "value", fmt.Sprint(value), "stack", string(stack))
	}
}

// inBackground runs f beside the rest until ctx ends or the returned function is called, which waits for its end and returns its error.
// A panic ends f only.
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

// keepUp looks for changes of the posts and makes ready what readers may ask of each new Index, until ctx ends: groups, related posts, the
// search, and what ahead makes of it.
func keepUp(ctx context.Context, store *loader.Store, searcher *search.Searcher, log *slog.Logger, ahead func(context.Context, *blog.Index)) error {
	var preparing sync.WaitGroup
	report := reporter(log)
	preparing.Go(func() {
		safego.Run(report, "make ready what readers want", func() {
			follow(ctx, store, report, func(newest context.Context, x *blog.Index) { // one after the other: readers need processors, too
				x.Prepare()
				_ = searcher.Update(ctx, x) // it fails only at the end
				ahead(newest, x)
			})
		})
	})
	err := store.Watch(ctx)
	preparing.Wait()
	return ended(ctx, err)
}

// nothingAhead is for one reader, who sees only what he asks for.
func nothingAhead(context.Context, *blog.Index) {}

// follow calls f for each Index of a blog, one after the other, until ctx ends. The context of f ends also when there is a newer one.
func follow(ctx context.Context, store *loader.Store, report safego.Report, f func(context.Context, *blog.Index)) {
	for ctx.Err() == nil {
		changed := store.Changed() // before Index, so that no change is missed
		x := store.Index()
		newest, stop := context.WithCancel(ctx)
		safego.Go(report, "wait for a newer blog", func() {
			defer stop()
			select {
			case <-changed:
			case <-newest.Done():
			}
		})
		safego.Run(report, "work ahead", func() { f(newest, x) })
		<-newest.Done()
	}
}

// ended returns the error of something that runs until ctx ends, nil if that is why it has ended.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx))) {
		return nil
	}
	return err
}
