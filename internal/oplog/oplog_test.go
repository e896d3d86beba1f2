package oplog

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestLog: the form and the level of the log.
func TestLog(t *testing.T) {
	for _, c := range []struct{ format, level, want string }{
		{"", "", `level=INFO msg=two took=1.5s|level=WARN msg=three`},
		{"text", "debug", `level=DEBUG msg=one|level=INFO msg=two took=1.5s|level=WARN msg=three`},
		{"JSON", "warn", `"level":"WARN","msg":"three"}`},
		{"json", "info", `"level":"INFO","msg":"two","took":"1.5s"}|"level":"WARN","msg":"three"}`},
		{"text", "error", ``},
	} {
		var s struct {
			LogFormat Format
			LogLevel  Level
		}
		if err := s.LogFormat.UnmarshalText([]byte(c.format)); err != nil {
			t.Fatal(err)
		}
		if err := s.LogLevel.UnmarshalText([]byte(c.level)); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		log, lines := New(&out, s.LogFormat, s.LogLevel)
		log.Debug("one")
		log.Info("two", "took", 1500*time.Millisecond)
		log.Warn("three")
		if err := lines.Close(); err != nil {
			t.Fatal(err)
		}
		var got []string
		for line := range strings.Lines(out.String()) {
			_, line, _ = strings.Cut(strings.TrimSpace(line), "level")
			got = append(got, line)
		}
		var want []string
		for _, line := range strings.Split(c.want, "|") {
			if _, line, ok := strings.Cut(line, "level"); ok {
				want = append(want, line)
			}
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s %s: %q, want %q", c.format, c.level, got, want)
		}
	}
}
