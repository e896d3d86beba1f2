package main

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"github.com/charmbracelet/x/term"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/lineui"
	"github.com/sshblog/sshblog/internal/search"

	"github.com/sshblog/sshblog/internal/loader"

	"github.com/sshblog/sshblog/internal/pages"
)

// byEar makes the command that reads a blog line by line.
func byEar(o lineui.Options) func(context.Context, command.Env, string) error {
	reader := lineui.New(o)
	return func(ctx context.Context, env command.Env, open string) error {
		return reader.Run(ctx, lineui.Env{
			In: env.Stdin, Out: env.Stdout, Raw: env.Raw, Size: env.Size, Environ: env.Environ, Open: open,
		})
	}
}

// readByEar reads a blog line by line in this terminal, or from this input, until the reader leaves. The terminal edits and
// echoes the lines itself.
func readByEar(ctx context.Context, p program, store *loader.Store, language, open string) error {
	searcher := search.NewSearcher()
	quiet := slog.New(slog.DiscardHandler)
	watched := inBackground(ctx, quiet, func(ctx context.Context) error { return keepUp(ctx, store, searcher, quiet, nothingAhead) })
	env := command.Env{Stdin: p.stdin, Stdout: p.stdout, Environ: os.Environ()}
	if out, ok := p.stdout.(*os.File); ok && term.IsTerminal(out.Fd()) {
		env.Size = func() (width, height int) {
			width, height, err := term.GetSize(out.Fd())
			if err != nil {
				return 0, 0
			}
			return width, height
		}
	}
	err := byEar(lineui.Options{
		Index: store.Index, Renderer: pages.New(pages.Options{}), Searcher: searcher, Language: language,
	})(ctx, env, open)
	if err != nil {
		err = exitStatus(command.Failed) // nobody reads a message
	}
	return errors.Join(watched(), err)
}
