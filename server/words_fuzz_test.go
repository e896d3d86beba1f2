package server

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/test/fuzzseed"
	"github.com/sshblog/sshblog/server/connlog"
	"github.com/sshblog/sshblog/server/sessionrequest"
)

// FuzzWords splits commands, any and such as choices quotes: words that were quoted come out as
// they went in, nothing is made of what is not there, and neither a session's purpose nor the log's
// line on it holds what could act on a terminal.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{"", "ls --json", `cat "it's" a\ b`, "'open", `\`, "$(id) `id` *", "a\tb\nc", "日本語 пост", "post#part", "\x1b[31m", "-\x7f", "scp -f .", "rsync --server --sender -logDtprze.iLsfxCIvu . ."} {
		f.Add(seed, []byte{1, 2, 3, 0, 4, 1, 5, 2, 6, 3, 9})
	}
	f.Fuzz(func(t *testing.T, line string, made []byte) {
		words := sessionrequest.SplitWords(line)
		if len(words) > len(line) || len(strings.Join(words, "")) > 3*len(line) {
			t.Errorf("%q: %q", line, words)
		}
		r := choices{fuzzseed.Choices(made)}
		if again := sessionrequest.SplitWords(quoted(&r, words)); !slices.Equal(again, words) {
			t.Errorf("%q was quoted and became %q", words, again)
		}
		var own []string
		for range r.Next() % 8 {
			own = append(own, strings.ToValidUTF8(r.text(), "\ufffd"))
		}
		if again := sessionrequest.SplitWords(quoted(&r, own)); !slices.Equal(again, own) {
			t.Errorf("%q was quoted and became %q", own, again)
		}
		for _, command := range []string{line, quoted(&r, own), r.text()} {
			for _, pty := range []*ssh.Pty{nil, {Term: "xterm"}, {Term: "dumb"}} {
				sess := &session{command: command, pty: pty}
				checkPurpose(t, sess)
				checkLog(t, sess)
			}
		}
	})
}

// quoted writes words so that a shell, and SplitWords, would read them, in one of the many ways
// there are.
func quoted(r *choices, words []string) string {
	var b strings.Builder
	for _, word := range words {
		b.WriteString(r.Of(" ", "  ", "\t", "\n"))
		switch r.Next() % 4 {
		case 0:
			b.WriteString("'" + strings.ReplaceAll(word, "'", `'\''`) + "'")
		case 1:
			b.WriteString(`"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(word) + `"`)
		case 2:
			b.WriteString(`""`)
			for _, c := range word {
				b.WriteString(`\` + string(c))
			}
		case 3: // as few quotes as may be
			if word == "" || strings.ContainsAny(word, `'"\`) || strings.ContainsFunc(word, unicode.IsSpace) {
				b.WriteString("'" + strings.ReplaceAll(word, "'", `'"'"'`) + "'")
			} else {
				b.WriteString(word)
			}
		}
	}
	return b.String()
}

// checkPurpose checks what a session is taken for.
func checkPurpose(t *testing.T, sess *session) {
	t.Helper()
	for _, plain := range []bool{false, true} {
		what, words := sess.purpose(plain)
		switch what {
		case readPost:
			if len(words) != 1 || !sessionrequest.IsSlug(words[0]) || !utf8.ValidString(words[0]) || strings.ContainsFunc(words[0], unicode.IsControl) || strings.ContainsAny(words[0], " '\"`$;|&") {
				t.Errorf("%q opens the post %q", sess.command, words)
			}
		case runWords, scpOrRsync:
			if len(words) == 0 || words[0] == command.Greeting && sess.command == "" {
				t.Errorf("%q runs %q", sess.command, words)
			}
		case readList, noCommand, badQuoting, sftpSubsystem:
			if len(words) > 0 {
				t.Errorf("%q has the words %q", sess.command, words)
			}
		}
		if (what == readList || what == readPost) && (sess.pty == nil || !canDraw(sess.pty.Term)) {
			t.Errorf("%q draws where nothing can be drawn", sess.command)
		}
	}
}

// checkLog checks that a session is one line of the log, of printable characters and not too many.
func checkLog(t *testing.T, sess *session) {
	t.Helper()
	var line bytes.Buffer
	log := slog.New(slog.NewTextHandler(&line, nil))
	log.Info("session", append(sess.about(), "user", connlog.Short(sess.command))...)
	text, whole := strings.CutSuffix(line.String(), "\n")
	if !whole || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) || len(text) > 2000 {
		t.Errorf("log: %q", text)
	}
}
