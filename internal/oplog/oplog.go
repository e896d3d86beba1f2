// Package oplog writes the operator's log: one structured line per event, as text or JSON, which nobody
// waits for. A queue stands between the log and where it goes (queue.go), and the lines are counted
// (linecounts.go).
package oplog

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Format is the form of the lines of the log.
type Format string

// The forms of the log.
const (
	Text Format = "text"
	JSON Format = "json"
)

// UnmarshalText reads the name of a form, "" for the default.
func (f *Format) UnmarshalText(text []byte) error {
	switch named := Format(strings.ToLower(string(text))); named {
	case "":
		*f = Text
	case Text, JSON:
		*f = named
	default:
		return fmt.Errorf("%q, expected text or json", text)
	}
	return nil
}

// Level is the least level of the lines of the log.
type Level slog.Level

// UnmarshalText reads the name of a level, "" for the default.
func (l *Level) UnmarshalText(text []byte) error {
	switch strings.ToLower(string(text)) {
	case "debug":
		*l = Level(slog.LevelDebug)
	case "", "info":
		*l = Level(slog.LevelInfo)
	case "warn", "warning":
		*l = Level(slog.LevelWarn)
	case "error":
		*l = Level(slog.LevelError)
	default:
		return fmt.Errorf("%q, expected debug, info, warn or error", text)
	}
	return nil
}

// New returns a log that goes to w: one structured line per event, what clients sent in quotes. It has to
// be closed.
func New(w io.Writer, format Format, least Level) (*slog.Logger, io.Closer) {
	handler := func(w io.Writer) slog.Handler {
		options := &slog.HandlerOptions{Level: slog.Level(least)}
		if format != JSON {
			return slog.NewTextHandler(w, options)
		}
		options.ReplaceAttr = func(_ []string, a slog.Attr) slog.Attr {
			if a.Value.Kind() == slog.KindDuration { // as in the text, and not a number without a unit
				a.Value = slog.StringValue(a.Value.Duration().String())
			}
			return a
		}
		return slog.NewJSONHandler(w, options)
	}
	direct := slog.New(handler(w))
	queue := newQueue(w, func(lost int) { direct.Warn("lines of the log were lost", "lines", lost) })
	return slog.New(handler(queue)), queue
}
