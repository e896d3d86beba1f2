package lineui

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Sizes where there is no window, in cells, and the narrowest there can be.
const (
	defaultWidth = 80
	defaultLines = 20
	minWidth     = 20
	minLines     = 3
	maxWrapped   = 40 // lines of one sentence
	maxScreens   = 50 // that are open; q goes back through so many
	maxQuoted    = 60 // cells of what was typed that are said again
	inputHeight  = 1  // the line that is typed on
)

// session reads to one person.
type session struct {
	*Reader
	env       Env
	texts     *catalog.Texts
	look      postview.Look
	languages []string
	in        *input
	out       *output
	editor    editor
	index     *blog.Index
	screens   []screen // that are open; the last one is on top
	asking    bool     // the next line is words to search for
	restarts  bool     // the server does, soon
}

// screen is a list or a post.
type screen interface {
	// show says what is there.
	show(s *session)
	// prompt is the sentence on what can be typed.
	prompt(s *session) string
	// answer does what was typed; false if that means nothing here. Nothing typed is "".
	answer(s *session, line string) bool
	// pick does what a number stands for; false if numbers mean nothing here.
	pick(s *session, number string) bool
	// help explains all that can be typed.
	help(s *session) string
}

// run runs the session to its end.
func (s *session) run() error {
	s.editor.echo = func(string) {}
	if s.env.Raw {
		s.editor.echo = s.out.write
	}
	s.greet()
	for len(s.screens) > 0 && s.out.err == nil {
		s.ask()
		line, err := s.in.next(&s.editor, s.out.flush, s.env.Await)
		if s.env.Raw {
			s.out.write(s.out.end)
		}
		if err != nil {
			s.leave(err)
			break
		}
		s.do(line)
	}
	if len(s.screens) == 0 {
		s.say(s.texts.Plain.Goodbye)
	}
	return s.out.flush()
}

// leave says goodbye. why is the error that ended the input.
func (s *session) leave(why error) {
	switch {
	case errors.Is(why, errTooMuch):
		s.say(s.texts.Plain.Enough)
	case errors.Is(why, errQuit), errors.Is(why, io.EOF):
		s.say(s.texts.Plain.Goodbye)
	case s.restarts:
		s.say(s.texts.Plain.Restarting)
		s.sayWayBack()
	default:
		s.say(s.texts.Plain.Closing)
	}
}

// greet names the blog, and opens the list or the post that was asked for.
func (s *session) greet() {
	s.index = s.opts.Index()
	t := s.texts.Plain
	if title := s.index.Site().Title; title != "" {
		s.say(fmt.Sprintf(t.Welcome, title))
	} else {
		s.say(t.Unnamed)
	}
	if s.env.Open == "" {
		for _, line := range s.intro() {
			s.say(line)
		}
	}
	s.screens = []screen{s.listPosts()}
	slug, heading := s.index.CutHeading(s.env.Open)
	post, ok := s.index.Lookup(slug)
	switch {
	case slug == "":
	case ok:
		s.read(post.In(s.languages...), s.index.Posts(), heading)
		return
	default:
		s.noPost(slug)
	}
	s.top().show(s)
}

// intro is what the blog says of itself: its description, its intro and its links, nothing of it
// twice.
func (s *session) intro() []string {
	site := s.index.Site()
	said := map[string]bool{"": true, site.Title: true}
	var lines []string
	for _, line := range append([]string{site.Description}, postview.IntroText(s.index)...) {
		if line = strings.Join(strings.Fields(plaintext.Clean(line)), " "); !said[line] {
			said[line] = true
			lines = append(lines, line)
		}
	}
	return lines
}

// noPost says that there is no such post, and suggests one.
func (s *session) noPost(slug string) {
	t := s.texts.Plain
	if near, ok := s.index.Nearest(slug); ok {
		s.say(fmt.Sprintf(t.NoPostBut, clip(slug), near.In(s.languages...).Title))
		return
	}
	s.say(fmt.Sprintf(t.NoPost, clip(slug)))
}

// clip cuts what was typed to a length that can be repeated.
func clip(s string) string { return textwidth.Cautious.Fit(s, maxQuoted) }

// top returns the screen that is shown.
func (s *session) top() screen { return s.screens[len(s.screens)-1] }

// ask says what can be typed.
func (s *session) ask() {
	prompt := s.texts.Plain.AskWords
	if !s.asking {
		prompt = s.top().prompt(s)
	}
	s.say(prompt)
}

// do does what was typed.
func (s *session) do(line string) {
	line = strings.TrimSpace(line)
	if s.asking {
		s.asking = false
		if line == "" {
			s.top().show(s)
		} else {
			s.search(line)
		}
		return
	}
	command, rest, _ := strings.Cut(line, " ")
	words, slash := strings.CutPrefix(line, "/")
	bare := strings.Trim(line, "[]().（）。") // a number as it is written in a list or a text
	switch {
	case slash:
		s.searchOrAsk(words)
	case command == "s":
		s.searchOrAsk(rest)
	case line == "h" || line == "?":
		s.say(s.top().help(s))
	case line == "r":
		s.top().show(s)
	case line == "q":
		s.pop()
	case line == "tags":
		s.openTags()
	case isNumber(bare) && s.top().pick(s, bare), s.top().answer(s, line):
	default:
		s.say(fmt.Sprintf(s.texts.Plain.Unknown, clip(line)))
	}
}

// searchOrAsk searches for words, or asks for them.
func (s *session) searchOrAsk(words string) {
	if words = strings.TrimSpace(words); words == "" {
		s.asking = true
		return
	}
	s.search(words)
}

// isNumber reports whether a line is digits only.
func isNumber(line string) bool {
	return line != "" && strings.Trim(line, "0123456789") == ""
}

// linkNumber returns the number in a line that names a link as it is read out: "link 3".
func (s *session) linkNumber(line string) (string, bool) {
	word, _, _ := strings.Cut(s.texts.Plain.Words.Link, "{n}")
	word = strings.ToLower(strings.Trim(word, " (（"))
	rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, "[]().（）。")), word)
	rest = strings.TrimSpace(rest)
	return rest, ok && isNumber(rest)
}

// parseNumber reads a number from 1 to most; it says so if the line is none of these.
func (s *session) parseNumber(line string, most int) (int, bool) {
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 || n > most {
		s.say(fmt.Sprintf(s.texts.Plain.NoNumber, textwidth.Cautious.Fit(line, 20), most))
		return 0, false
	}
	return n, true
}

// pop closes the screen on top. The first list is rebuilt, since there may be newer posts.
func (s *session) pop() {
	s.screens = s.screens[:len(s.screens)-1]
	switch len(s.screens) {
	case 0:
	case 1:
		s.home()
		s.top().show(s)
	default:
		s.top().show(s)
	}
}

// home goes to the first list without saying so, with the current blog. The list is open as far as
// it was before.
func (s *session) home() {
	shown := 0
	if len(s.screens) > 0 {
		if list, ok := s.screens[0].(*menu); ok {
			shown = list.from
		}
	}
	s.index = s.opts.Index()
	list := s.listPosts()
	list.from = min(shown, max(0, list.count-1))
	s.screens = []screen{list}
}

// push opens a screen and shows it.
func (s *session) push(p screen) {
	s.add(p)
	p.show(s)
}

// add puts a screen on top. A post below lets go of its text, and of many screens the oldest is
// forgotten, but for the list of posts.
func (s *session) add(p screen) {
	if len(s.screens) > 0 {
		if below, ok := s.top().(*postScreen); ok {
			below.rest()
		}
	}
	s.screens = append(s.screens, p)
	if len(s.screens) > maxScreens {
		s.screens = slices.Delete(s.screens, 1, 2)
		if oldest, ok := s.screens[1].(*postScreen); ok {
			oldest.linked = false
		}
	}
}

// wayBack says where q leads from the screen on top.
func (s *session) wayBack() string {
	t := &s.texts.Plain.Prompt
	n := len(s.screens)
	if n < 2 {
		return t.Leave
	}
	top, onPost := s.screens[n-1].(*postScreen)
	_, overPost := s.screens[n-2].(*postScreen)
	switch {
	case onPost && top.linked:
		return t.BackToLink
	case overPost:
		return t.BackToPost
	case onPost, n == 2:
		return t.List
	}
	return t.ListBefore
}

// typed joins clauses to the sentence that says what can be typed. whole says that the first one
// begins a sentence.
func (s *session) typed(whole bool, clauses []string) string {
	t := &s.texts.Plain
	first, last := clauses[0], len(clauses)-1
	if !whole {
		first = fmt.Sprintf(t.Prompt.Type, first)
	}
	if last == 0 {
		return first + t.Stop
	}
	return strings.Join(append([]string{first}, clauses[1:last]...), t.Comma) + t.Prompt.Last + clauses[last] + t.Stop
}

// sentences joins two sentences, with a blank between them in scripts that have blanks.
func sentences(a, b string) string {
	if last, _ := utf8.DecodeLastRuneInString(a); last < utf8.RuneSelf {
		a += " "
	}
	return a + b
}

// maxWidth is the widest that lines are, in cells. Nobody looks at them for long.
const maxWidth = 88

// size returns the width of the text, and the height of the window, 0 without one.
func (s *session) size() (width, height int) {
	width, height = s.env.Size()
	if width <= 0 {
		width = defaultWidth
	}
	return max(minWidth, min(width, maxWidth)), height
}

// say says a sentence, on as many lines as it takes.
func (s *session) say(sentence string) {
	for _, line := range s.wrapped(sentence) {
		s.out.line(line)
	}
}

// noBreak is a blank at which no line breaks.
const noBreak = "\u00a0"

// wrapped breaks a sentence into lines.
func (s *session) wrapped(sentence string) []string {
	width, _ := s.size()
	lines := layout.Wrap(s.look.Method, sentence, width, maxWrapped)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], noBreak, " ")
	}
	return lines
}
