package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// patience is how long a script waits for something to happen; a machine that runs the race
// detector on everything at once is slow.
const patience = 30 * time.Second

// TestMain makes this program's main available to the scripts as the command sshblog.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sshblog": main})
}

// TestScripts runs the stories of testdata/script: the real program, the real OpenSSH client, one
// or more people at terminals. The commands that they use besides testscript's own are those of
// scriptCommands.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               stories(t, needClients(t)),
		RequireExplicitExec: true,
		Cmds:                scriptCommands(),
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root": // who can give files away
				return os.Geteuid() == 0, nil
			case "mounts": // who can have a file system of their own
				return exec.Command("unshare", "-m", "true").Run() == nil, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Setup: func(env *testscript.Env) error {
			env.Values[storyKey{}] = &story{people: map[string]*person{}}
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("SSH", "ssh -F "+filepath.Join(env.WorkDir, "ssh_config")) // for rsync
			return os.WriteFile(filepath.Join(env.WorkDir, "ssh_config"), nil, 0o600)
		},
	})
}

// needClients returns the package of OpenSSH's clients if they are missing, "" if they are here. Other
// clients are asked for by the stories that need them, which skip without; where SSHBLOG_TEST_CLIENTS is
// set, as in CI, all of them have to be there.
func needClients(t *testing.T) (missing string) {
	t.Helper()
	all := map[string]string{
		"ssh": "openssh-client", "sftp": "openssh-client", "scp": "openssh-client", "ssh-keygen": "openssh-client", "rsync": "rsync",
		"psftp": "putty-tools", "dbclient": "dropbear-bin", "dnsmasq": "dnsmasq-base",
	}
	for client, pkg := range all {
		_, err := exec.LookPath(client)
		switch {
		case err == nil:
		case os.Getenv("SSHBLOG_TEST_CLIENTS") != "":
			t.Errorf("SSHBLOG_TEST_CLIENTS is set, but there is no %s (Debian: %s)", client, pkg)
		case pkg == "openssh-client":
			missing = pkg
		}
	}
	return missing
}

// runsClient matches a line of a story that runs a client of SSH.
var runsClient = regexp.MustCompile(`(?m)^[!? ]*(\[[^\]]*\] *)*(ssh|person|exec (ssh|sftp|scp|ssh-keygen|rsync|psftp|dbclient))\b`)

// stories returns the files of all stories. Where OpenSSH's clients are missing those that need one skip.
func stories(t *testing.T, missing string) (files []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d stories, %v", len(all), err)
	}
	for _, file := range all {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if missing != "" && runsClient.Match(text) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
				t.Skipf("this story needs clients of SSH (Debian: %s)", missing)
			})
			continue
		}
		files = append(files, file)
	}
	return files
}

// story is the state of one script.
type story struct {
	mu     sync.Mutex
	server *exec.Cmd
	exited chan error
	log    []string // the server's log so far
	people map[string]*person
}

type storyKey struct{}

func storyOf(ts *testscript.TestScript) *story { return ts.Value(storyKey{}).(*story) }

// scriptCommands are the commands of the stories.
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		// serve [ARGS]: start sshblog and wait until it listens; with UNPRIVILEGED=1 never as root
		"serve":   cmdServe,
		"opened":  cmdOpened,  // opened DIR: wait until the server reads a directory
		"signal":  cmdSignal,  // signal TERM|INT|HUP|USR1|STOP|CONT: send the server a signal
		"stopped": cmdStopped, // stopped: wait until the server has ended with status 0
		// operator PATH REGEXP: wait until what the side of operators answers, status and body, matches
		"operator": cmdOperator,
		"logged":   cmdLogged, // logged REGEXP: wait until a line of the server's log matches
		"ssh":      cmdSSH,    // ssh ARGS: run OpenSSH's client to its end
		// json FILE FIELD VALUE: FILE is one JSON object per line, the first of which has that
		// field
		"json":     cmdJSON,
		"person":   cmdPerson,   // person NAME WIDTHxHEIGHT TERM [ARGS]: ssh -t in a terminal
		"types":    cmdTypes,    // types NAME TEXT: press keys; \r \e \t \x03 \x04 \x06 \x08 \x15 \x17 \x7f as in Go
		"sees":     cmdSees,     // sees NAME REGEXP: wait until the screen matches; ! sees: until it does not
		"copied":   cmdCopied,   // copied NAME TEXT: wait until TEXT is in the clipboard; \n \t as in Go
		"cell":     cmdShows,    // cell NAME STYLE TEXT: the screen shows TEXT in a style
		"resizes":  cmdResizes,  // resizes NAME WIDTHxHEIGHT
		"leaves":   cmdLeaves,   // leaves NAME [STATUS]: wait until ssh has ended, the terminal restored
		"vanishes": cmdVanishes, // vanishes NAME: kill the client
	}
}

// cmdServe starts the server. Without --listen it listens on a free port of the loopback address,
// which $PORT then names.
func cmdServe(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--keys", ts.MkAbs("keys")}, args...)
	cmd := exec.Command("sshblog", args...)
	cmd.Path = lookIn(ts.Getenv("PATH"), "sshblog")
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"HOME=" + ts.Getenv("HOME"), "PATH=" + ts.Getenv("PATH")}
	if race := os.Getenv("GORACE"); race != "" {
		cmd.Env = append(cmd.Env, "GORACE="+race)
	}
	if ts.Getenv("UNPRIVILEGED") != "" {
		ts.Check(runUnprivileged(cmd, ts.MkAbs("keys")))
	}
	stderr, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	s.server, s.exited, s.log = cmd, make(chan error, 1), nil
	read := make(chan struct{})
	go func() {
		defer close(read)
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			s.mu.Lock()
			s.log = append(s.log, lines.Text())
			s.mu.Unlock()
		}
	}()
	go func() { <-read; s.exited <- cmd.Wait() }()
	ts.Defer(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-s.exited:
			s.exited <- err
		case <-time.After(patience):
			_ = cmd.Process.Kill()
		}
		ts.Logf("server's log:\n%s", s.logText())
	})
	if neg {
		return
	}
	line := s.await(ts, regexp.MustCompile(`listening.*\baddr\b`))
	_, port, err := net.SplitHostPort(regexp.MustCompile(`\baddr(?:=|":")([^\s"]+)`).FindStringSubmatch(line)[1])
	ts.Check(err)
	ts.Setenv("PORT", port)
	// For the clients that take their settings from a file: the host "blog".
	ts.Check(os.WriteFile(ts.MkAbs("ssh_config"), fmt.Appendf(nil, "Host blog\n  HostName 127.0.0.1\n  Port %s\n"+
		"  StrictHostKeyChecking accept-new\n  UserKnownHostsFile %s\n  IdentityAgent none\n  LogLevel ERROR\n", port, ts.MkAbs("known_hosts")), 0o600))
}

// lookIn finds a program in a PATH.
func lookIn(path, name string) string {
	for _, dir := range filepath.SplitList(path) {
		if full := filepath.Join(dir, name); isFile(full) {
			return full
		}
	}
	return name
}

func isFile(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.Mode().IsRegular()
}

func (s *story) logText() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.log, "\n")
}

// await waits for a line of the log.
func (s *story) await(ts *testscript.TestScript, want *regexp.Regexp) (line string) {
	found := eventually(func() bool {
		for l := range strings.Lines(s.logText()) {
			if want.MatchString(l) {
				line = l
				return true
			}
		}
		return false
	})
	if !found {
		ts.Fatalf("the server did not log %q; its log:\n%s", want, s.logText())
	}
	return line
}

// eventually waits until a condition holds, as long as patience lasts.
func eventually(holds func() bool) bool { return waitfor.True(patience, holds) }

func cmdOpened(ts *testscript.TestScript, _ bool, args []string) {
	open := fmt.Sprintf("/proc/%d/fd/*", storyOf(ts).server.Process.Pid)
	if !eventually(func() bool {
		links, _ := filepath.Glob(open) // the pattern is fine
		return slices.ContainsFunc(links, func(link string) bool {
			target, _ := os.Readlink(link) // it may be gone again
			return target == ts.MkAbs(args[0])
		})
	}) {
		ts.Fatalf("the server does not open %s; its log:\n%s", args[0], storyOf(ts).logText())
	}
}

func cmdSignal(ts *testscript.TestScript, _ bool, args []string) {
	signals := map[string]syscall.Signal{
		"TERM": syscall.SIGTERM, "INT": syscall.SIGINT, "HUP": syscall.SIGHUP, "USR1": usr1, "STOP": sigStop, "CONT": sigProceed,
	}
	if err := storyOf(ts).server.Process.Signal(signals[args[0]]); !errors.Is(err, os.ErrProcessDone) {
		ts.Check(err)
	}
}

func cmdStopped(ts *testscript.TestScript, neg bool, _ []string) {
	s := storyOf(ts)
	select {
	case err := <-s.exited:
		s.exited <- err
		if (err != nil) != neg {
			ts.Fatalf("the server ended with %v; its log:\n%s", err, s.logText())
		}
	case <-time.After(patience):
		ts.Fatalf("the server is still running")
	}
}

func cmdLogged(ts *testscript.TestScript, neg bool, args []string) {
	s, want := storyOf(ts), regexp.MustCompile(args[0])
	if neg {
		if want.MatchString(s.logText()) {
			ts.Fatalf("the server has logged %q:\n%s", want, s.logText())
		}
		return
	}
	s.await(ts, want)
}

// operatorAddress finds the address of the side of operators in the server's log.
var operatorAddress = regexp.MustCompile(`metrics=(http://\S+)/metrics`)

func cmdOperator(ts *testscript.TestScript, neg bool, args []string) {
	s, want := storyOf(ts), regexp.MustCompile(args[1])
	s.await(ts, operatorAddress)
	found := operatorAddress.FindAllStringSubmatch(s.logText(), -1)
	var got string
	if !waitfor.True(patience, func() bool {
		resp, err := http.Get(found[len(found)-1][1] + args[0])
		if err != nil {
			got = err.Error()
			return false
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		got = resp.Status + "\n" + string(body)
		return err == nil && want.MatchString(got) != neg
	}) {
		ts.Fatalf("operators see at %s:\n%s", args[0], got)
	}
}

// readerVariables are those that a person's ssh sends.
var readerVariables = []string{"NO_COLOR", "COLORTERM", "SSHBLOG_THEME", "SSHBLOG_PLAIN", "LANG"}

// sshArgs are the arguments that every ssh of a story gets: no key, no agent, no configuration of
// the machine's user.
func sshArgs(ts *testscript.TestScript, args []string) []string {
	return append([]string{
		"-F", ts.MkAbs("ssh_config"), "-p", ts.Getenv("PORT"),
		"-o", "StrictHostKeyChecking=accept-new", "-o", "UserKnownHostsFile=" + ts.MkAbs("known_hosts"),
		"-o", "SendEnv=" + strings.Join(readerVariables, " "), "-o", "IdentityAgent=none", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=30",
	}, args...)
}

// cmdSSH runs ssh to its end, as a script would: no terminal, empty standard input.
func cmdSSH(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec("ssh", sshArgs(ts, args)...)
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		ts.Fatalf("ssh: %v", err)
	}
	if neg != (err != nil) {
		ts.Fatalf("ssh ended with %v", err)
	}
}

// cmdJSON reads what a command has printed as a program would.
func cmdJSON(ts *testscript.TestScript, _ bool, args []string) {
	var first map[string]any
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			ts.Fatalf("%s: %v: %s", args[0], err, line)
		}
		if first == nil {
			first = one
		}
	}
	if got := fmt.Sprint(first[args[1]]); got != args[2] {
		ts.Fatalf("%s: %s is %q, want %q", args[0], args[1], got, args[2])
	}
}

// cmdPerson starts a person's ssh in a terminal.
func cmdPerson(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: person NAME WIDTHxHEIGHT TERM [ARGS]")
	}
	var width, height int
	if _, err := fmt.Sscanf(args[1], "%dx%d", &width, &height); err != nil {
		ts.Fatalf("size %q: %v", args[1], err)
	}
	cmd := exec.Command("ssh", sshArgs(ts, append([]string{"-t"}, args[3:]...))...)
	cmd.Env = append(os.Environ(), "HOME="+ts.Getenv("HOME"), "TERM="+args[2])
	for _, name := range readerVariables {
		if value := ts.Getenv(name); value != "" {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	p, err := newPerson(cmd, width, height)
	ts.Check(err)
	storyOf(ts).people[args[0]] = p
	ts.Defer(p.hangUp)
}

func personOf(ts *testscript.TestScript, args []string) *person {
	if len(args) == 0 || storyOf(ts).people[args[0]] == nil {
		ts.Fatalf("no person of the name %q", args)
	}
	return storyOf(ts).people[args[0]]
}

func cmdTypes(ts *testscript.TestScript, _ bool, args []string) {
	keys := strings.NewReplacer(`\r`, "\r", `\e`, "\x1b", `\t`, "\t", `\x03`, "\x03", `\x04`, "\x04", `\x08`, "\b", `\x06`, "\x06", `\x15`, "\x15", `\x17`, "\x17", `\x7f`, "\x7f", `\_`, " ").Replace(args[1])
	_, err := io.WriteString(personOf(ts, args).pty, keys)
	ts.Check(err)
}

func cmdSees(ts *testscript.TestScript, neg bool, args []string) {
	p, want := personOf(ts, args), regexp.MustCompile("(?m)"+args[1])
	if !eventually(func() bool { return want.MatchString(p.screen()) != neg }) {
		ts.Fatalf("%s should see %q (not: %v), but sees:\n%s", args[0], args[1], neg, p.screen())
	}
}

func cmdCopied(ts *testscript.TestScript, _ bool, args []string) {
	p, want := personOf(ts, args), strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(args[1])
	if !eventually(func() bool { return p.clipboard() == want }) {
		ts.Fatalf("%s should have copied %q, but has %q; the screen:\n%s", args[0], want, p.clipboard(), p.screen())
	}
}

func cmdShows(ts *testscript.TestScript, neg bool, args []string) {
	p := personOf(ts, args)
	if !eventually(func() bool { return p.shows(args[2], args[1]) != neg }) {
		ts.Fatalf("%s should see %q in %s (not: %v), but sees:\n%s", args[0], args[2], args[1], neg, p.screen())
	}
}

func cmdResizes(ts *testscript.TestScript, _ bool, args []string) {
	var width, height int
	_, err := fmt.Sscanf(args[1], "%dx%d", &width, &height)
	ts.Check(err)
	ts.Check(personOf(ts, args).resize(width, height))
}

func cmdLeaves(ts *testscript.TestScript, _ bool, args []string) {
	p, want := personOf(ts, args), "0"
	if len(args) > 1 {
		want = args[1]
	}
	select {
	case status := <-p.ended:
		p.ended <- status
		if fmt.Sprint(status) != want {
			ts.Fatalf("ssh ended with status %d, expected %s; the screen:\n%s", status, want, p.screen())
		}
	case <-time.After(patience):
		ts.Fatalf("%s's ssh does not end; the screen:\n%s", args[0], p.screen())
	}
	if complaint := p.leftOver(); complaint != "" {
		ts.Fatalf("%s's terminal is not as it was: %s", args[0], complaint)
	}
}

func cmdVanishes(ts *testscript.TestScript, _ bool, args []string) { personOf(ts, args).hangUp() }
