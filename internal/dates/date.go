package dates

import (
	"strings"
	"time"
)

// Parse reads a date as authors write it, from the raw scalar:
//
//	2021-12-10T09:30:00+10:00      RFC 3339
//	2021-12-10 9:30 +1000          also without seconds, with fractions, with Z or the name of a zone
//	2021-12-10 9:30                in the zone of the site
//	2021-12-10, 2021/12/10, 2021.12.10, 12/25/2021, 25.12.2021, 25. 12. 2021, 2021年12月10日
//	10 Dec 2021, December 10th, 2021, 10. Dezember 2021, with a time or without
//	Fri, 10 Dec 2021 09:30:00 GMT  RFC 1123
//	Fri Dec 10 09:30:00 CET 2021   date(1)
//	9:30 12/25/2021                Grav
//
// The result is in the zone that is written; loc is the zone of a date that names none. A day that
// there is not, such as 30 February, is no date. Of 1/2/2021 the first is the month, as in
// 12/25/2021, unless it is above 12.
func Parse(text string, loc *time.Location) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if len(text) < 6 || len(text) > 80 {
		return time.Time{}, false
	}
	text = timeBehind(withoutSigns(text))
	d := dateReader{loc: loc}
	ok := false
	if c := text[0]; c >= '0' && c <= '9' {
		ok = d.numeric(text)
	}
	if !ok {
		d = dateReader{loc: loc}
		ok = d.words(text)
	}
	if !ok {
		return time.Time{}, false
	}
	return d.time()
}

// timeBehind puts a time that stands before its date, "13:34 04/17/2024", behind it.
func timeBehind(text string) string {
	clock, date, ok := strings.Cut(text, " ")
	if !ok || len(clock) < 4 || len(clock) > 8 || strings.IndexByte(clock, ':') < 1 || strings.Trim(clock, "0123456789:") != "" {
		return text
	}
	return strings.TrimSpace(date) + " " + clock
}

// dateReader collects the parts of a date.
type dateReader struct {
	loc              *time.Location // where no zone is written
	year, month, day int
	hour, min, sec   int
	nano             int
	timed            bool // a time of day was read
	zone             zone
}

// numeric reads a date that starts with three numbers, and what follows it.
func (d *dateReader) numeric(s string) bool {
	var n [3]int
	var width [3]int
	var sep byte
	for i := range n {
		n[i], width[i] = Digits(s)
		if width[i] == 0 || width[i] > 4 {
			return false
		}
		s = s[width[i]:]
		if i == 2 {
			break
		}
		if s == "" || s[0] != '-' && s[0] != '/' && s[0] != '.' || i == 1 && s[0] != sep {
			return false
		}
		sep, s = s[0], s[1:]
		if sep == '.' { // 27. 2. 2025
			s = strings.TrimLeft(s, " ")
		}
	}
	if sep == '.' && strings.HasPrefix(s, ".") { // 2025. 02. 27.
		s = s[1:]
	}
	switch {
	case width[0] == 4 && width[1] <= 2 && width[2] <= 2:
		d.year, d.month, d.day = n[0], n[1], n[2]
	case width[2] != 4 || width[0] > 2 || width[1] > 2:
		return false
	case sep == '/' && n[0] <= 12 || n[1] > 12:
		d.month, d.day, d.year = n[0], n[1], n[2]
	default:
		d.day, d.month, d.year = n[0], n[1], n[2]
	}
	if s == "" {
		return true
	}
	if c := s[0]; c != 'T' && c != 't' && c != ' ' && c != '\t' && c != ',' {
		return false
	}
	s = strings.TrimLeft(s[1:], " \t")
	rest, ok := d.clock(s)
	return ok && d.setZone(rest)
}

// clock reads H:MM[:SS[.frac]] and am or pm, and returns what follows.
func (d *dateReader) clock(s string) (rest string, ok bool) {
	h, w := Digits(s)
	if w == 0 || w > 2 || d.timed || len(s) < w+3 || s[w] != ':' {
		return s, false
	}
	m, mw := Digits(s[w+1:])
	if mw != 2 {
		return s, false
	}
	d.hour, d.min, d.timed = h, m, true
	s = s[w+3:]
	if strings.HasPrefix(s, ":") {
		sec, sw := Digits(s[1:])
		if sw != 2 {
			return s, false
		}
		d.sec, s = sec, s[3:]
		if len(s) > 1 && (s[0] == '.' || s[0] == ',') {
			s = d.fraction(s)
		}
	}
	if trimmed := strings.TrimLeft(s, " "); len(trimmed) >= 2 && (len(trimmed) == 2 || trimmed[2] == ' ') {
		switch strings.ToLower(trimmed[:2]) {
		case "am":
			d.hour, s = d.hour%12, trimmed[2:]
		case "pm":
			d.hour, s = d.hour%12+12, trimmed[2:]
		}
	}
	return s, true
}

func (d *dateReader) fraction(s string) string {
	_, w := Digits(s[1:])
	scale := 100_000_000
	for _, c := range []byte(s[1 : 1+w]) {
		d.nano += int(c-'0') * scale
		scale /= 10
	}
	return s[1+w:]
}

// words reads a date with a month by name: its parts are told by their shape, so that any order
// will do.
func (d *dateReader) words(s string) bool {
	for _, token := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' }) {
		if !d.word(token) {
			return false
		}
	}
	return d.year > 0 && d.month > 0 && d.day > 0
}

func (d *dateReader) word(token string) bool {
	if strings.Contains(token, ":") && token[0] >= '0' && token[0] <= '9' {
		rest, ok := d.clock(token)
		return ok && d.setZone(rest)
	}
	if n, w := Digits(token); w > 0 {
		return d.number(n, w, token[w:])
	}
	if lower := strings.ToLower(strings.TrimSuffix(token, ".")); len(lower) >= 3 {
		if m := nameIndex(monthNames, lower); m > 0 && d.month == 0 {
			d.month = m
			return true
		}
		if nameIndex(dayNames, lower) > 0 {
			return true
		}
	}
	lower := strings.ToLower(strings.TrimSuffix(token, "."))
	if m := foreignMonths[lower]; m > 0 && d.month == 0 {
		d.month = m
		return true
	}
	if joiningWords[lower] {
		return true
	}
	switch strings.ToLower(token) {
	case "am":
		d.hour %= 12
		return d.timed
	case "pm":
		d.hour = d.hour%12 + 12
		return d.timed
	}
	return d.setZone(token)
}

// number takes a year or a day of the month, such as 10, 10th, 10. or 02-Jan-2006.
func (d *dateReader) number(n, width int, rest string) bool {
	switch {
	case width == 4 && rest == "" && d.year == 0:
		d.year = n
		return true
	case width > 2 || d.day != 0:
		return false
	}
	d.day = n
	switch strings.ToLower(rest) {
	case "", "st", "nd", "rd", "th", "er", ".", "º":
		return true
	}
	if month, year, ok := strings.Cut(strings.TrimPrefix(rest, "-"), "-"); ok && rest[0] == '-' {
		return d.word(month) && d.word(year)
	}
	return false
}

func (d *dateReader) time() (time.Time, bool) {
	if d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.hour > 23 || d.min > 59 || d.sec > 60 {
		return time.Time{}, false
	}
	month := time.Month(d.month)
	if d.day > time.Date(d.year, month+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return time.Time{}, false
	}
	at := func(loc *time.Location) time.Time {
		return time.Date(d.year, month, d.day, d.hour, d.min, min(d.sec, 59), d.nano, loc)
	}
	t := at(d.zone.location(d.loc, at))
	return t, !t.IsZero()
}

// Digits reads the decimal number that s starts with, and returns how many bytes it has. Beyond
// nine digits the number is meaningless, but never negative.
func Digits(s string) (n, width int) {
	for width < len(s) && s[width] >= '0' && s[width] <= '9' {
		if width < 9 {
			n = n*10 + int(s[width]-'0')
		}
		width++
	}
	return n, width
}

// nameIndex returns which of names, counted from 1, lower is: in full, by its first three letters,
// or by "sept".
func nameIndex(names []string, lower string) int {
	for i, name := range names {
		if lower == name || lower == name[:3] || len(lower) == 4 && strings.HasPrefix(name, lower) {
			return i + 1
		}
	}
	return 0
}

var (
	monthNames = []string{
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december",
	}
	dayNames = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
