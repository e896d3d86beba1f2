package paint

import "unicode/utf8"

// consoleGlyphs are the signs that stand for others in the fonts of consoles. Each takes as many
// cells as the one that it stands for. Those that are not here are in most of the fonts, as the
// letters of Europe are, or nothing is like them.
var consoleGlyphs = glyphsOf(
	"▌█ ▐█ ▀█ ▄█ ▖█ ▗█ ▘█ ▙█ ▚█ ▛█ ▜█ ▝█ ▞█ ▟█ ▓▒ ▏│ ▎│ ▍│ ▋█ ▊█ ▉█ ▕│ ▔─ ▁_ ▂_ ▃_ ▅█ ▆█ ▇█",
	"┃│ ━═ ┄─ ┅═ ┆│ ┇│ ┈─ ┉═ ┊│ ┋│ ╌─ ╍═ ╎│ ╏│ ╴─ ╵│ ╶─ ╷│ ╸═ ╹│ ╺═ ╻│ ╭┌ ╮┐ ╯┘ ╰└",
	"┏┌ ┓┐ ┗└ ┛┘ ┣├ ┫┤ ┳┬ ┻┴ ╋┼ ┝├ ┠├ ┥┤ ┨┤ ┯┬ ┰┬ ┷┴ ┸┴ ┿┼ ╂┼ ╪┼ ╫┼",
	"▪* ▫- ◦- ‣> ●• ○o ◯o ◆* ◇* □o ▣■ ☐o ☑x ☒x ✓v ✔v ✗x ✘x ★* ☆* ✦* ✧* ✶* ✱* ✳* ❖* ❦* ❧* ❥* ♡♥ ❤♥",
	"↩< ↪> ↵< ⏎< ⟵← ⟶→ ➜→ ➔→ ➤▶ ▸▶ ▹▶ ▷▶ ◂◀ ◃◀ ◁◀ ▾▼ ▿▼ ▽▼ ▴▲ ▵▲ △▲ ⟨< ⟩> ❯> ❮< ⁄/ ∕/ −- ‐- ‑- ―— ⚠!",
)

func glyphsOf(tables ...string) map[rune]string {
	m := map[rune]string{}
	for _, table := range tables {
		runes := []rune(table)
		for i := 0; i+1 < len(runes); i += 3 {
			m[runes[i]] = string(runes[i+1])
		}
	}
	return m
}

// onConsole returns a character as the fonts of consoles have it.
func onConsole(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if glyph, ok := consoleGlyphs[r]; ok && size == len(text) {
		return glyph
	}
	return text
}
