package layout_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/width"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// codePoints counts the cells of a line as a terminal does that knows nothing of composed
// characters.
func codePoints(line string) (cells int) {
	for _, r := range line {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			cells += 2
		default:
			cells++
		}
	}
	return cells
}

// TestCodePoints: no line is too wide for a terminal that counts code points.
func TestCodePoints(t *testing.T) {
	for name, words := range map[string]string{
		"Tamil":      "காலையில் கடலோரம் நடந்தோம் பறவைகள் கூவின ",
		"Sinhala":    "උදෑසන වෙරළේ ඇවිද ගියෙමු කුරුල්ලෝ නාද කළහ ",
		"Thai":       "ตอนเช้าเราเดินริมทะเลนกร้องน้ำใสทำให้ชื่นใจ ",
		"Devanagari": "सुबह हम समुद्र के किनारे चले और पक्षी बोले ",
		"Khmer":      "ព្រឹកនេះយើងដើរតាមឆ្នេរសមុទ្រ ",
		"keycaps":    "1️⃣ 2️⃣ 3️⃣ ❤️ ",
		"families":   "👨‍👩‍👧‍👦 👍🏽 🇪🇺 ",
	} {
		text := strings.Repeat(words, 12)
		src := "# " + text + "\n\n" + text + "\n\n- " + text + "\n\n> " + text + "\n"
		if name != "families" { // columns are for terminals that join them
			src += "\n| a | b |\n|---|---|\n| " + words + " | " + text + " |\n\n```\n" + strings.ReplaceAll(text, " ", "") + "\n```\n"
		}
		for _, cells := range []int{20, 40, 80} {
			for i, line := range rendered(t, request("test", src, cells, theme.Plain())).Lines {
				if n := codePoints(line); n > cells {
					t.Errorf("%s: line %d has %d cells of %d: %q", name, i, n, cells, line)
				}
			}
			if fit := textwidth.Cautious.Fit(text, cells); codePoints(fit) > cells && name != "families" || len(fit) < cells/3 {
				t.Errorf("%s: Fit to %d has %d cells: %q", name, cells, codePoints(fit), fit)
			}
		}
	}
}
