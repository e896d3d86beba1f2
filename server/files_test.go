package server_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server"
)

// shellQuoted is a word as a shell takes it literally.
func shellQuoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }

// runOver runs a command with a standard input, and returns what came and the exit status.
func runOver(t testing.TB, client *gossh.Client, command, input string) (stdout, stderr string, status int) {
	t.Helper()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	session.Stdin, session.Stdout, session.Stderr = strings.NewReader(input), &out, &errs
	err = session.Run(command)
	var exit *gossh.ExitError
	switch {
	case errors.As(err, &exit):
		status = exit.ExitStatus()
	case err != nil:
		t.Fatalf("%q: %v", command, err)
	}
	return out.String(), errs.String(), status
}

// rsyncFor is a client of rsync that asks for one file of whatever it gets, whole.
func rsyncFor(number int32) string {
	var says []byte
	for _, n := range []int32{30, 0, number, 0, 0, 0, 0, -1, -1, -1} {
		says = binary.LittleEndian.AppendUint32(says, uint32(n))
	}
	return string(says)
}

// TestNoEscape asks for what lies outside the blog, or is not published, over all that takes a
// path.
func TestNoEscape(t *testing.T) {
	b := startSource(t, guarded(t), nil)
	client := dial(t, b.addr)
	agree := strings.Repeat("\x00", 1000)
	for _, name := range append(escapes(), "*", "*/*", "../*", ".*/*", "/*/*", "{draft,hidden}.md") {
		if len(name) > 1000 {
			name = name[len(name)-1000:]
		}
		word := shellQuoted(name)
		for _, ask := range [][2]string{
			{"scp -f -- " + word, agree},
			{"scp -r -p -f -- " + word, agree},
			{"rsync --server --sender -logDtpre.iLsfxC . " + word, rsyncFor(0)},
			{"rsync --server --sender -r . " + word, rsyncFor(1)},
			{"rsync --server --sender -r . " + word, rsyncFor(2)},
			{"cat -- " + word, ""},
			{"cat --raw -- " + word, ""},
			{word, ""},
		} {
			command, input := ask[0], ask[1]
			if input == "" && name == "hidden.md" {
				continue // who knows the name of a hidden post may read it
			}
			out, errs, _ := runOver(t, client, command, input)
			if strings.Contains(out+errs, secret) || strings.Contains(out, "root:") {
				t.Errorf("%.80q gives away what nobody may read: %.200q", command, out+errs)
			}
			if strings.Contains(out, "draft.md") && !strings.Contains(name, "draft") {
				t.Errorf("%.80q names a draft", command)
			}
		}
	}
	out, _, status := runOver(t, client, "scp -r -f -- .", agree)
	if status != 0 || !strings.Contains(out, "C0644 55 boats.md\n") || strings.Contains(out, secret) {
		t.Errorf("the whole over scp: status %d, %.200q", status, out)
	}
	out, errs, status := runOver(t, client, "rsync --server --sender -r . boats.md", rsyncFor(0))
	if !strings.Contains(out, "All about boats.") || status != 0 {
		t.Errorf("a file over rsync: status %d, %.200q %q", status, out, errs)
	}
}

// TestUploadsAreRefused says so, in the words of each protocol.
func TestUploadsAreRefused(t *testing.T) {
	b := startSource(t, guarded(t), nil)
	client := dial(t, b.addr)
	const reason = "this blog can be read, not written"
	if out, _, status := runOver(t, client, "scp -t -- .", ""); status != 1 || out != "\x02scp: "+reason+"\n" {
		t.Errorf("scp: status %d, %q", status, out)
	}
	if _, errs, status := runOver(t, client, "rsync --server -logDtpre.iLsfxCIvu . .", ""); status != 1 || errs != "rsync: "+reason+"\n" {
		t.Errorf("rsync: status %d, %q", status, errs)
	}
	if _, errs, status := runOver(t, client, "rsync --server --sender -c . .", ""); status != 1 || !strings.Contains(errs, `"-c" cannot be served`) {
		t.Errorf("rsync -c: status %d, %q", status, errs)
	}
}

// TestTooManyPaths says how many may be named.
func TestTooManyPaths(t *testing.T) {
	b := startSource(t, guarded(t), nil)
	client := dial(t, b.addr)
	for _, command := range []string{"scp -r -f", "rsync --server --sender -r ."} {
		out, errs, status := runOver(t, client, command+strings.Repeat(" .", 2000), "")
		if !strings.Contains(out+errs, "at most 64 paths can be named") || status != 2 {
			t.Errorf("%s: status %d, %q %q", command, status, out, errs)
		}
	}
}

// TestNothingToTakeAway serves a blog whose files nobody may take.
func TestNothingToTakeAway(t *testing.T) {
	b := startSource(t, guarded(t), func(o *server.Options) { o.Files = nil })
	client := dial(t, b.addr)
	for _, command := range []string{"scp -f boats.md", "rsync --server --sender -r . ."} {
		if out, errs, status := runOver(t, client, command, ""); status != 1 || out != "" || !strings.Contains(errs, "is not a command") {
			t.Errorf("%s: status %d, %q %q", command, status, out, errs)
		}
	}
	if _, err := sftp.NewClient(client); err == nil {
		t.Error("sftp is served")
	}
}
