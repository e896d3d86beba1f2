package dates

import "strings"

// foreignMonths are names of months in the languages whose authors write them in front matter,
// besides English; months of the same name in several stand once. Czech and Polish use another
// form within a date.
var foreignMonths = func() map[string]int {
	all := map[string]int{}
	for _, year := range []string{
		"januar februar märz april mai juni juli august september oktober november dezember", // German
		"jänner feber maerz . . . . . . . . .",
		"jan feb mär apr . jun jul aug sep okt nov dez",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre", // French
		"janv févr . avr . . juil aout sept . . déc",
		". fevrier . . . . . . . . . .",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", // Spanish
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"januari februari maart april mei juni juli augustus september oktober november december", // Dutch
		". . mars . maj . . augusti . . . .",                                                      // Swedish
		"januar februar marts april maj juni juli august september oktober november december",     // Danish
		"ledna února března dubna května června července srpna září října listopadu prosince",     // Czech
		"leden únor březen duben květen červen červenec srpen . říjen listopad prosinec",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października . grudnia", // Polish
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
	} {
		for i, name := range strings.Fields(year) {
			if _, known := all[name]; name != "." && !known {
				all[name] = i + 1
			}
		}
	}
	return all
}()

// joiningWords stand between the parts of a date and say nothing.
var joiningWords = map[string]bool{"at": true, "of": true, "de": true, "del": true, "den": true, "le": true, "um": true, "г": true}

// withoutSigns writes a date in the signs of Chinese and Japanese, such as 2025年2月27日, with
// hyphens.
func withoutSigns(s string) string {
	if !strings.Contains(s, "年") && !strings.Contains(s, "년") {
		return s
	}
	s = strings.NewReplacer("年", "-", "月", "-", "日", " ", "년", "-", "월", "-", "일", " ").Replace(s)
	return strings.TrimSpace(strings.ReplaceAll(s, "- ", "-"))
}

// Ambiguous reports whether a date has the day and the month as two numbers that may as well be the
// other way round, as in 1/2/2021, of which Parse takes one. With dots it is the day that comes
// first.
func Ambiguous(text string) bool {
	text = strings.TrimSpace(text)
	first, w := Digits(text)
	if w == 0 || w > 2 || len(text) <= w || text[w] != '/' && text[w] != '-' {
		return false
	}
	sep := text[w]
	second, v := Digits(text[w+1:])
	rest := text[w+1+v:]
	if v == 0 || v > 2 || rest == "" || rest[0] != sep {
		return false
	}
	_, y := Digits(rest[1:])
	return y == 4 && first != second && first >= 1 && first <= 12 && second >= 1 && second <= 12
}
