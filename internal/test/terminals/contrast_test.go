//go:build unix

package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

// TestContrast measures windows that are painted here: two cells of 8 times 16 pixels.
func TestContrast(t *testing.T) {
	white, grey, tint := color.RGBA{255, 255, 255, 255}, color.RGBA{118, 118, 118, 255}, color.RGBA{238, 238, 238, 255}
	for _, tt := range []struct {
		name  string
		drawn []image.Rectangle
		color color.RGBA
		want  float64
		under int
	}{
		{"nothing", nil, grey, math.Inf(1), 0},
		{"a letter that can be read", []image.Rectangle{image.Rect(4, 4, 6, 12)}, grey, 4.54, 0},
		{"one that cannot", []image.Rectangle{image.Rect(4, 4, 6, 12)}, tint, 1.16, 1},
		{"a rule", []image.Rectangle{image.Rect(0, 8, 16, 9)}, tint, math.Inf(1), 0},
		{"a bar", []image.Rectangle{image.Rect(0, 0, 2, 16)}, tint, math.Inf(1), 0},
		{"a filled cell", []image.Rectangle{image.Rect(0, 0, 8, 16)}, tint, math.Inf(1), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := image.NewRGBA(image.Rect(0, 0, 16, 16))
			draw.Draw(m, m.Bounds(), image.NewUniform(white), image.Point{}, draw.Src)
			for _, r := range tt.drawn {
				draw.Draw(m, r, image.NewUniform(tt.color), image.Point{}, draw.Src)
			}
			got, under := newGrid(16, 16, 2, 1).contrast(m, false)
			if math.Abs(got.ratio-tt.want) > 0.01 || under != tt.under {
				t.Errorf("contrast %.2f, %d cells under; want %.2f, %d", got.ratio, under, tt.want, tt.under)
			}
		})
	}
}

// TestPlan holds the table of terminals to what the names of pictures promise.
func TestPlan(t *testing.T) {
	s, err := parse([]string{"-sizes", "80x24", "-themes", "auto,dark", "-terminals", "tmux,kitty"}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	var chosen []terminal
	for _, x := range terminals {
		if x.name == "tmux" || x.name == "kitty" {
			chosen = append(chosen, x)
		}
	}
	seen := map[string]bool{}
	for _, r := range plan(s, chosen) {
		seen[r.name("list")] = true
	}
	for _, want := range []string{
		"kitty-dark-80x24-list", "kitty-light-80x24-list", "tmux-unknown-dark-80x24-list", "tmux-unknown-light-80x24-dark-list",
	} {
		if !seen[want] {
			t.Errorf("no picture %s among %v", want, seen)
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d pictures, want 8: %v", len(seen), seen)
	}
	for _, args := range [][]string{{"-terminals", "teletype"}, {"-sizes", "80"}, {"-sizes", "0x24"}, {"list"}} {
		if _, err := parse(args, t.Output()); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}
