// Package dates reads the dates of front matter and file names, in the forms that authors and their
// tools write.
//
// [Parse] takes a text and the zone of dates that name none; date.go reads the parts, zone.go the
// names and offsets of time zones. What cannot be read, or could be read in two ways, is no date:
// nothing is guessed. A date keeps the zone that its author wrote.
package dates
