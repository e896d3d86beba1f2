package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui"
)

// sentences are short texts in many writing systems, whose last word is in no other.
var sentences = map[string]string{
	"thai":     "ตอนเช้า เราเดิน ริมทะเล น้ำใส ทำให้ ชื่นใจ นก ร้อง",
	"hindi":    "सुबह हम समुद्र के किनारे चले और क्षत्रिय पक्षी मीठा गाते रहे",
	"tamil":    "காலையில் கடலோரம் நடந்தோம் பறவைகள் இனிமையாகக் கூவின",
	"arabic":   "مشينا صباحا على الشاطئ والطيور تغني",
	"hebrew":   "בבוקר הלכנו לאורך החוף והציפורים שָׁרוּ",
	"chinese":  "早上我们沿着海边走，鸟儿在歌唱。",
	"japanese": "朝、私たちは「海辺」を歩き、鳥がさえずっていた。",
	"korean":   "아침에 우리는 바닷가를 걸었고 새들이 노래했다",
	"khmer":    "ព្រឹកនេះ យើងដើរ តាមឆ្នេរសមុទ្រ បក្សី ច្រៀង",
	"emoji":    "👨‍👩‍👧‍👦 went 👩🏽‍🚀 to 🏴‍☠️ the 🇩🇪 beach 1️⃣ with ❤️ and 🧑‍🤝‍🧑 sang",
}

// TestEveryWordIsShown reads posts in many writing systems to their ends, on windows of many sizes.
// Every character of the post was on the window, and no line was wider than it, as the terminal
// counts.
func TestEveryWordIsShown(t *testing.T) {
	files := fstest.MapFS{}
	for name, words := range sentences {
		files[name+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: %s\ndate: 2026-01-01\ntags: [%s]\n---\n%s\n\n- %s\n\n> %s\n\n| a | b |\n|---|---|\n| %s | %s |\n\n## %s\n",
			words, name, strings.Repeat(words+" ", 3), words, words, name, words, words)}
	}
	for name, words := range sentences {
		for answer, method := range map[ansi.ModeSetting]textwidth.Method{
			ansi.ModeNotRecognized: textwidth.CodePoints, ansi.ModeReset: textwidth.Graphemes,
		} {
			for _, width := range []int{20, 31, 40, 80, 120, 200} {
				v := newVisit(t, files, tui.Session{Open: name, Width: width, Height: 12})
				v.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: answer})
				v.sees(name)
				shown := readToEnd(v, method, width)
				for rest := words; rest != ""; {
					n, _ := textwidth.Graphemes.First(rest)
					if !strings.Contains(shown, rest[:n]) {
						t.Errorf("%s, %d columns, %v: %q was never on the window", name, width, method, rest[:n])
					}
					rest = rest[n:]
				}
			}
		}
	}
}

// readToEnd scrolls line by line through an open post, and returns all lines that were shown.
func readToEnd(v *visit, method textwidth.Method, width int) string {
	var seen []string
	for range 500 {
		lines := strings.Split(v.text(), "\n")
		for _, line := range lines {
			if n := method.Width(line); n > width {
				v.t.Errorf("a line of %d cells on %d columns, %v: %q", n, width, method, line)
			}
			if !slices.Contains(seen, line) {
				seen = append(seen, line)
			}
		}
		was := v.text()
		v.press("j")
		if v.text() == was {
			break
		}
	}
	return strings.Join(seen, "\n")
}
