package dates

import (
	"strings"
	"time"
	_ "time/tzdata" // an image without a system has no zone files; blogs name zones all the same
)

// zone is the zone that is written behind a date: an offset, a name, or nothing.
type zone struct {
	fixed  bool
	offset int    // seconds east of UTC
	name   string // an abbreviation or a name of the zone database
}

// setZone reads a zone, which may be blank. A name behind an offset only repeats it.
func (d *dateReader) setZone(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return true
	}
	if s[0] == '+' || s[0] == '-' {
		offset, rest, ok := readOffset(s)
		if !ok || !isZoneName(strings.Trim(rest, " ()")) {
			return false
		}
		d.zone = zone{fixed: true, offset: offset}
		return true
	}
	if s[0] == '(' { // Fri Dec 10 2021 09:30:00 +0100 (CET)
		return d.zone.fixed
	}
	if upper := strings.ToUpper(s); strings.HasPrefix(upper, "UTC") || strings.HasPrefix(upper, "GMT") {
		if s = s[3:]; s == "" {
			d.zone = zone{fixed: true}
			return true
		}
		return d.setZone(s)
	}
	if !isZoneName(s) {
		return false
	}
	if d.zone.fixed {
		return true
	}
	if s == "Z" || s == "z" {
		d.zone = zone{fixed: true}
		return true
	}
	_, known := abbreviations[strings.ToUpper(s)]
	if !known {
		if _, err := time.LoadLocation(s); err != nil || s == "Local" {
			return false
		}
	}
	d.zone = zone{name: s}
	return true
}

// isZoneName reports whether s looks like CET, Asia/Shanghai or Etc/GMT+5; an empty one does.
func isZoneName(s string) bool {
	if len(s) > 40 {
		return false
	}
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("/_-+0123456789", rune(c))) {
			return false
		}
	}
	return true
}

// readOffset reads +HH:MM, +HHMM, +HH or +H.
func readOffset(s string) (seconds int, rest string, ok bool) {
	sign := 1
	if s[0] == '-' {
		sign = -1
	}
	n, w := Digits(s[1:])
	rest = s[1+w:]
	hours, minutes := n, 0
	switch w {
	case 1, 2:
		if m, mw := Digits(strings.TrimPrefix(rest, ":")); rest != "" && rest[0] == ':' && mw == 2 {
			minutes, rest = m, rest[3:]
		}
	case 3, 4:
		hours, minutes = n/100, n%100
	default:
		return 0, "", false
	}
	if hours > 15 || minutes > 59 {
		return 0, "", false
	}
	return sign * (hours*3600 + minutes*60), rest, true
}

// location returns the zone for a date: the one written, else site. at makes the time in a zone. An
// abbreviation means the site's zone where it uses that one at that time, since CST and IST are
// written in more than one country.
func (z zone) location(site *time.Location, at func(*time.Location) time.Time) *time.Location {
	switch {
	case z.fixed && z.offset == 0:
		return time.UTC
	case z.fixed:
		return time.FixedZone("", z.offset)
	case z.name == "":
		if site == nil {
			return time.UTC
		}
		return site
	}
	offset, known := abbreviations[strings.ToUpper(z.name)]
	if !known {
		if loc, err := time.LoadLocation(z.name); err == nil {
			return loc
		}
		return time.UTC
	}
	if site != nil {
		if name, _ := at(site).Zone(); strings.EqualFold(name, z.name) {
			return site
		}
	}
	return time.FixedZone(strings.ToUpper(z.name), offset*60)
}

// abbreviations are the zones that dates name, in minutes east of UTC.
var abbreviations = map[string]int{
	"Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "MET": 60, "MEST": 120, "EET": 120, "EEST": 180,
	"MSK": 180, "IRST": 210, "IST": 330, "PKT": 300, "ICT": 420, "WIB": 420, "HKT": 480, "SGT": 480, "AWST": 480,
	"JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210, "NDT": -150, "BRT": -180, "ART": -180,
	"SAST": 120,
}
