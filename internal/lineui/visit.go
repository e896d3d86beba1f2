package lineui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/postview"
)

// Sizes where there is no window, in cells, and the narrowest there can be.
const (
	plainWidth  = 80
	plainLines  = 20
	narrowest   = 20
	leastLines  = 3
	mostOfLine  = 40 // lines of one sentence
	mostShown   = 60 // cells of what was typed that are said again
	inputHeight = 1  // the line that is typed on
)

// visit is one person's visit.
type visit struct {
	*Reader
	env       Env
	ctx       context.Context
	texts     *catalog.Texts
	look      postview.Look
	languages []string
	in        *input
	out       *output
	editor    editor
	index     *blog.Index
	places    []place // where the person is; the last one is in front
	asking    bool    // the next line is words to search for
}

// place is where a person can be: a list or a post.
type place interface {
	// show says what is there.
	show(v *visit)
	// prompt is the sentence on what can be typed.
	prompt(v *visit) string
	// answer does what was typed; false if that means nothing here. Nothing typed is "".
	answer(v *visit, line string) bool
	// pick does what a number stands for; false if numbers mean nothing here.
	pick(v *visit, number string) bool
	// help explains all that can be typed.
	help(v *visit) string
}

// run is the visit from its beginning to its end.
func (v *visit) run() error {
	v.editor.echo = func(string) {}
	if v.env.Raw {
		v.editor.echo = v.out.write
	}
	v.greet()
	for len(v.places) > 0 && v.out.err == nil {
		v.ask()
		line, err := v.in.next(&v.editor, v.out.flush)
		if v.env.Raw {
			v.out.write(v.out.end)
		}
		if err != nil {
			v.leave(err)
			break
		}
		v.do(line)
	}
	if len(v.places) == 0 {
		v.say(v.texts.Plain.Goodbye)
	}
	return v.out.flush()
}

// leave says goodbye for a reason.
func (v *visit) leave(why error) {
	switch {
	case errors.Is(why, errEnough):
		v.say(v.texts.Plain.Enough)
	case errors.Is(why, errLeft), errors.Is(why, io.EOF):
		v.say(v.texts.Plain.Goodbye)
	default:
		v.say(v.texts.Plain.Closing)
	}
}

// greet says where the person is, and opens the list or what was asked for.
func (v *visit) greet() {
	v.index = v.opts.Index()
	t := v.texts.Plain
	if title := v.index.Site().Title; title != "" {
		v.say(fmt.Sprintf(t.Welcome, title))
	} else {
		v.say(t.Unnamed)
	}
	v.places = []place{v.listPosts()}
	slug, heading, _ := strings.Cut(v.env.Open, "#")
	post, ok := v.index.Lookup(slug)
	switch {
	case slug == "":
	case ok:
		v.read(post.In(v.languages...), v.index.Posts(), heading)
		return
	default:
		v.noPost(slug)
	}
	v.front().show(v)
}

// noPost says that there is no such post, and which one may have been meant.
func (v *visit) noPost(slug string) {
	t := v.texts.Plain
	if near, ok := v.index.Nearest(slug); ok {
		v.say(fmt.Sprintf(t.NoPostBut, short(slug), near.Slug))
		return
	}
	v.say(fmt.Sprintf(t.NoPost, short(slug)))
}

// short is what was typed, cut to a length that can be said again.
func short(s string) string { return layout.Fit(s, mostShown) }

// front is the place where the person is.
func (v *visit) front() place { return v.places[len(v.places)-1] }

// ask says what can be typed.
func (v *visit) ask() {
	prompt := v.texts.Plain.AskWords
	if !v.asking {
		prompt = v.front().prompt(v)
	}
	v.say(prompt)
}

// do does what was typed.
func (v *visit) do(line string) {
	line = strings.TrimSpace(line)
	if v.asking {
		v.asking = false
		if line == "" {
			v.front().show(v)
		} else {
			v.search(line)
		}
		return
	}
	command, rest, _ := strings.Cut(line, " ")
	words, slash := strings.CutPrefix(line, "/")
	switch {
	case slash:
		v.searchOrAsk(words)
	case command == "s":
		v.searchOrAsk(rest)
	case line == "h" || line == "?":
		v.say(v.front().help(v))
	case line == "r":
		v.front().show(v)
	case line == "q":
		v.back()
	case line == "tags":
		v.openTags()
	case isNumber(line) && v.front().pick(v, line), v.front().answer(v, line):
	default:
		v.say(fmt.Sprintf(v.texts.Plain.Unknown, short(line)))
	}
}

// searchOrAsk searches for words, or asks for them.
func (v *visit) searchOrAsk(words string) {
	if words = strings.TrimSpace(words); words == "" {
		v.asking = true
		return
	}
	v.search(words)
}

// isNumber tells whether a line is digits only.
func isNumber(line string) bool {
	return line != "" && strings.Trim(line, "0123456789") == ""
}

// number reads a number from 1 to most; it says so if it is none of these.
func (v *visit) number(line string, most int) (int, bool) {
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 || n > most {
		v.say(fmt.Sprintf(v.texts.Plain.NoNumber, layout.Fit(line, 20), most))
		return 0, false
	}
	return n, true
}

// back leaves the place in front. The first list is made anew, since there may be newer posts.
func (v *visit) back() {
	v.places = v.places[:len(v.places)-1]
	switch len(v.places) {
	case 0:
	case 1:
		v.home()
		v.front().show(v)
	default:
		v.front().show(v)
	}
}

// home goes to the first list without saying so, and takes the blog as it is now. As much of the
// list as was known before is known.
func (v *visit) home() {
	shown := 0
	if len(v.places) > 0 {
		if list, ok := v.places[0].(*menu); ok {
			shown = list.from
		}
	}
	v.index = v.opts.Index()
	list := v.listPosts()
	list.from = min(shown, max(0, list.count-1)/menuStep*menuStep)
	v.places = []place{list}
}

// enter goes to a place and says what is there.
func (v *visit) enter(p place) {
	v.places = append(v.places, p)
	p.show(v)
}

// size is the width that text is set in, and the height of the window; 0 without one.
func (v *visit) size() (width, height int) {
	width, height = v.env.Size()
	if width <= 0 {
		width = plainWidth
	}
	return max(narrowest, min(width, postview.Measure)), height
}

// say says a sentence, on as many lines as it takes.
func (v *visit) say(sentence string) {
	width, _ := v.size()
	for _, line := range layout.Wrap(sentence, width, mostOfLine) {
		v.out.line(line)
	}
}
