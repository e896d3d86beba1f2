package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// logFormat is the form of the lines of the log.
type logFormat string

// The forms of the log.
const (
	logText logFormat = "text"
	logJSON logFormat = "json"
)

// UnmarshalText reads the name of a form, "" for the default.
func (f *logFormat) UnmarshalText(text []byte) error {
	switch named := logFormat(strings.ToLower(string(text))); named {
	case "":
		*f = logText
	case logText, logJSON:
		*f = named
	default:
		return fmt.Errorf("%q, expected text or json", text)
	}
	return nil
}

// logLevel is the least level of the lines of the log.
type logLevel slog.Level

// UnmarshalText reads the name of a level, "" for the default.
func (l *logLevel) UnmarshalText(text []byte) error {
	switch strings.ToLower(string(text)) {
	case "debug":
		*l = logLevel(slog.LevelDebug)
	case "", "info":
		*l = logLevel(slog.LevelInfo)
	case "warn", "warning":
		*l = logLevel(slog.LevelWarn)
	case "error":
		*l = logLevel(slog.LevelError)
	default:
		return fmt.Errorf("%q, expected debug, info, warn or error", text)
	}
	return nil
}

// log returns the operator's log: one structured line per event, on stderr, what clients sent in
// quotes. It has to be closed.
func (p program) log(s logSettings) (*slog.Logger, io.Closer) {
	handler := func(w io.Writer) slog.Handler {
		options := &slog.HandlerOptions{Level: slog.Level(s.LogLevel)}
		if s.LogFormat != logJSON {
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
	direct := slog.New(handler(p.stderr))
	queue := newLogQueue(p.stderr, func(lost int) { direct.Warn("lines of the log were lost", "lines", lost) })
	return slog.New(handler(queue)), queue
}
