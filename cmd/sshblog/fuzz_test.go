package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestFuzzScript runs .ci/fuzz with a stand-in for go: the end of the time alone is no failure,
// everything else is one.
func TestFuzzScript(t *testing.T) {
	const end = "--- FAIL: FuzzX (60.43s)\n    context deadline exceeded\n"
	for _, tt := range []struct {
		name      string
		said      string // by the fuzzing, which fails unless this is empty
		corpus    string // the exit status of the inputs that were kept
		succeeded bool
	}{
		{"nothing fails", "", "0", true},
		{"the end of the time", end + "FAIL\nexit status 1\n", "0", true},
		{"the end of the time and a kept input", end + "FAIL\nexit status 1\n", "1", false},
		{"the end of the time and an input written down", end + "\n    Failing input written to testdata/fuzz/FuzzX/0123\nFAIL\n", "0", false},
		{"a failing input", "--- FAIL: FuzzX (0.02s)\n    --- FAIL: FuzzX (0.00s)\n        x_test.go:9: lost\nFAIL\n", "0", false},
		{"another target", "--- FAIL: FuzzY (60.43s)\n    context deadline exceeded\nFAIL\n", "0", false},
		{"no build", "FAIL\tsshblog/x [build failed]\nFAIL\n", "0", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stand := filepath.Join(t.TempDir(), "go")
			script := "#!/bin/sh\ncase \"$*\" in *-fuzztime*) printf '%s' \"$SAID\"; [ -z \"$SAID\" ];; *) exit \"$CORPUS\";; esac\n"
			if err := os.WriteFile(stand, []byte(script), 0o700); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("../../.ci/fuzz", "./x", "FuzzX", "60s")
			cmd.Env = append(os.Environ(), "GO="+stand, "SAID="+tt.said, "CORPUS="+tt.corpus)
			out, err := cmd.CombinedOutput()
			if (err == nil) != tt.succeeded {
				t.Errorf("err = %v, want success = %v; it said:\n%s", err, tt.succeeded, out)
			}
		})
	}
}
