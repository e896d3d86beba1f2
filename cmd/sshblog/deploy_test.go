package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

// deployFiles returns the files of deploy, of release/package and docs/hosting.md, by name.
func deployFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{"docs/hosting.md": readDoc(t, "docs/hosting.md")}
	for _, root := range []string{"deploy", "release/package"} {
		err := filepath.WalkDir(docPath(root), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			files[filepath.ToSlash(strings.TrimPrefix(name, docPath(".")+string(filepath.Separator)))] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

var (
	variableName = regexp.MustCompile(`\bSSHBLOG_[A-Z_]+\b`)
	startLine    = regexp.MustCompile(`(?m)[" ]serve["\s].*$`)
	flagName     = regexp.MustCompile(`--[a-z][a-z-]*`)
)

// TestDeploySettings holds the files for operators to the settings: each variable and each flag of
// serve that they name is one.
func TestDeploySettings(t *testing.T) {
	var variables, flags []string
	all, err := settingFlags()
	if err != nil {
		t.Fatal(err)
	}
	flags = append(flags, "--help")
	for _, f := range all {
		variables = append(variables, f.Envs...)
		flags = append(flags, "--"+f.Name)
	}
	found := 0
	for name, text := range deployFiles(t) {
		for _, v := range variableName.FindAllString(text, -1) {
			if found++; !slices.Contains(variables, v) {
				t.Errorf("%s: no setting has the variable %s", name, v)
			}
		}
		for _, line := range startLine.FindAllString(text, -1) {
			for _, f := range flagName.FindAllString(line, -1) {
				if found++; !slices.Contains(flags, f) {
					t.Errorf("%s: serve has no flag %s: %s", name, f, line)
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d settings found; this test reads the files wrong", found)
	}
}

// TestDeployYAML reads the YAML files for operators: no key may be there twice.
func TestDeployYAML(t *testing.T) {
	for name, text := range deployFiles(t) {
		if !strings.HasSuffix(name, ".yaml") {
			continue
		}
		decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
		for {
			var document yaml.Node
			err := decoder.Decode(&document)
			if errors.Is(err, io.EOF) {
				break
			}
			var content map[string]any
			if err == nil {
				err = document.Decode(&content)
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
}

// TestDeployGrace: what stops the server waits for longer than its readers have.
func TestDeployGrace(t *testing.T) {
	files := deployFiles(t)
	find := func(name, expr string) time.Duration {
		found := regexp.MustCompile(expr).FindStringSubmatch(files[name])
		if found == nil {
			t.Fatalf("%s: no %s", name, expr)
		}
		d, err := time.ParseDuration(strings.TrimSuffix(found[1], "in") + map[bool]string{true: "s"}[found[1][len(found[1])-1] <= '9'])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return d
	}
	drain := find("deploy/kubernetes/kustomization.yaml", `SSHBLOG_DRAIN=(\w+)`)
	hook := find("deploy/kubernetes/deployment.yaml", `sleep: {seconds: (\d+)}`)
	for name, expr := range map[string]string{
		"deploy/kubernetes/deployment.yaml": `terminationGracePeriodSeconds: (\d+)`,
		"deploy/systemd/sshblog.service":    `TimeoutStopSec=(\w+)`,
	} {
		if grace := find(name, expr); grace < drain+hook+stopGrace {
			t.Errorf("%s: %v, with a drain of %v", name, grace, drain)
		}
	}
}
