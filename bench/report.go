//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// report prints the table and writes the files that were asked for. Its error names the groups that
// have failed and, in a short run, each figure that is out of bounds.
func report(b *bench, s settings, w io.Writer) error {
	table := rows(&b.samples)
	if s.short {
		table = slices.DeleteFunc(table, func(r row) bool { return !r.counted })
	}
	if _, err := io.WriteString(w, plain(&b.machine, table, stages(&b.samples), b.notes)); err != nil {
		return fmt.Errorf("print the table: %w", err)
	}
	errs := slices.Clone(b.failed)
	if s.json != "" {
		errs = append(errs, writeJSON(s.json, &b.machine, b.samples.all()))
	}
	if s.markdown != "" {
		errs = append(errs, writeMarkdown(s.markdown, s.plot, markdown(&b.machine, table, stages(&b.samples), b.notes)))
	}
	if s.plot != "" {
		errs = append(errs, writeFile(s.plot, plot(table)))
	}
	if s.short {
		errs = append(errs, gates(table))
	}
	return errors.Join(errs...)
}

// gates are the errors of the counted figures that are out of bounds.
func gates(table []row) error {
	var errs []error
	for _, r := range table {
		if r.fails() {
			value := r.number(r.blog)
			if r.bound.kind == ratio {
				value += " (" + r.times() + ")"
			}
			errs = append(errs, fmt.Errorf("%s: %s is beyond %v", r.name, value, r.limit()))
		}
	}
	return errors.Join(errs...)
}

// header are the columns of the table.
func header() []string {
	return []string{"figure", "floor", "sshblog", "ratio", "tea", "must", "goal", "verdict"}
}

// cells are a row of the table.
func (r row) cells() []string {
	must, goal := r.limits()
	return []string{r.name, r.number(r.floor), r.number(r.blog), r.times(), r.number(r.tea), must, goal, r.verdict()}
}

// plain is the table as text.
func plain(m *machine, table []row, stages [][]string, notes []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", m)
	lines := [][]string{header()}
	for _, r := range table {
		lines = append(lines, r.cells())
	}
	align(&b, lines)
	if len(stages) > 1 {
		b.WriteString("\n")
		align(&b, stages)
	}
	for _, note := range notes {
		fmt.Fprintf(&b, "\nnot measured: %s", note)
	}
	b.WriteString("\n")
	return b.String()
}

// align writes lines of cells below each other, the first to the left and the others to the right.
func align(b *strings.Builder, lines [][]string) {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range lines {
		for i, cell := range line {
			blanks := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				b.WriteString(cell + blanks)
			} else {
				b.WriteString("  " + blanks + cell)
			}
		}
		b.WriteString("\n")
	}
}

// stages are the medians of the parts of the wait for the first frame, in milliseconds.
func stages(s *samples) [][]string {
	table := [][]string{{"stage of the first frame, ms", floorName, blogName, teaName}}
	for _, name := range []string{
		"TCP", "version", "key exchange", "authentication", "channel", "terminal and shell",
		"first byte", "useful frame",
	} {
		series := "stage/" + name
		if len(s.of(series, blogName)) == 0 {
			continue
		}
		line := []string{name}
		for _, server := range all() {
			line = append(line, row{figure: figure{digits: 2}}.number(percentile(s.of(series, server), median)))
		}
		table = append(table, line)
	}
	return table
}

// writeJSON writes all values, so that runs can be compared.
func writeJSON(file string, m *machine, values map[string]map[string][]float64) error {
	text, err := json.MarshalIndent(struct {
		Machine *machine
		Values  map[string]map[string][]float64
	}{m, values}, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return writeFile(file, string(text)+"\n")
}

func writeFile(file, text string) error {
	const readable = 0o644
	if err := os.WriteFile(file, []byte(text), readable); err != nil { //nolint:gosec // it is for everybody to read
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}
