//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The lines of a Markdown file between which the figures stand.
const (
	markBegin = "<!-- figures: made by make bench -->\n"
	markEnd   = "<!-- end of figures -->\n"
)

// markdown is the table as Markdown.
func markdown(m *machine, table []row, stages [][]string, notes []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nMeasured at %s.\n\n", m)
	lines := [][]string{header()}
	for _, r := range table {
		cells := r.cells()
		if cells[len(cells)-1] == "MISSED" {
			cells[len(cells)-1] = "**missed**"
		}
		lines = append(lines, cells)
	}
	bars(&b, lines)
	if len(stages) > 1 {
		b.WriteString("\nWhere the first frame's time goes, medians:\n\n")
		bars(&b, stages)
	}
	b.WriteString("\nHow each is measured:\n\n")
	for _, r := range table {
		fmt.Fprintf(&b, "- %s: %s\n", r.name, r.how)
	}
	for _, note := range notes {
		fmt.Fprintf(&b, "- not measured: %s\n", note)
	}
	return b.String()
}

// bars writes a table of Markdown whose first line is its head.
func bars(b *strings.Builder, lines [][]string) {
	for i, line := range lines {
		b.WriteString("| " + strings.Join(line, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|---" + strings.Repeat("|---:", len(line)-1) + "|\n")
		}
	}
}

// writeMarkdown puts the figures, and the plot if there is one, between the marks of a file.
func writeMarkdown(file, plot, figures string) error {
	text, err := os.ReadFile(file) //nolint:gosec // the command line names it
	if err != nil {
		return fmt.Errorf("write the figures: %w", err)
	}
	if plot != "" {
		if relative, err := filepath.Rel(filepath.Dir(file), plot); err == nil {
			plot = relative
		}
		figures += "\n![Bars: what each figure is against the floor](" + filepath.ToSlash(plot) + ")\n"
	}
	whole, err := between(string(text), figures)
	if err != nil {
		return fmt.Errorf("write the figures into %s: %w", file, err)
	}
	return writeFile(file, whole)
}

// between replaces what stands between the marks.
func between(text, figures string) (string, error) {
	before, rest, ok := strings.Cut(text, markBegin)
	_, after, closed := strings.Cut(rest, markEnd)
	if !ok || !closed {
		return "", fmt.Errorf("it has no lines %q and %q", strings.TrimSpace(markBegin), strings.TrimSpace(markEnd))
	}
	return before + markBegin + figures + "\n" + markEnd + after, nil
}
