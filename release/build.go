package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// linkerFlags puts the version into a binary, and leaves out what says where it was built.
func (r *release) linkerFlags() string {
	return fmt.Sprintf("-s -w -buildid= -X main.version=%s -X main.commit=%s -X main.date=%s",
		r.version, r.commit, r.time.Format(time.RFC3339))
}

// build compiles the program for a platform and returns the path of the binary.
func (r *release) build(p platform) (string, error) {
	dir := filepath.Join(r.work, p.os+"_"+p.arch)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	binary := filepath.Join(dir, programName(p))
	command := exec.CommandContext(r.ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", r.linkerFlags(), "-o", binary, "./cmd/sshblog")
	command.Env = compilerEnvironment(os.Environ(), p)
	command.Stderr = r.log
	return binary, command.Run()
}

// programName returns the name of the binary.
func programName(p platform) string {
	if p.os == "windows" {
		return "sshblog.exe"
	}
	return "sshblog"
}

// compilerEnvironment is an environment in which what the compiler makes depends on the source, the
// platform and the version of Go alone.
func compilerEnvironment(environment []string, p platform) []string {
	fixed := []string{
		"GOOS=" + p.os, "GOARCH=" + p.arch, "CGO_ENABLED=0", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off", "GOENV=off",
	}
	kept := slices.DeleteFunc(slices.Clone(environment), func(setting string) bool {
		name, _, _ := strings.Cut(setting, "=")
		return slices.ContainsFunc(fixed, func(f string) bool { return strings.HasPrefix(f, name+"=") })
	})
	kept = append(kept, fixed...)
	return append(kept, "GOFLAGS="+parallelFlag(environment))
}

// parallelFlag returns the flag of GOFLAGS that says how many programs run at a time. No other one is
// kept: they change the binary.
func parallelFlag(environment []string) string {
	for _, setting := range slices.Backward(environment) {
		flags, ok := strings.CutPrefix(setting, "GOFLAGS=")
		if !ok {
			continue
		}
		for flag := range strings.FieldsSeq(flags) {
			if strings.HasPrefix(flag, "-p=") {
				return flag
			}
		}
		return ""
	}
	return ""
}

// host is the platform that this program runs on.
func host() platform { return platform{runtime.GOOS, runtime.GOARCH} }
