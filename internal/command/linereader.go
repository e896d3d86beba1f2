package command

import (
	"errors"
	"fmt"
	"strings"
)

// lineReaderCommand reads the blog line by line.
type lineReaderCommand struct {
	Slugs []string `arg:"" optional:"" usage:"[SLUG]" help:"the post to begin with, SLUG#heading at a heading"`
}

// Run serves the line reader until the reader leaves.
func (l *lineReaderCommand) Run(c *Call) error {
	switch {
	case len(l.Slugs) > 1:
		return usageError{fmt.Sprintf("expected one SLUG, not %s as well", quote(l.Slugs[1]))}
	case c.ReadLines == nil:
		return errors.New("plain: there is no reader here")
	}
	if c.Stdin == nil {
		c.Stdin = strings.NewReader("")
	}
	if c.ReadLines(c.ctx, c.Env, strings.Join(l.Slugs, "")) != nil {
		return errGone
	}
	return nil
}
