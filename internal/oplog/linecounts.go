package oplog

import (
	"context"
	"log/slog"

	"github.com/sshblog/sshblog/internal/metrics"
)

// LineCounts is a handler of the log that counts its lines.
type LineCounts struct {
	slog.Handler
	counts *metrics.Labeled // by level
}

// CountLines returns a log whose lines are counted.
func CountLines(log *slog.Logger) (*slog.Logger, *LineCounts) {
	counting := &LineCounts{log.Handler(), metrics.NewLabeled("debug", "info", "warn", "error")}
	return slog.New(counting), counting
}

// Metric returns the counts as a metric.
func (l *LineCounts) Metric(name, help string) metrics.Metric {
	return l.counts.Metric(metrics.KindCounter, name, help, "level")
}

// Handle counts a line, and passes it on.
func (l *LineCounts) Handle(ctx context.Context, r slog.Record) error {
	l.counts.Add(levelName(r.Level), 1)
	return l.Handler.Handle(ctx, r)
}

// WithAttrs returns the same with attributes.
func (l *LineCounts) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &LineCounts{l.Handler.WithAttrs(attrs), l.counts}
}

// WithGroup returns the same for a group.
func (l *LineCounts) WithGroup(name string) slog.Handler {
	return &LineCounts{l.Handler.WithGroup(name), l.counts}
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
