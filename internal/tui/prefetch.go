package tui

import (
	"context"
	"image/color"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Prefetch lays out the posts of an Index before anybody asks for them, the newest first, for the
// viewports that readers ask for most, or for the default one. It takes at most half of a processor
// and gives way to every reader. It ends when enough pages are kept, or with ctx.
func Prefetch(ctx context.Context, x *blog.Index, renderer *pages.Renderer, themes *postview.Themes) {
	shapes := renderer.Viewports()
	if len(shapes) == 0 {
		shapes = defaultViewports(themes)
	}
	room := renderer.PrefetchBudget()
	for _, p := range x.Posts() {
		for _, shape := range shapes {
			look := postview.Look{Theme: shape.Theme, Links: shape.Links, Method: shape.Method}
			request := look.Request(x, p, shape.Width, nil)
			request.InternalLinks = shape.InternalLinks
			begun := time.Now()
			bytes, err := renderer.Prefetch(ctx, request)
			if room -= bytes; err != nil || room <= 0 || !rest(ctx, time.Since(begun)) {
				return
			}
		}
	}
}

// defaultViewports are those of a window of 80 columns with many colours, in the default theme: at
// first, when its background is not known yet, and when it has turned out to be black.
func defaultViewports(themes *postview.Themes) (shapes []pages.Viewport) {
	window := screen.Display{Width: 80}
	name, unknown := themes.Of(nil)
	for _, background := range []theme.Background{unknown, theme.BackgroundOf(color.Black)} {
		look := themes.Look(name, theme.Screen{Background: background, Depth: theme.Palette256, Window: true})
		shapes = append(shapes, pages.Viewport{
			Width: window.TextColumn().Width, Method: textwidth.CodePoints, Theme: look.Theme, Links: look.Links,
			InternalLinks: true,
		})
	}
	return shapes
}

// rest waits for some time. It returns false if ctx ends first.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
