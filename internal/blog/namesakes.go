package blog

import (
	"path"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// maxNamesakePosts bounds the posts of one name of which an address may mean one.
const maxNamesakePosts = 2000

// namesakesOf returns the posts that share a name on the web: that of their file without its date,
// or the last part of their permalink. A post whose slug had to change is among them.
func (a *addresses) namesakesOf() map[string][]*Post {
	all := make(map[string][]*Post)
	for _, p := range a.all {
		at := ParsePath(p.Path)
		names := [...]string{
			FoldSlug(Slugify(at.Stem)), FoldSlug(PermalinkSlug(p.Permalink)), FoldSlug(p.Slug),
		}
		for i, name := range names {
			if name == "" || i > 0 && name == names[0] || i > 1 && name == names[1] || len(all[name]) == maxNamesakePosts {
				continue
			}
			all[name] = append(all[name], p)
		}
	}
	for name, posts := range all {
		if len(posts) < 2 {
			delete(all, name)
		}
	}
	return all
}

// namesake finds the post that an address means of several with its last part: the one whose date
// the address has, else the one whose directory it has. Where it has a date that none of them has,
// decided is set and there is no post: an old address must not open another post.
func (a *addresses) namesake(key string) (p *Post, decided bool) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return nil, false
	}
	name := key[i+1:]
	date, stem := cutDate(name)
	posts := a.namesakes()[stem]
	if len(posts) == 0 {
		return nil, false
	}
	if date == "" {
		date = dateInAddress(key[:i])
	}
	if date != "" {
		return nearestDay(posts, date), true
	}
	return byDirectory(posts, key[:i]), false
}

// dateInAddress returns the year, the month and the day that stand in an address, as far as they do:
// "2024", "2024-08", "2024-08-20".
func dateInAddress(dir string) string {
	parts := strings.Split(dir, "/")
	for i, part := range parts {
		year, w := dates.Digits(part)
		if w != 4 || len(part) != 4 && (len(part) < 7 || part[4] != '-') || year < 1900 || year > 2200 {
			continue
		}
		if len(part) > 4 { // 2024-08-20 as one part
			if t, err := time.Parse(time.DateOnly, part); err == nil {
				return t.Format(time.DateOnly)
			}
			continue
		}
		date := part
		for _, next := range parts[i+1 : min(i+3, len(parts))] {
			n, w := dates.Digits(next)
			if w == 0 || w > 2 || w != len(next) {
				break
			}
			date += "-" + string([]byte{byte('0' + n/10), byte('0' + n%10)})
		}
		return date
	}
	return ""
}

// nearestDay returns the first of posts whose date begins with date; of a whole day also one that is
// a day off, as zones make it. It is nil where there is none.
func nearestDay(posts []*Post, date string) *Post {
	for _, p := range posts {
		if !p.Date.IsZero() && strings.HasPrefix(p.Date.Format(time.DateOnly), date) {
			return p
		}
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil
	}
	const most = 36 * time.Hour
	for _, p := range posts {
		if off := p.Date.Sub(day); !p.Date.IsZero() && off > -most && off < most {
			return p
		}
	}
	return nil
}

// byDirectory returns the only one of posts that has most of the directories of an address, from the
// last one up; nil where there is none.
func byDirectory(posts []*Post, dir string) *Post {
	var best *Post
	most := 0
	for _, p := range posts {
		own := ParsePath(p.Path).Dir
		switch n := commonEnd(plaintext.Fold(own), dir); {
		case n > most:
			best, most = p, n
		case n == most:
			best = nil
		}
	}
	return best
}

// commonEnd returns how many directories at the end of two paths are the same.
func commonEnd(a, b string) int {
	n := 0
	for a != "." && a != "" && b != "." && b != "" && FoldSlug(Slugify(path.Base(a))) == FoldSlug(Slugify(path.Base(b))) {
		a, b = path.Dir(a), path.Dir(b)
		n++
	}
	return n
}
