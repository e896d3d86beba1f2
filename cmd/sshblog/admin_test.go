package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/hostkey"
	"github.com/sshblog/sshblog/internal/metrics"
	"github.com/sshblog/sshblog/internal/oplog"
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/server"
)

// newOperatorMetrics returns the metrics of a server that serves the sample blog.
func newOperatorMetrics(t testing.TB) *metrics.Set {
	t.Helper()
	a, err := newLocalApp(t.TempDir(), blogSettings{})
	if err != nil {
		t.Fatal(err)
	}
	key, err := hostkey.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	srv, err := server.New(server.Options{
		HostKey: gossh.Signer(key), NewModel: a.screens(sshcommand.Lines{}), Run: command.New(command.Options{}).Run,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, lines := oplog.CountLines(slog.New(slog.DiscardHandler))
	return operatorMetrics(a, srv, nil, lines)
}

// TestMetricsTables holds the table of metrics in the documentation to the program; go generate writes
// it. Names are a contract.
func TestMetricsTables(t *testing.T) {
	checkGenerated(t, "metrics", []string{"docs/metrics.md"}, map[string]func(*strings.Builder){
		"all": func(b *strings.Builder) {
			b.WriteString("| name | kind | label | meaning |\n|---|---|---|---|\n")
			for _, m := range newOperatorMetrics(t).All() {
				fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", m.Name, m.Kind, labelCell(m), m.Help)
			}
		},
	})
}

// labelCell is the cell of a metric's label: its values, where they have words.
func labelCell(m metrics.Metric) string {
	if slices.Contains([]string{"", "le", "quantile", "version"}, m.Label) {
		return m.Label
	}
	return m.Label + ": " + strings.Join(m.Values, ", ")
}

// TestMetricsAreSound: the checker of Prometheus finds no fault, and there are few enough of them, all
// with the values that they declare.
func TestMetricsAreSound(t *testing.T) {
	set := newOperatorMetrics(t)
	var text bytes.Buffer
	if _, err := set.WriteTo(&text); err != nil {
		t.Fatal(err)
	}
	problems, err := promlint.New(bytes.NewReader(text.Bytes())).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	const most = 200
	series := 0
	for line := range strings.Lines(text.String()) {
		if !strings.HasPrefix(line, "#") {
			series++
		}
	}
	if series > most {
		t.Errorf("%d series, want at most %d", series, most)
	}
	for _, m := range set.All() {
		m.Read(func(_, value string, _ float64) {
			if value != "" && !strings.Contains("\x00"+strings.Join(m.Values, "\x00")+"\x00", "\x00"+value+"\x00") {
				t.Errorf("%s has the value %q, which it does not declare", m.Name, value)
			}
		})
	}
}

// TestAdminAddress: what may be the address of the side of operators, and what has to be said twice.
func TestAdminAddress(t *testing.T) {
	for addr, want := range map[string]string{
		"": "", "127.0.0.1:9222": "", "localhost:0": "", "[::1]:9222": "", "127.9.9.9:1": "", "[::ffff:127.0.0.1]:1": "",
		":9222": "other machines", "0.0.0.0:9222": "other machines", "[::]:9222": "other machines", "10.0.0.1:9222": "other machines",
		"blog.example.com:9222": "other machines", "localhost.example.com:9222": "other machines",
		"9222": "expected HOST:PORT", "127.0.0.1": "expected HOST:PORT", "127.0.0.1:http": "expected HOST:PORT", "a b:1": "expected HOST:PORT",
		"127.0.0.1:65536": "expected HOST:PORT",
	} {
		err := adminSettings{Admin: addr}.adminFault()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", addr, err, want)
		}
		err = adminSettings{Admin: addr, AdminPublic: true}.adminFault()
		if malformed := want == "expected HOST:PORT"; malformed != (err != nil) {
			t.Errorf("%q, public: %v", addr, err)
		}
	}
}

// TestSharedPort: readers and operators cannot have one address.
func TestSharedPort(t *testing.T) {
	for _, c := range []struct {
		admin, listen string
		shared        bool
	}{
		{"", ":2222", false},
		{"127.0.0.1:9222", ":2222", false},
		{"127.0.0.1:2222", ":2222", true},
		{"127.0.0.1:2222", "0.0.0.0:2222", true},
		{"127.0.0.1:2222", "[::]:2222", true},
		{":2222", "127.0.0.1:2222", true},
		{"127.0.0.1:2222", "127.0.0.1:2222", true},
		{"127.0.0.1:2222", "10.0.0.1:2222", false},
		{"127.0.0.1:0", "127.0.0.1:0", false},
		{"127.0.0.1:2222", "nonsense", false},
	} {
		err := sharedPort(c.admin, c.listen)
		if (err != nil) != c.shared || err != nil && !strings.Contains(err.Error(), "expected another port") {
			t.Errorf("%q and %q: %v", c.admin, c.listen, err)
		}
	}
}

// TestCountedLines: lines are counted by their level, whatever attributes they have.
func TestCountedLines(t *testing.T) {
	var text bytes.Buffer
	log, lines := oplog.CountLines(slog.New(slog.NewTextHandler(&text, nil)))
	log.Debug("not written")
	log.With("a", 1).Info("one")
	log.WithGroup("g").Warn("two", "b", 2)
	log.Error("three")
	log.Log(t.Context(), slog.LevelError+4, "four")
	got := map[string]float64{}
	lines.Metric("x", "X.").Read(func(_, level string, n float64) { got[level] = n })
	want := map[string]float64{"debug": 0, "info": 1, "warn": 1, "error": 2, "other": 0}
	for level, n := range want {
		if got[level] != n {
			t.Errorf("%s: %v lines, want %v", level, got[level], n)
		}
	}
	if n := strings.Count(text.String(), "\n"); n != 4 {
		t.Errorf("%d lines are written", n)
	}
}

// BenchmarkScrape is what a scrape costs, without the way there.
func BenchmarkScrape(b *testing.B) {
	set := newOperatorMetrics(b)
	var text bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		text.Reset()
		if _, err := set.WriteTo(&text); err != nil {
			b.Fatal(err)
		}
	}
}
