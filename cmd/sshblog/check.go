package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/check"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
)

// checkCmd prints the problems of a blog.
type checkCmd struct {
	Dir          string `arg:"" optional:"" help:"Directory of posts; without it ./content, else the current one."`
	JSON         bool   `name:"json" help:"One JSON object per line: path, line, severity, message."`
	blogSettings `envprefix:"SSHBLOG_"`
}

// Run prints the problems, with paths that an editor can jump to; exit status 1 when one is an
// error.
func (c *checkCmd) Run(ctx context.Context, p program) error {
	dir := c.Dir
	if st, err := os.Stat(defaultDir); dir == "" && err == nil && st.IsDir() {
		dir = defaultDir
	} else if dir == "" {
		dir = "." // the sample is no author's business
	}
	c.Drafts = true // an author wants to know about these too
	store, err := openBlog(dir, c.blogSettings, waiting{}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	failed := false
	var fault themeFault
	if _, err := c.themes(); errors.As(err, &fault) {
		failed = true
		if err := c.print(p, fault.Problem); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	report := check.All(ctx, store.Index(), check.Options{Source: source.FromDir(dir)})
	for _, found := range report.Problems {
		if err := c.print(p, found.In(dir)); err != nil {
			return err
		}
		failed = failed || found.Severity == problem.Error
	}
	if failed {
		return exitStatus(command.Failed)
	}
	if !c.JSON {
		_, err = fmt.Fprintln(p.stderr, praise(store.Index(), report, time.Now()))
	}
	return err
}

// praise is what an author reads of a blog in which nothing is broken: that it was read, and how
// much of it. It goes where messages go, so that the standard output has problems only.
func praise(x *blog.Index, report check.Report, now time.Time) string {
	verdict := "all good"
	if n := len(report.Problems); n > 0 {
		verdict = "nothing is broken, " + counted(n, "warning")
	}
	posts, drafts, coming := 0, 0, 0
	for _, p := range x.Posts() {
		switch {
		case p.Draft:
			drafts++
		case p.AppearsAt().After(now):
			coming++
		default:
			posts++
		}
	}
	parts := []string{counted(posts, "post")}
	if drafts > 0 {
		parts = append(parts, counted(drafts, "draft"))
	}
	if coming > 0 {
		parts = append(parts, fmt.Sprintf("%d to come", coming))
	}
	if n := len(x.Pages()); n > 0 {
		parts = append(parts, counted(n, "page"))
	}
	return fmt.Sprintf("%s: %s (%s and %s checked)", strings.Join(parts, ", "), verdict,
		counted(report.Links, "link"), counted(report.Images, "image"))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// print prints one problem.
func (c *checkCmd) print(p program, problem problem.Problem) error {
	line := problem.String()
	if c.JSON {
		text, err := json.Marshal(problem)
		if err != nil {
			return fmt.Errorf("check: %w", err)
		}
		line = string(text)
	}
	_, err := fmt.Fprintln(p.stdout, line)
	return err
}
