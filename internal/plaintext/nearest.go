package plaintext

import "strings"

// NearestName returns the name that a few slips of the finger make of another, "" if there is none.
func NearestName(key string, names []string) string {
	best, limit := "", 1+len(key)/3
	for _, name := range names {
		if len(key) > 64 {
			break
		}
		d := slips(strings.ToLower(key), name)
		if len(key) > 2 && strings.HasPrefix(name, strings.ToLower(key)) {
			d = min(d, 1)
		}
		if d < limit {
			best, limit = name, d
		}
	}
	return best
}

// slips returns how many letters must be added, left out, changed or swapped with their neighbour to
// make b of a.
func slips(a, b string) int {
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			changed := prev[j]
			if a[i] != b[j] {
				changed++
			}
			row[j+1] = min(changed, prev[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
