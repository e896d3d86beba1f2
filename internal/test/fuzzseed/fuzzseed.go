// Package fuzzseed reads the bytes of a fuzzer as choices, so that a fuzz target makes inputs that are
// nearly right far more often than bytes at random are.
//
//	choices := fuzzseed.Choices(data)
//	header := choices.Of("title", "date", "tags") + ": " + choices.Of("true", "[a", "2020-13-45")
package fuzzseed

// Choices is the bytes that are left, each of which is a choice.
type Choices []byte

// Next returns the next choice, 0 to 255; 0 when none is left.
func (c *Choices) Next() int {
	if len(*c) == 0 {
		return 0
	}
	b := (*c)[0]
	*c = (*c)[1:]
	return int(b)
}

// Of returns one of several texts.
func (c *Choices) Of(all ...string) string { return all[c.Next()%len(all)] }
