package metrics

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// goGauge is a number of Go's runtime: the sum of some of its own metrics. Names and meaning are those of
// Prometheus' client library, which dashboards know.
type goGauge struct {
	name, help string
	kind       Kind
	from       []string
}

var goGauges = []goGauge{
	{"go_goroutines", "Number of goroutines that currently exist.", KindGauge, []string{"/sched/goroutines:goroutines"}},
	{
		"go_sched_gomaxprocs_threads", "The number of threads that run Go code at one time.", KindGauge,
		[]string{"/sched/gomaxprocs:threads"},
	},
	{"go_gc_gogc_percent", "How much the heap grows before it is collected, as GOGC says.", KindGauge, []string{"/gc/gogc:percent"}},
	{"go_gc_gomemlimit_bytes", "Limit of the memory, as GOMEMLIMIT or the container says.", KindGauge, []string{"/gc/gomemlimit:bytes"}},
	{
		"go_memstats_alloc_bytes", "Bytes of the heap that are in use.", KindGauge,
		[]string{"/memory/classes/heap/objects:bytes"},
	},
	{"go_memstats_alloc_bytes_total", "Bytes allocated in the heap until now.", KindCounter, []string{"/gc/heap/allocs:bytes"}},
	{
		"go_memstats_mallocs_total", "Objects allocated in the heap until now.", KindCounter,
		[]string{"/gc/heap/allocs:objects", "/gc/heap/tiny/allocs:objects"},
	},
	{
		"go_memstats_frees_total", "Objects freed in the heap until now.", KindCounter,
		[]string{"/gc/heap/frees:objects", "/gc/heap/tiny/allocs:objects"},
	},
	{"go_memstats_heap_objects", "Objects in the heap.", KindGauge, []string{"/gc/heap/objects:objects"}},
	{
		"go_memstats_heap_inuse_bytes", "Bytes of the parts of the heap that hold objects.", KindGauge,
		[]string{"/memory/classes/heap/objects:bytes", "/memory/classes/heap/unused:bytes"},
	},
	{
		"go_memstats_heap_idle_bytes", "Bytes of the parts of the heap that hold none.", KindGauge,
		[]string{"/memory/classes/heap/released:bytes", "/memory/classes/heap/free:bytes"},
	},
	{
		"go_memstats_heap_released_bytes", "Bytes of the heap that were given back to the system.", KindGauge,
		[]string{"/memory/classes/heap/released:bytes"},
	},
	{"go_memstats_stack_inuse_bytes", "Bytes of the stacks of goroutines.", KindGauge, []string{"/memory/classes/heap/stacks:bytes"}},
	{"go_memstats_next_gc_bytes", "Size of the heap at which it is collected next.", KindGauge, []string{"/gc/heap/goal:bytes"}},
	{"go_memstats_sys_bytes", "Bytes that Go has from the system.", KindGauge, []string{"/memory/classes/total:bytes"}},
}

// AddGo adds what Go's runtime says of itself.
func (s *Set) AddGo() {
	var samples []metrics.Sample
	places := map[string]int{}
	for _, gauge := range goGauges {
		for _, name := range gauge.from {
			if _, known := places[name]; !known {
				places[name] = len(samples)
				samples = append(samples, metrics.Sample{Name: name})
			}
		}
	}
	pauses := debug.GCStats{PauseQuantiles: make([]time.Duration, 5)}
	all := []Metric{
		Constant("go_info", "Version of Go that the program was built with.", "version", runtime.Version()),
		One(KindGauge, "go_threads", "Threads of the system that were created.", func() float64 {
			n, _ := runtime.ThreadCreateProfile(nil)
			return float64(n)
		}),
		pauseMetric(&pauses),
	}
	for _, gauge := range goGauges {
		all = append(all, One(gauge.kind, gauge.name, gauge.help, func() (sum float64) {
			for _, name := range gauge.from {
				sum += uintValue(samples[places[name]].Value)
			}
			return sum
		}))
	}
	s.Add(func() { metrics.Read(samples); debug.ReadGCStats(&pauses) }, all...)
}

// uintValue returns a value, 0 if this version of Go does not have it.
func uintValue(v metrics.Value) float64 {
	if v.Kind() != metrics.KindUint64 {
		return 0
	}
	return float64(v.Uint64())
}

// pauseMetric returns the metric of the pauses of the garbage collector.
func pauseMetric(stats *debug.GCStats) Metric {
	m := Metric{
		Name: "go_gc_duration_seconds", Help: "How long the garbage collector has stopped the program, each time.",
		Kind: KindSummary, Label: "quantile",
	}
	for i := range stats.PauseQuantiles {
		m.Values = append(m.Values, strconv.FormatFloat(float64(i)/float64(len(stats.PauseQuantiles)-1), 'g', -1, 64))
	}
	m.Read = func(emit func(string, string, float64)) {
		for i, value := range m.Values {
			emit("", value, stats.PauseQuantiles[i].Seconds())
		}
		emit("_sum", "", stats.PauseTotal.Seconds())
		emit("_count", "", float64(stats.NumGC))
	}
	return m
}
