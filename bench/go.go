//go:build unix

package main

import (
	"bytes"
	"fmt"
	"math"
	"os/exec"
	"strconv"
	"strings"
)

// goBench is a Go benchmark of the project, and the figures that its result makes.
type goBench struct {
	pkg, name string
	time      string // for -benchtime
	short     bool   // its counted figures belong to a short run, too
	figures   []goFigure
}

// goFigure is a figure that a Go benchmark reports.
type goFigure struct {
	unit  string  // as the benchmark reports it
	scale float64 // by which it is divided
	figure
}

const nsPerMs = 1e6

func goBenches() []goBench {
	return []goBench{
		frameBench("list-100", "one frame of a list of 100 posts", 260),
		frameBench("list-50000", "one frame of a list of 50,000 posts", 260),
		frameBench("post-4KB", "one frame of a post of 4 KB", 48),
		frameBench("post-2MB", "one frame of a post of 2 MB", 48),
		{"internal/loader", "BenchmarkLoad10000", "2x", false, []goFigure{
			{"ns/op", 1000 * nsPerMs, figure{
				name: "index of 10,000 posts of 8 KB, s", digits: 2,
				bound: bound{absolute, 3, 1},
			}},
			{"allocs/op", 10_000, figure{name: "allocations per post of that", digits: 0}},
		}},
		{"internal/loader", "BenchmarkNoticeOne", "20x", false, []goFigure{
			{"ns/op", nsPerMs, figure{
				name: "index after a notice of a change, ms", digits: 1,
				bound: bound{absolute, 100, 20},
			}},
		}},
		{"internal/search", "BenchmarkBuild10000", "1x", false, []goFigure{
			{"ns/op", 1000 * nsPerMs, figure{
				name:   "full-text index of 10,000 posts, made in the background, s",
				digits: 2, bound: bound{absolute, math.Inf(1), 3},
			}},
			{"heap-MB", 1, figure{name: "memory of that, MB", digits: 0, bound: bound{absolute, 100, 50}}},
		}},
		{"internal/search", "BenchmarkQuery", "2000x", false, []goFigure{
			{"p99-ms", 1, figure{name: "search of them p99, ms", digits: 2, bound: bound{absolute, 16, 5}}},
			{"allocs/op", 1, figure{name: "allocations of a search", digits: 0}},
		}},
		{"internal/layout", "BenchmarkRenderPerKB", "20x", false, []goFigure{
			{"ms/KB", 1, figure{name: "rendering of a KB of Markdown, ms", digits: 2}},
			{"allocs/op", 1, figure{
				name:   "allocations of the rendering of a post that has one of everything",
				digits: 0,
			}},
		}},
	}
}

// frameBench is a benchmark of one frame, and how many allocations are too many.
func frameBench(name, what string, most float64) goBench {
	return goBench{"internal/tui", "BenchmarkFrame/" + name, "200x", true, []goFigure{
		{"ns/op", 1000, figure{name: what + ", µs", digits: 0}},
		{"allocs/op", 1, figure{name: "allocations of " + what, counted: true, gate: most}},
	}}
}

// goFigures are the figures that Go benchmarks make.
func goFigures() []figure {
	var all []figure
	for _, g := range goBenches() {
		for _, f := range g.figures {
			f.group, f.series = "go", g.series(f)
			f.how = fmt.Sprintf("%s of %s, go test -bench", g.name, g.pkg)
			all = append(all, f.figure)
		}
	}
	return all
}

func (g goBench) series(f goFigure) string { return "go/" + g.name + "/" + f.unit }

func (b *bench) measureGo() error { return b.runGo(false) }

func (b *bench) measureGoShort() error { return b.runGo(true) }

// runGo runs Go benchmarks and takes their figures.
func (b *bench) runGo(short bool) error {
	for _, g := range goBenches() {
		if short && !g.short {
			continue
		}
		//nolint:gosec // the arguments are those of the table above
		test := exec.CommandContext(b.ctx, "go", "test", "-run", "^$", "-bench",
			"^"+strings.ReplaceAll(g.name, "/", "$/^")+"$", "-benchmem", "-benchtime", g.time, "./"+g.pkg)
		var out bytes.Buffer
		test.Stdout, test.Stderr = &out, b.log
		if err := test.Run(); err != nil {
			return fmt.Errorf("%s: %w\n%s", g.name, err, out.String())
		}
		found := parseBench(out.String(), g.name)
		for _, f := range g.figures {
			if value, ok := found[f.unit]; ok {
				b.samples.add(g.series(f), blogName, value/f.scale)
			}
		}
	}
	return nil
}

// parseBench reads the line of a benchmark: its figures by their units.
func parseBench(out, name string) map[string]float64 {
	found := map[string]float64{}
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		if len(words) < 4 || words[0] != name && !strings.HasPrefix(words[0], name+"-") {
			continue
		}
		for i := 2; i+1 < len(words); i += 2 {
			if value, err := strconv.ParseFloat(words[i], 64); err == nil {
				found[words[i+1]] = value
			}
		}
	}
	return found
}
