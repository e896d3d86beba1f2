package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
)

// The kinds of values that flags have. Each decodes itself, so that what is wrong with a value is
// said in the same words over SSH and locally.
type (
	// toggle is a flag that is there or not.
	toggle bool
	// word is any text.
	word string
	// count is a number, not below 0.
	count int
	// cells is a width of text: 0, or from minWidth to maxWidth.
	cells int
	// when is a choice of colors.
	when string
)

// valueError says what is wrong with the value of a flag.
type valueError struct{ complaint string }

func (e valueError) Error() string { return e.complaint }

// flagName returns a flag as it is typed.
func flagName(v *kong.Value) string {
	if len(v.Name) == 1 {
		return "-" + v.Name
	}
	return "--" + v.Name
}

// popValue takes the value of a flag from the command line: whatever comes next.
func popValue(ctx *kong.DecodeContext) (string, error) {
	token := ctx.Scan.Pop()
	if token.IsEOL() {
		return "", valueError{flagName(ctx.Value) + ": expected a value behind it"}
	}
	if token.Type == kong.ShortFlagTailToken { // -n=5
		return strings.TrimPrefix(token.String(), "="), nil
	}
	return token.String(), nil
}

// invalid is the error of a value that is not what was expected.
func invalid(ctx *kong.DecodeContext, value, expected string) error {
	return valueError{fmt.Sprintf("%s %s: expected %s", flagName(ctx.Value), quote(value), expected)}
}

// IsBool tells kong that there need not be a value.
func (t *toggle) IsBool() bool { return true }

// Decode sets t, or to what stands behind an equals sign.
func (t *toggle) Decode(ctx *kong.DecodeContext) error {
	*t = true
	if ctx.Scan.Peek().Type != kong.FlagValueToken {
		return nil
	}
	value := ctx.Scan.Pop().String()
	on, err := strconv.ParseBool(value)
	if err != nil {
		return valueError{fmt.Sprintf("%s takes no value, but has %s", flagName(ctx.Value), quote(value))}
	}
	*t = toggle(on)
	return nil
}

// Decode reads a word.
func (w *word) Decode(ctx *kong.DecodeContext) error {
	value, err := popValue(ctx)
	*w = word(value)
	return err
}

// Decode reads a number.
func (c *count) Decode(ctx *kong.DecodeContext) error {
	const maxCount = 1 << 30
	value, err := popValue(ctx)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > maxCount {
		return invalid(ctx, value, "a number, 0 or more")
	}
	*c = count(n)
	return nil
}

// Decode reads a width.
func (c *cells) Decode(ctx *kong.DecodeContext) error {
	value, err := popValue(ctx)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(value)
	switch expected := fmt.Sprintf("%d to %d", minWidth, maxWidth); {
	case err != nil:
		return invalid(ctx, value, expected)
	case n != 0 && (n < minWidth || n > maxWidth):
		return valueError{fmt.Sprintf("%s %d: expected %s", flagName(ctx.Value), n, expected)}
	}
	*c = cells(n)
	return nil
}

// Decode reads a choice of colors.
func (w *when) Decode(ctx *kong.DecodeContext) error {
	value, err := popValue(ctx)
	if err != nil {
		return err
	}
	switch *w = when(value); *w {
	case "auto", "always", "never":
		return nil
	}
	return invalid(ctx, value, "auto, always or never")
}

// parseError returns the usageError for an error of kong.
func parseError(err error) error {
	var value valueError
	if errors.As(err, &value) {
		return usageError(value)
	}
	said := err.Error()
	if i := strings.LastIndex(said, ", did you mean "); i >= 0 {
		said = said[:i]
	}
	if name, ok := strings.CutPrefix(said, "unknown flag "); ok {
		return usageError{"there is no flag " + clip(name)}
	}
	if arg, ok := strings.CutPrefix(said, "unexpected argument "); ok {
		return usageError{"expected no argument " + quote(arg)}
	}
	if flag, _, ok := strings.Cut(said, ": "); ok && strings.HasSuffix(said, "(<EOL>)") {
		return usageError{flag + ": expected a value behind it"}
	}
	return usageError{clip(said)}
}

// clip makes what a client sent safe to print, and cuts it to a length that fits a line.
func clip(s string) string {
	const maxRunes = 100
	s = oneLine(s)
	if runes := []rune(s); len(runes) > maxRunes {
		return string(runes[:maxRunes]) + "..."
	}
	return s
}
