package asciitext

import "strings"

// Wanted reports whether the variables of a client ("NAME=value") name a character set other than
// UTF-8. The first of LC_ALL, LC_CTYPE and LANG that has a value counts, as POSIX has it
// (https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html). The locales C and
// POSIX, and those without a character set, say nothing: many clients have them whose terminals
// show UTF-8.
func Wanted(environ []string) bool {
	for _, name := range [...]string{"LC_ALL", "LC_CTYPE", "LANG"} {
		for _, pair := range environ {
			if value, ok := strings.CutPrefix(pair, name+"="); ok && value != "" {
				return foreign(value)
			}
		}
	}
	return false
}

// foreign reports whether a locale, such as de_DE.ISO-8859-1@euro, has another character set than
// UTF-8.
func foreign(locale string) bool {
	locale, modifier, _ := strings.Cut(locale, "@")
	_, charset, named := strings.Cut(locale, ".")
	if !named {
		return strings.EqualFold(modifier, "euro") // that of ISO-8859-15, of before there was UTF-8
	}
	charset = strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, charset)
	switch charset {
	case "", "utf8", "65001", "cp65001", "iso10646utf8", "unicode11utf8":
		return false
	}
	return true
}
