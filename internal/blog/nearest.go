package blog

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// suggestion is a slug that may be offered for one that is not there.
type suggestion struct {
	folded string
	runes  int
	post   *Post
}

// maxGuess bounds the texts that Nearest compares, in characters: readers type less, and the work
// grows with it.
const maxGuess = 64

// Nearest returns the post or page whose slug is most like one that is not there: one that begins
// with it or that it begins with, then one that contains it, then one that a few slips of the
// finger away. Hidden posts are never suggested.
func (x *Index) Nearest(slug string) (*Post, bool) {
	want := plaintext.Fold(Slugify(slug))
	if want == "" || utf8.RuneCountInString(want) > maxGuess {
		return nil, false
	}
	x.suggestOnce.Do(x.makeSuggestions)
	if p := x.containing(want); p != nil {
		return p, true
	}
	p := x.closest([]rune(want))
	return p, p != nil
}

// misspelt reports whether a slug that is not there is all but one that is.
func (x *Index) misspelt(slug string) bool {
	const shortest, slips = 8, 2
	want := []rune(plaintext.Fold(slug))
	if len(want) < shortest || len(want) > maxGuess {
		return false
	}
	x.suggestOnce.Do(x.makeSuggestions)
	p := x.closest(want)
	var rows [3][maxGuess + 1]int
	return p != nil && distance(want, plaintext.Fold(p.Slug), &rows) <= slips
}

func (x *Index) makeSuggestions() {
	x.suggest = make([]suggestion, 0, len(x.posts)+len(x.pages))
	for _, p := range slices.Concat(x.pages, x.posts) {
		folded := plaintext.Fold(p.Slug)
		x.suggest = append(x.suggest, suggestion{folded, utf8.RuneCountInString(folded), p})
	}
}

// containing looks for a slug of which want is a part, the beginning rather than the middle, the
// shorter slug rather than the longer one.
func (x *Index) containing(want string) *Post {
	const shortest = 3 // a letter or two are part of too many
	var best *suggestion
	bestRank := 0
	for i := range x.suggest {
		s := &x.suggest[i]
		rank := 0
		switch {
		case s.folded == want:
			return s.post
		case len(want) < shortest:
			continue
		case strings.HasPrefix(s.folded, want):
			rank = 3
		case len(s.folded) > shortest && strings.HasPrefix(want, s.folded):
			rank = 2
		case strings.Contains(s.folded, want):
			rank = 1
		default:
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(rank, bestRank), cmp.Compare(best.runes, s.runes)) > 0 {
			best, bestRank = s, rank
		}
	}
	if best == nil {
		return nil
	}
	return best.post
}

// closest looks for the slug with the least edit distance, which must not be above a third of the
// length.
func (x *Index) closest(want []rune) *Post {
	limit := max(1, len(want)/3)
	var best *Post
	var rows [3][maxGuess + 1]int
	for i := range x.suggest {
		s := &x.suggest[i]
		if s.runes > len(want)+limit || s.runes < len(want)-limit {
			continue
		}
		if d := distance(want, s.folded, &rows); d <= limit {
			best, limit = s.post, d-1
			if limit < 0 {
				break
			}
		}
	}
	return best
}

// distance returns how many characters must be added, left out, changed or swapped with their
// neighbour to make have of want: the optimal string alignment distance.
func distance(want []rune, have string, rows *[3][maxGuess + 1]int) int {
	before, prev, row := &rows[0], &rows[1], &rows[2]
	for j := range len(want) + 1 {
		prev[j] = j
	}
	i, last := 0, rune(0) // last is the character of have before r
	for _, r := range have {
		i++
		row[0] = i
		for j := 1; j <= len(want); j++ {
			changed := prev[j-1]
			if want[j-1] != r {
				changed++
			}
			row[j] = min(changed, prev[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && want[j-1] == last && want[j-2] == r {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row, last = prev, row, before, r
	}
	return prev[len(want)]
}
