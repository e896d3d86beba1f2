package asciitext

import "strings"

// signs are what code points become that are more than a letter with an accent.
var signs = signsOf(`
ä ae  ö oe  ü ue  Ä Ae  Ö Oe  Ü Ue  ß ss  ẞ SS  æ ae  Æ AE  œ oe  Œ OE  ø oe  Ø Oe  å aa  Å Aa
ð d  Ð D  þ th  Þ Th  ł l  Ł L  đ d  Đ D  ħ h  Ħ H  ı i  ĸ k  ŋ ng  Ŋ Ng  ŧ t  Ŧ T  ƒ f  ʼ '  ʻ '
‘ '  ’ '  ‚ ,  ‛ '  “ "  ” "  „ "  ‟ "  ‹ <  › >  « <<  » >>  ′ '  ″ "  ´ '  ˋ ' ¨ "
‐ -  ‑ -  ‒ -  – -  — --  ― --  − -  … ...  · -  • *  ‣ >  ◦ -  ▪ *  ▫ -  ● *  ○ o  ◯ o  ■ #  □ #  ◆ *  ◇ *
‡ ++  † +  § S.  ¶ P.  ¡ !  ¿ ?  ¦ |  © (c)  ® (R)  ™ (TM)  ° deg  ª a  º o  µ u  μ u
× x  ÷ /  ± +-  ≤ <=  ≥ >=  ≠ !=  ≈ ~=  ≡ ==  ∞ inf  √ sqrt  ∑ sum  ∏ prod  ∫ int  ∂ d  ∆ D  ∈ in  ∉ !in  ∀ all  ∃ ex
∧ and  ∨ or  ¬ not  ∩ n  ∪ u  ⊂ sub  ⊃ sup  ∅ {}  ⋅ *  ∗ *  ∘ o  ⁄ /  ∕ /  ∼ ~  ‰ o/oo  ⟨ <  ⟩ >
€ EUR  £ GBP  ¥ JPY  ¢ ct  ₽ RUB  ₹ INR  ₩ KRW  ₿ BTC  № No.
← <-  → ->  ↑ ^  ↓ v  ↔ <->  ↕ ^v  ⇐ <=  ⇒ =>  ⇔ <=>  ↦ |->  ↩ <-  ↪ ->  ↵ <-  ⏎ <-  ⟵ <-  ⟶ ->  ⟹ =>  ⟸ <=  ➜ ->  ➔ ->
▶ >  ▸ >  ► >  ▷ >  ◀ <  ◂ <  ◄ <  ◁ <  ▲ ^  △ ^  ▴ ^  ▼ v  ▽ v  ▾ v
☐ [ ]  ☑ [x]  ☒ [x]  ✓ v  ✔ v  ✗ x  ✘ x  ▣ #  ★ *  ☆ *  ✦ *  ✶ *  ✱ *  ❦ *  ❧ *  ⁂ ***  ❤ <3  ♥ <3  ♡ <3  ☺ :)  ☹ :(  ⚠ !
、 ,  。 .  「 "  」 "  『 "  』 "  《 <<  》 >>  〈 <  〉 >  【 [  】 ]  〔 [  〕 ]  〜 ~  ・ -  ー -
а a  б b  в v  г g  д d  е e  ё e  ж zh  з z  и i  й i  к k  л l  м m  н n  о o  п p  р r  с s  т t  у u  ф f
х kh  ц ts  ч ch  ш sh  щ shch  ъ '  ы y  ь '  э e  ю iu  я ia  і i  ї i  є ie  ґ g  ў u  ђ dj  ј j  љ lj  њ nj  ћ c  џ dz  ѓ gj  ќ kj  ѕ dz
А A  Б B  В V  Г G  Д D  Е E  Ё E  Ж Zh  З Z  И I  Й I  К K  Л L  М M  Н N  О O  П P  Р R  С S  Т T  У U  Ф F
Х Kh  Ц Ts  Ч Ch  Ш Sh  Щ Shch  Ъ '  Ы Y  Ь '  Э E  Ю Iu  Я Ia  І I  Ї I  Є Ie  Ґ G  Ў U  Ђ Dj  Ј J  Љ Lj  Њ Nj  Ћ C  Џ Dz  Ѓ Gj  Ќ Kj  Ѕ Dz
α a  β b  γ g  δ d  ε e  ζ z  η i  θ th  ι i  κ k  λ l  ν n  ξ x  ο o  π p  ρ r  σ s  ς s  τ t  υ y  φ f  χ ch  ψ ps  ω o
Α A  Β B  Γ G  Δ D  Ε E  Ζ Z  Η I  Θ Th  Ι I  Κ K  Λ L  Μ M  Ν N  Ξ X  Ο O  Π P  Ρ R  Σ S  Τ T  Υ Y  Φ F  Χ Ch  Ψ Ps  Ω O
`, "☐", "[ ]")

// signsOf reads a table of code points and what they become, and a pair that has a blank in it.
func signsOf(table, code, as string) map[rune]string {
	fields := strings.Fields(strings.ReplaceAll(table, code+" "+as, ""))
	m := make(map[rune]string, len(fields)/2+1)
	for i := 0; i+1 < len(fields); i += 2 {
		m[[]rune(fields[i])[0]] = fields[i+1]
	}
	m[[]rune(code)[0]] = as
	return m
}

// ofBox returns one of the signs that tables and frames are drawn with, U+2500 to U+257F: a line, or
// the place where lines meet.
func ofBox(r rune) string {
	switch {
	case strings.ContainsRune("━═╍┅┉", r):
		return "="
	case strings.ContainsRune("─╌┄┈╴╶╸╺╼╾", r):
		return "-"
	case strings.ContainsRune("│┃║╎╏┆┇┊┋╵╷╹╻╽╿", r):
		return "|"
	case r == '╱':
		return "/"
	case r == '╲':
		return `\`
	case r == '╳':
		return "x"
	}
	return "+"
}

// ofBlock returns one of the blocks, U+2580 to U+259F. The half at the left marks what is chosen,
// and thin ones are lines.
func ofBlock(r rune) string {
	switch r {
	case '▌', '▐':
		return ">"
	case '▍', '▎', '▏', '▕':
		return "|"
	case '▁', '▂', '▃':
		return "_"
	case '▔':
		return "-"
	case '░', '▒':
		return "."
	}
	return "#"
}
