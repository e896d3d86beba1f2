package parser

import (
	"strconv"
)

// anchors makes the anchors of one post different from each other.
type anchors map[string]int

// unique returns id, or id with a number if the post has it already.
func (a anchors) unique(id string) string {
	if id == "" {
		id = "section"
	}
	n, taken := a[id]
	a[id] = n + 1
	if !taken {
		return id
	}
	for {
		numbered := id + "-" + strconv.Itoa(n)
		if n > 0 {
			if _, taken := a[numbered]; !taken {
				a[numbered] = 1
				a[id] = n + 1
				return numbered
			}
		}
		n++
	}
}
