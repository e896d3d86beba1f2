package metrics_test

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"github.com/prometheus/common/expfmt"

	"github.com/sshblog/sshblog/internal/metrics"
)

// text returns the metrics of a set as they are written.
func text(t testing.TB, set *metrics.Set) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := set.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLikeTheLibrary: what is written is, byte for byte, what Prometheus' own library writes of the same.
func TestLikeTheLibrary(t *testing.T) {
	var counted metrics.Counter
	counted.Add(41)
	counted.Add(1)
	kinds := metrics.NewLabeled(`a "b" \c`, "hung up")
	kinds.Add("hung up", 3)
	kinds.Add(`a "b" \c`, 1)
	kinds.Add("whatever a client sends", 2)
	waits := metrics.NewHistogram(time.Millisecond, 2500*time.Microsecond, time.Second)
	set := new(metrics.Set)
	set.Add(nil,
		metrics.One(metrics.KindCounter, "a_total", "Help with \\ and\na second line.", counted.Value),
		kinds.Metric(metrics.KindGauge, "b", `Kinds of "things".`, "kind"),
		waits.Metric("c_seconds", "Waits."),
	)

	theirs := prometheus.NewRegistry()
	a := prometheus.NewCounter(prometheus.CounterOpts{Name: "a_total", Help: "Help with \\ and\na second line."})
	b := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "b", Help: `Kinds of "things".`}, []string{"kind"})
	c := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "c_seconds", Help: "Waits.", Buckets: []float64{0.001, 0.0025, 1}})
	theirs.MustRegister(a, b, c)
	a.Add(42)
	b.WithLabelValues(`a "b" \c`).Set(1)
	b.WithLabelValues("hung up").Set(3)
	b.WithLabelValues("other").Set(2)
	for _, d := range []time.Duration{0, time.Millisecond, time.Millisecond + 1, time.Second, 90 * time.Second} {
		waits.Observe(d)
		c.Observe(d.Seconds())
	}
	families, err := theirs.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, family := range families {
		if _, err := expfmt.MetricFamilyToText(&want, family); err != nil {
			t.Fatal(err)
		}
	}
	if got := text(t, set); got != want.String() {
		t.Errorf("got\n%s\nwant\n%s", got, want.String())
	}
}

// TestStandardNames: what is said of Go and of the process has the names and kinds of Prometheus' own
// library, and no fault that its checker knows.
func TestStandardNames(t *testing.T) {
	set := new(metrics.Set)
	set.AddGo()
	set.AddProcess()
	theirs := prometheus.NewRegistry()
	theirs.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	families, err := theirs.Gather()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, family := range families {
		kinds[family.GetName()] = strings.ToLower(family.GetType().String())
	}
	for _, m := range set.All() {
		if kinds[m.Name] != string(m.Kind) {
			t.Errorf("%s is a %s; in the library: %q", m.Name, m.Kind, kinds[m.Name])
		}
	}
	problems, err := promlint.New(strings.NewReader(text(t, set))).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

// TestNumbers: what the runtime and the system say is there.
func TestNumbers(t *testing.T) {
	runtime.GC()
	set := new(metrics.Set)
	set.AddGo()
	set.AddProcess()
	for _, m := range set.All() {
		sum := 0.0
		_ = text(t, set) // refreshes
		m.Read(func(_, _ string, n float64) { sum += n })
		if sum <= 0 {
			t.Errorf("%s is %v", m.Name, sum)
		}
	}
}

// TestTogether: counting and reading may happen at the same time, and counting allocates nothing.
func TestTogether(t *testing.T) {
	kinds := metrics.NewLabeled("a")
	waits := metrics.NewHistogram(time.Millisecond)
	var counted metrics.Counter
	set := new(metrics.Set)
	set.Add(func() {}, kinds.Metric(metrics.KindCounter, "k", "K.", "kind"), waits.Metric("w", "W."),
		metrics.One(metrics.KindCounter, "c", "C.", counted.Value))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 100 {
				kinds.Add("a", 1)
				waits.Observe(time.Second)
				counted.Add(1)
			}
		})
		all.Go(func() { _, _ = set.WriteTo(io.Discard) })
	}
	all.Wait()
	if got := text(t, set); !strings.Contains(got, "\nk{kind=\"a\"} 400\n") || !strings.Contains(got, "\nw_count 400\n") {
		t.Error(got)
	}
	if n := testing.AllocsPerRun(100, func() { kinds.Add("a", 1); waits.Observe(time.Second); counted.Add(1) }); n != 0 {
		t.Errorf("counting allocates %v times", n)
	}
}
