package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// expressionsOf returns the expressions of Prometheus in a file of deploy/prometheus.
func expressionsOf(t *testing.T, name string) (all []string) {
	t.Helper()
	var content any
	text := []byte(readDoc(t, "deploy/prometheus/"+name))
	err := error(nil)
	if strings.HasSuffix(name, ".json") {
		err = json.Unmarshal(text, &content)
	} else {
		err = yaml.Unmarshal(text, &content)
	}
	if err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				if expr, ok := value.(string); ok && key == "expr" {
					all = append(all, expr)
				}
				walk(value)
			}
		case []any:
			for _, value := range v {
				walk(value)
			}
		}
	}
	walk(content)
	return all
}

var (
	metricName   = regexp.MustCompile(`\b(?:sshblog|go|process)_[a-z_]+\b`)
	labelMatcher = regexp.MustCompile(`\b(sshblog_[a-z_]+)\{([^}]*)\}`)
	labelPair    = regexp.MustCompile(`(\w+)=~?"([^"$]*)"`)
)

// TestMonitoringNames holds alerts and dashboard to the metrics: each that they name is one, with a label
// that has this value.
func TestMonitoringNames(t *testing.T) {
	names, values := map[string]bool{}, map[string]string{}
	for _, m := range newOperatorMetrics(t).All() {
		names[m.Name] = true
		values[m.Name] = m.Label + "=" + strings.Join(m.Values, "|")
		if m.Label == "le" {
			names[m.Name+"_bucket"], names[m.Name+"_count"], names[m.Name+"_sum"] = true, true, true
		}
	}
	for _, name := range []string{"alerts.yaml", "dashboard.json"} {
		all := expressionsOf(t, name)
		if len(all) < 10 {
			t.Errorf("%s: only %d expressions found; this test reads it wrong", name, len(all))
		}
		for _, expr := range all {
			for _, metric := range metricName.FindAllString(expr, -1) {
				if !names[metric] {
					t.Errorf("%s: there is no metric %s: %s", name, metric, expr)
				}
			}
			for _, match := range labelMatcher.FindAllStringSubmatch(expr, -1) {
				checkLabels(t, expr, values[match[1]], match[2])
			}
		}
	}
}

// checkLabels checks the label of a metric in an expression. Those that Prometheus adds are not ours.
func checkLabels(t *testing.T, expr, declared, written string) {
	t.Helper()
	label, values, _ := strings.Cut(declared, "=")
	for _, pair := range labelPair.FindAllStringSubmatch(written, -1) {
		if pair[1] == "job" || pair[1] == "instance" {
			continue
		}
		for value := range strings.SplitSeq(pair[2], "|") {
			if pair[1] != label || !slices.Contains(strings.Split(values, "|"), value) {
				t.Errorf("no sample has %s=%q: %s", pair[1], value, expr)
			}
		}
	}
}

// TestMonitoringByPromtool has the tool of Prometheus read all that is for Prometheus: configuration,
// alerts and what they do, the expressions of the dashboard, and the metrics themselves.
func TestMonitoringByPromtool(t *testing.T) {
	if _, err := exec.LookPath("promtool"); err != nil {
		if os.Getenv("SSHBLOG_TEST_CLIENTS") != "" {
			t.Fatal("SSHBLOG_TEST_CLIENTS is set, but there is no promtool (Debian: prometheus)")
		}
		t.Skip("promtool is missing (Debian: prometheus)")
	}
	promtool := func(stdin string, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "promtool", args...)
		cmd.Dir, cmd.Stdin = docPath("deploy/prometheus"), strings.NewReader(stdin)
		if out, err := cmd.CombinedOutput(); err != nil || stdin != "" && len(out) > 0 {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	promtool("", "check", "config", "scrape.yaml")
	promtool("", "check", "rules", "alerts.yaml")
	promtool("", "test", "rules", "alerts_test.yaml")
	var metrics strings.Builder
	if _, err := newOperatorMetrics(t).WriteTo(&metrics); err != nil {
		t.Fatal(err)
	}
	promtool(metrics.String(), "check", "metrics")

	type rule struct {
		Record string `yaml:"record"`
		Expr   string `yaml:"expr"`
	}
	var rules []rule
	grafana := strings.NewReplacer("$__rate_interval", "1m")
	for _, expr := range expressionsOf(t, "dashboard.json") {
		rules = append(rules, rule{"a:b", grafana.Replace(expr)})
	}
	slices.SortFunc(rules, func(a, b rule) int { return strings.Compare(a.Expr, b.Expr) })
	rules = slices.Compact(rules)
	text, err := yaml.Marshal(map[string]any{"groups": []any{map[string]any{"name": "dashboard", "rules": rules}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "dashboard.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	promtool("", "check", "rules", "--lint=none", file)
}
