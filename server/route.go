package server

import (
	"strings"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/export/rsync"
	"github.com/sshblog/sshblog/internal/export/scp"
	"github.com/sshblog/sshblog/server/sessionrequest"
)

// purpose is what a session turned out to be for.
type purpose int

const (
	readList      purpose = iota // the reader's screen, at the list
	readPost                     // the reader's screen, at a post
	runWords                     // a command without a screen
	noCommand                    // neither PTY nor command: the list as text, and how to go on
	badQuoting                   // words that cannot be told from one another
	sftpSubsystem                // the subsystem sftp
	scpOrRsync                   // the other half of scp or rsync
)

// route is the innermost handler: it decides what a session is for and serves it.
func (s *Server) route(ssh.Handler) ssh.Handler {
	return func(handled ssh.Session) {
		sess, ok := handled.(*session)
		if !ok {
			return
		}
		what, words := sess.purpose(s.opts.Plain)
		defer s.stats.serving(kindOf(what, words))()
		switch what {
		case readList, readPost:
			s.showScreen(sess, strings.Join(words, ""))
		case runWords:
			if command.KindOf(words[0]) == command.Interactive {
				s.runInteractive(sess, words)
				return
			}
			s.runCommand(sess, words)
		case noCommand:
			s.runCommand(sess, []string{command.Greeting})
		case badQuoting:
			s.rejectQuoting(sess)
		case sftpSubsystem:
			s.serveSFTP(sess)
		case scpOrRsync:
			if s.opts.Files == nil {
				s.runCommand(sess, words) // which is none
				return
			}
			s.sendFiles(sess, words)
		}
	}
}

// kindOf returns what a session is for, as operators see it.
func kindOf(what purpose, words []string) string {
	switch {
	case what == readList || what == readPost:
		return kindScreen
	case what == sftpSubsystem:
		return kindSFTP
	case what == scpOrRsync && rsync.IsCommand(words):
		return kindRsync
	case what == scpOrRsync:
		return kindSCP
	case what != runWords:
		return kindCommand
	}
	switch command.KindOf(words[0]) {
	case command.Interactive:
		return kindLines
	case command.Download:
		return kindArchive
	}
	return kindCommand
}

// purpose returns what a session is for, and with which words.
//
// With a PTY, no command opens the list, a known command runs, one word that could be a slug opens
// that post, and anything else opens the list: some clients send a script for the shell that they
// expect, which is neither run nor shown. List and post are drawn if the terminal can draw; the
// line reader serves them if it cannot, or if the operator (plain) or the reader asks for that.
// Without a PTY everything is a command.
func (sess *session) purpose(plain bool) (purpose, []string) {
	words := sessionrequest.SplitWords(sess.command)
	switch {
	case sess.files:
		return sftpSubsystem, nil
	case sess.pty == nil && (scp.IsCommand(words) || rsync.IsCommand(words)):
		return scpOrRsync, words
	case sess.pty == nil && len(words) == 0 && strings.TrimSpace(sess.command) != "":
		return badQuoting, nil
	case sess.pty == nil && len(words) == 0:
		return noCommand, nil
	case sess.pty == nil || len(words) > 0 && command.Known(words[0]):
		return runWords, words
	}
	drawn := canDraw(sess.pty.Term) && !asksPlain(sess.env, plain)
	post := len(words) == 1 && sessionrequest.IsSlug(words[0])
	switch {
	case drawn && post:
		return readPost, words
	case drawn:
		return readList, nil
	case post:
		return runWords, []string{command.LineReader, words[0]}
	}
	return runWords, []string{command.LineReader}
}

// canDraw reports whether a terminal type has a screen that can be drawn on.
func canDraw(term string) bool { return term != "" && term != "dumb" }

// asksPlain reports whether a reader's SSHBLOG_PLAIN asks for lines instead of a screen: any value
// does except an empty one and those that say no. Without it the operator's choice counts.
func asksPlain(environ []string, operator bool) bool {
	for _, pair := range environ {
		value, ok := strings.CutPrefix(pair, "SSHBLOG_PLAIN=")
		if !ok || value == "" {
			continue
		}
		switch strings.ToLower(value) {
		case "0", "false", "no", "off":
			return false
		}
		return true
	}
	return operator
}
