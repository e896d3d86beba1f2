//go:build unix

package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPercentile(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	for _, c := range []struct{ percent, want float64 }{{0, 1}, {20, 1}, {median, 3}, {80, 4}, {p99, 5}, {most, 5}} {
		if got := percentile(values, c.percent); got != c.want {
			t.Errorf("%v %% of %v: %v, want %v", c.percent, values, got, c.want)
		}
	}
	if !math.IsNaN(percentile(nil, median)) {
		t.Error("the median of nothing is a number")
	}
	if values[0] != 5 {
		t.Error("the values have been sorted in place")
	}
}

func TestVerdicts(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name  string
		row   row
		want  string
		times string
		fails bool
	}{
		{"no bound", row{figure{}, 1, 2, 3}, "", "×2.00", false},
		{"no floor", row{figure{bound: bound{ratio, 2, 1.3}}, nan, 2, 3}, "", "-", false},
		{"a good ratio", row{figure{bound: bound{ratio, 2, 1.3}}, 10, 12, 90}, "goal", "×1.20", false},
		{"a fair ratio", row{figure{bound: bound{ratio, 2, 1.3}}, 10, 15, 90}, "must", "×1.50", false},
		{"a bad ratio", row{figure{bound: bound{ratio, 2, 1.3}, counted: true}, 10, 21, 90}, "MISSED", "×2.10", true},
		{"more is better", row{figure{more: true, bound: bound{ratio, 0.3, 0.65}}, 100, 70, 10}, "goal", "×0.70", false},
		{"more would be better", row{figure{more: true, bound: bound{ratio, 0.3, 0.65}}, 100, 20, 10}, "MISSED", "×0.20", false},
		{"a gate of its own", row{figure{counted: true, gate: 220}, 86, 221, 9}, "", "×2.57", true},
		{"nothing may be left", row{figure{counted: true, bound: bound{absolute, 0, 0}}, nan, 1, nan}, "MISSED", "-", true},
		{"nothing is left", row{figure{counted: true, bound: bound{absolute, 0, 0}}, nan, 0, nan}, "goal", "-", false},
		{"a time fails no short run", row{figure{bound: bound{absolute, 1, 1}}, nan, 9, nan}, "MISSED", "-", false},
		{"as many round trips", row{figure{bound: bound{ratio, 1, 1}, counted: true, gate: 1.07}, 7.1, 7.2, 7.1}, "goal", "×1.01", false},
		{"a round trip more", row{figure{bound: bound{ratio, 1, 1}, counted: true, gate: 1.07}, 7.1, 8.1, 7.1}, "MISSED", "×1.14", true},
	} {
		if got := c.row.verdict(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if got := c.row.times(); got != c.times {
			t.Errorf("%s: %q, want %q", c.name, got, c.times)
		}
		if got := c.row.fails(); got != c.fails {
			t.Errorf("%s: fails: %v", c.name, got)
		}
	}
}

// TestFigures holds the table together: each figure has a group that measures it, and a series of
// its own or another part of one.
func TestFigures(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range figures() {
		if err := known([]string{f.group}); err != nil {
			t.Errorf("%s: %v", f.name, err)
		}
		if f.name == "" || f.how == "" || f.series == "" {
			t.Errorf("%+v is not complete", f)
		}
		if seen[f.name] {
			t.Errorf("there are two figures %q", f.name)
		}
		seen[f.name] = true
	}
	if known([]string{"frame", "nothing"}) == nil {
		t.Error("there is a group that does not exist")
	}
}

// measured are samples of some figures.
func measured() *samples {
	var s samples
	s.add("frame/one", floorName, 3, 2, 4)
	s.add("frame/one", blogName, 6, 7, 8)
	s.add("frame/one", teaName, 30)
	s.add("key/scroll/bytes", blogName, 200)
	s.add("storm/rate", floorName, 100)
	s.add("storm/rate", blogName, 50)
	s.add("stage/TCP", blogName, 0.25)
	return &s
}

func TestReport(t *testing.T) {
	s := measured()
	b := &bench{machine: machine{Commit: "abc", Go: "go1", Cores: 2}, notes: []string{"tea: it is cold"}}
	for series, of := range s.all() {
		for server, values := range of {
			b.samples.add(series, server, values...)
		}
	}
	var out strings.Builder
	err := report(b, settings{short: true}, &out)
	if err == nil || err.Error() != "bytes per one-line scroll: 200 is beyond 147" {
		t.Errorf("a short run ends with %v", err)
	}
	if strings.Contains(out.String(), "p50") {
		t.Errorf("a short run shows times:\n%s", out.String())
	}
	for _, want := range []string{
		"commit abc, go1, 2 cores", "bytes per one-line scroll      -      200      -    -  ≤ 147  ≤ 110   MISSED", "TCP", "not measured: tea: it is cold",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
}

func TestMarkdown(t *testing.T) {
	s := measured()
	text, err := between("# Title\n\n"+markBegin+"old\n"+markEnd+"\nThe end.\n", markdown(&machine{Commit: "abc"}, rows(s), stages(s), []string{"x"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Title\n\n" + markBegin, "| first useful frame p50, ms | 3.0 | 7.0 | ×2.33 | 30.0 | ≤ ×2 | ≤ ×1.3 | **missed** |\n", markEnd + "\nThe end.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "old") {
		t.Error("the old figures are still there")
	}
	if _, err := between("no marks", ""); err == nil {
		t.Error("a file without marks has been written")
	}
}

func TestPlot(t *testing.T) {
	svg := plot(rows(measured()))
	decoder := xml.NewDecoder(strings.NewReader(svg))
	bars := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, svg)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "rect" {
			bars++
		}
	}
	const legend, drawn = 2, 5
	if bars != legend+drawn {
		t.Errorf("%d bars, want %d:\n%s", bars, legend+drawn, svg)
	}
	if strings.Contains(plot(nil), "NaN") || strings.Contains(svg, "NaN") {
		t.Error("a plot holds what is no number")
	}
}

func TestParseBench(t *testing.T) {
	found := parseBench("goos: linux\nBenchmarkQuery-2 \t 2000\t 51234 ns/op\t 1.5 p99-ms\t 120 allocs/op\nBenchmarkQueryOther-2 1 9 ns/op\nPASS\n", "BenchmarkQuery")
	if found["ns/op"] != 51234 || found["p99-ms"] != 1.5 || found["allocs/op"] != 120 || len(found) != 3 {
		t.Errorf("found %v", found)
	}
}

func TestCommandLine(t *testing.T) {
	var log bytes.Buffer
	s, err := parse([]string{"-short", "-json", "x", "key", "storm"}, &log)
	if err != nil || !s.short || s.json != "x" || strings.Join(s.groups, " ") != "key storm" {
		t.Errorf("parsed %+v, %v", s, err)
	}
	if _, err := parse([]string{"sleep"}, &log); err == nil {
		t.Error("an unknown group is known")
	}
	if _, err := parse([]string{"-help"}, &log); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("asking for help ends with %v", err)
	}
	var out strings.Builder
	if err := run(t.Context(), []string{"-list"}, &out, &log); err != nil || !strings.Contains(out.String(), "first useful frame") {
		t.Errorf("the list is %q, %v", out.String(), err)
	}
}

// TestGoBenches looks for each Go benchmark that makes figures where it is said to be.
func TestGoBenches(t *testing.T) {
	for _, g := range goBenches() {
		name, _, _ := strings.Cut(g.name, "/")
		files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(g.pkg), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, func(file string) bool {
			text, err := os.ReadFile(file)
			return err == nil && strings.Contains(string(text), "func "+name+"(")
		}) {
			t.Errorf("no %s in %s", name, g.pkg)
		}
	}
}
