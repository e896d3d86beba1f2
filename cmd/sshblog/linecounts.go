package main

import (
	"context"
	"log/slog"

	"github.com/sshblog/sshblog/internal/metrics"
)

// lineCounts is a handler of the log that counts its lines.
type lineCounts struct {
	slog.Handler
	counts *metrics.Labeled // by level
}

// countLines returns a log whose lines are counted.
func countLines(log *slog.Logger) (*slog.Logger, *lineCounts) {
	counting := &lineCounts{log.Handler(), metrics.NewLabeled("debug", "info", "warn", "error")}
	return slog.New(counting), counting
}

// Handle counts a line, and passes it on.
func (l *lineCounts) Handle(ctx context.Context, r slog.Record) error {
	l.counts.Add(levelName(r.Level), 1)
	return l.Handler.Handle(ctx, r)
}

// WithAttrs returns the same with attributes.
func (l *lineCounts) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &lineCounts{l.Handler.WithAttrs(attrs), l.counts}
}

// WithGroup returns the same for a group.
func (l *lineCounts) WithGroup(name string) slog.Handler {
	return &lineCounts{l.Handler.WithGroup(name), l.counts}
}

// levelName returns the name of a level, whatever lies between two.
func levelName(level slog.Level) string {
	switch {
	case level >= slog.LevelError:
		return "error"
	case level >= slog.LevelWarn:
		return "warn"
	case level >= slog.LevelInfo:
		return "info"
	}
	return "debug"
}
