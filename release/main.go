// Command release makes what a release consists of, in one directory: for each platform an archive
// with a static binary, and a list of the modules in it; for Linux packages as well; the source;
// and the sums of all these files.
//
// Two runs on one commit make the same files, byte for byte, wherever and whenever they run. So
// nothing in them depends on the machine: times are that of the commit, files belong to nobody in
// particular and are sorted, and the environment of the compiler is fixed.
//
//	main.go      the command line, and the order of things
//	build.go     the binaries
//	archive.go   tar.gz and zip
//	contents.go  what is in an archive
//	notices.go   the licences of the modules
//	sbom.go      the list of modules, in CycloneDX
//	packages.go  deb, rpm and apk, by nfpm
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// release is one run: what is released, and where its files go.
type release struct {
	ctx     context.Context
	log     io.Writer
	version string
	commit  string
	time    time.Time // that of the commit
	out     string    // the directory of the files
	work    string    // a directory that goes when the run ends
	nfpm    []string  // the command that makes packages
}

// platform is a system and a processor to build for.
type platform struct{ os, arch string }

func (p platform) String() string { return p.os + "/" + p.arch }

// everywhere is where sshblog is released for.
const everywhere = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,freebsd/amd64,freebsd/arm64,windows/amd64,windows/arm64"

func main() {
	if err := run(context.Background(), os.Stderr, os.Args[1:]); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, log io.Writer, args []string) error {
	r := release{ctx: ctx, log: log}
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.StringVar(&r.version, "version", "", "version, as 1.2.3")
	flags.StringVar(&r.out, "out", "dist/release", "directory of the files")
	platforms := flags.String("platforms", everywhere, "systems and processors")
	nfpm := flags.String("nfpm", "", "command that makes packages; without it there are none")
	if err := flags.Parse(args); err != nil {
		return err
	}
	targets, err := parsePlatforms(*platforms)
	if err != nil {
		return err
	}
	if r.version == "" || strings.ContainsAny(r.version, " /'\"") {
		return fmt.Errorf("%q is no version", r.version)
	}
	r.nfpm = strings.Fields(*nfpm)
	if err := r.readCommit(); err != nil {
		return err
	}
	if r.work, err = os.MkdirTemp("", "sshblog-release-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(r.work) }()
	return r.make(targets)
}

// parsePlatforms reads a list such as linux/amd64,darwin/arm64.
func parsePlatforms(list string) ([]platform, error) {
	var all []platform
	for item := range strings.SplitSeq(list, ",") {
		system, arch, ok := strings.Cut(strings.TrimSpace(item), "/")
		if !ok || system == "" || arch == "" {
			return nil, fmt.Errorf("%q is no platform, such as linux/amd64", item)
		}
		all = append(all, platform{system, arch})
	}
	return all, nil
}

// readCommit sets commit and time from Git, or from COMMIT and SOURCE_DATE_EPOCH where there is no
// Git, as in a copy of the source.
func (r *release) readCommit() error {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	r.commit = os.Getenv("COMMIT")
	if epoch == "" || r.commit == "" {
		text, err := r.output("git", "log", "-1", "--format=%H %ct")
		if err != nil {
			return fmt.Errorf("set COMMIT and SOURCE_DATE_EPOCH where there is no Git: %w", err)
		}
		r.commit, epoch, _ = strings.Cut(strings.TrimSpace(text), " ")
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	r.time = time.Unix(seconds, 0).UTC()
	return nil
}

// make makes all files anew.
func (r *release) make(targets []platform) error {
	if err := os.RemoveAll(r.out); err != nil {
		return err
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	docs, err := r.documents()
	if err != nil {
		return err
	}
	for _, p := range targets {
		r.say("%s\n", p)
		if err := r.platform(p, docs); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	if err := r.source(); err != nil {
		return err
	}
	return r.sums()
}

// platform makes the files of one platform.
func (r *release) platform(p platform, docs []entry) error {
	program, err := r.build(p)
	if err != nil {
		return err
	}
	notices, err := r.notices(program)
	if err != nil {
		return err
	}
	if err := r.sbom(p, program); err != nil {
		return err
	}
	if err := r.archive(p, program, notices, docs); err != nil {
		return err
	}
	if p.os != "linux" || len(r.nfpm) == 0 {
		return nil
	}
	return r.packages(p, program, notices, docs)
}

// file returns the name of a file of the release: sshblog_1.2.3_END.
func (r *release) file(end string) string {
	return filepath.Join(r.out, "sshblog_"+r.version+"_"+end)
}

// say tells how the run goes on.
func (r *release) say(format string, args ...any) { _, _ = fmt.Fprintf(r.log, format, args...) }

// output runs a command and returns what it prints.
func (r *release) output(name string, args ...string) (string, error) {
	command := exec.CommandContext(r.ctx, name, args...)
	command.Stderr = r.log
	text, err := command.Output()
	return string(text), err
}
