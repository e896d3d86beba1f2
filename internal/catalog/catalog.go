// Package catalog holds the words of the screens, in every language that they are shown in.
//
// A language is one value of Texts in a file of its own. To add one, copy english.go, translate it,
// and enter it in All; a test then shows what is missing. Texts with verbs, such as "%d posts",
// must keep them, in the same order.
package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Count is a text that depends on a number: one of a thing, or any other number of it.
type Count struct{ One, Many string }

// Of returns the text for n.
func (c Count) Of(n int) string {
	if n == 1 {
		return fmt.Sprintf(c.One, n)
	}
	return fmt.Sprintf(c.Many, n)
}

// Key is what a key does: in a word or two for the footer, and in a phrase for the help.
type Key struct{ Short, Long string }

// All returns the languages, English first.
func All() []*Texts { return []*Texts{English(), German(), Chinese()} }

// For returns the texts in the first of some languages (BCP 47, the best first) that there are
// texts in, else in English.
func For(languages ...string) *Texts {
	for _, lang := range languages {
		base, _, _ := strings.Cut(lang, "-")
		for _, t := range All() {
			if strings.EqualFold(base, t.Lang) {
				return t
			}
		}
	}
	return English()
}

// Date writes a day as the language does.
func (t *Texts) Date(day time.Time) string {
	month := t.Months[day.Month()-1]
	date := strings.Replace(t.DateForm, "{d}", strconv.Itoa(day.Day()), 1)
	date = strings.Replace(date, "{y}", strconv.Itoa(day.Year()), 1)
	return strings.Replace(date, "{month}", month, 1)
}

// Day writes a day without its year, for a column: the number of the day takes two cells.
func (t *Texts) Day(day time.Time) string {
	month := t.ShortMonths[day.Month()-1]
	return strings.Replace(strings.Replace(t.DayForm, "{d}", day.Format("_2"), 1), "{month}", month, 1)
}
