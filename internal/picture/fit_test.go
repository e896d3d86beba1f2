package picture_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/picture"
)

func TestFit(t *testing.T) {
	cell := picture.Size{W: 10, H: 20}
	for name, c := range map[string]struct {
		size, cell picture.Size
		bound      picture.Cells
		want       picture.Cells
	}{
		"as it is":      {picture.Size{W: 200, H: 100}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 20, Rows: 5}},
		"rest of cells": {picture.Size{W: 201, H: 101}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 21, Rows: 6}},
		"wide":          {picture.Size{W: 4000, H: 1000}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 80, Rows: 10}},
		"high":          {picture.Size{W: 1000, H: 4000}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 8, Rows: 16}},
		"both":          {picture.Size{W: 4000, H: 3000}, cell, picture.Cells{Cols: 60, Rows: 20}, picture.Cells{Cols: 54, Rows: 20}},
		"one pixel":     {picture.Size{W: 1, H: 1}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 1, Rows: 1}},
		"a line":        {picture.Size{W: 1 << 30, H: 1}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 80, Rows: 1}},
		"a column":      {picture.Size{W: 1, H: 1 << 30}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 1, Rows: 16}},
		"no cell":       {picture.Size{W: 200, H: 100}, picture.Size{}, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 20, Rows: 5}},
		"forged cell":   {picture.Size{W: 640, H: 256}, picture.Size{W: 65535, H: 65535}, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{Cols: 10, Rows: 2}},
		"no bound":      {picture.Size{W: 200, H: 100}, cell, picture.Cells{}, picture.Cells{}},
		"nothing":       {picture.Size{}, cell, picture.Cells{Cols: 80, Rows: 16}, picture.Cells{}},
	} {
		if got := picture.Fit(c.size, c.cell, c.bound); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	huge := picture.FitPixels(picture.Size{W: 40000, H: 30000}, picture.Size{W: 64, H: 128}, picture.Cells{Cols: 300, Rows: 66})
	if huge.W*huge.H > picture.MaxScaled {
		t.Errorf("%v pixels are more than %d", huge, picture.MaxScaled)
	}
}

func TestCellOf(t *testing.T) {
	for name, c := range map[string]struct {
		window picture.Size
		cells  picture.Cells
		want   picture.Size
		ok     bool
	}{
		"usual":      {picture.Size{W: 800, H: 480}, picture.Cells{Cols: 80, Rows: 24}, picture.Size{W: 10, H: 20}, true},
		"tmux":       {picture.Size{}, picture.Cells{Cols: 80, Rows: 24}, picture.DefaultCell, false},
		"cells sent": {picture.Size{W: 80, H: 24}, picture.Cells{Cols: 80, Rows: 24}, picture.DefaultCell, false},
		"forged":     {picture.Size{W: 65535, H: 65535}, picture.Cells{Cols: 1, Rows: 1}, picture.Size{W: 64, H: 128}, true},
		"tiny":       {picture.Size{W: 240, H: 120}, picture.Cells{Cols: 80, Rows: 24}, picture.Size{W: 4, H: 8}, true},
		"no cells":   {picture.Size{W: 800, H: 480}, picture.Cells{}, picture.DefaultCell, false},
		"negative":   {picture.Size{W: -800, H: 480}, picture.Cells{Cols: 80, Rows: 24}, picture.DefaultCell, false},
	} {
		if got, ok := picture.CellOf(c.window, c.cells); got != c.want || ok != c.ok {
			t.Errorf("%s: %v, %v; want %v, %v", name, got, ok, c.want, c.ok)
		}
	}
}
