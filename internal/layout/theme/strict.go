package theme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	gansi "charm.land/glamour/v2/ansi"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// SheetError says what is wrong with a style sheet, and in which line.
type SheetError struct {
	Line    int
	Message string
}

// Error returns the line and what is wrong.
func (e *SheetError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// sheetSchema has all entries of a style sheet.
type sheetSchema struct {
	Schema string `json:"$schema"` // for editors
	gansi.StyleConfig
	More extras `json:"sshblog"`
}

// entryNames are the names that maps of a style sheet may have, by the name of the map.
var entryNames = map[string][]string{
	"alert":         {"note", "tip", "important", "warning", "caution"},
	"heading_rules": {"1", "2", "3", "4", "5", "6"},
	"heading_air":   {"1", "2", "3", "4", "5", "6"},
}

// checkSheet reports the first thing in a style sheet that would be ignored or misread: an unknown
// key, a value of another type, a colour that is none.
func checkSheet(source []byte) error {
	s := sheetReader{source: source, decoder: json.NewDecoder(bytes.NewReader(source))}
	err := s.value(reflect.TypeFor[sheetSchema](), "")
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return &SheetError{lineAt(source, syntax.Offset), syntax.Error()}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &SheetError{lineAt(source, int64(len(source))), "the style sheet ends too early"}
	case err != nil:
		return err
	}
	if _, err := s.decoder.Token(); !errors.Is(err, io.EOF) {
		return s.errorf("expected nothing after the style sheet")
	}
	return nil
}

func lineAt(source []byte, offset int64) int {
	offset = max(0, min(offset, int64(len(source))))
	return 1 + bytes.Count(source[:offset], []byte("\n"))
}

// sheetReader goes through a style sheet.
type sheetReader struct {
	source  []byte
	decoder *json.Decoder
}

// errorf returns an error about what was read last.
func (s *sheetReader) errorf(format string, args ...any) error {
	return &SheetError{lineAt(s.source, s.decoder.InputOffset()), fmt.Sprintf(format, args...)}
}

// value reads a value of a type, which is that of the entry of a name.
func (s *sheetReader) value(t reflect.Type, name string) error {
	token, err := s.decoder.Token()
	if err != nil {
		return err
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	text, isText := token.(string)
	switch {
	case token == nil:
		return nil
	case token == json.Delim('{') && (t.Kind() == reflect.Struct || t.Kind() == reflect.Map):
		return s.entries(t, name)
	case token == json.Delim('[') && t.Kind() == reflect.Slice:
		for s.decoder.More() {
			if err := s.value(t.Elem(), name); err != nil {
				return err
			}
		}
		_, err = s.decoder.Token()
		return err
	case isText && t.Kind() == reflect.String:
		if _, ok := parseColor(text); !ok && text != "" && strings.HasSuffix(name, "color") {
			return s.errorf("%s: %.40q is no colour; expected #rrggbb or a number from 0 to 255", name, text)
		}
		return nil
	}
	return s.scalar(token, t, name)
}

// scalar checks a value that is no text and has no parts.
func (s *sheetReader) scalar(token json.Token, t reflect.Type, name string) error {
	number, isNumber := token.(float64)
	_, isBool := token.(bool)
	expected := "text"
	switch t.Kind() {
	case reflect.Bool:
		if isBool {
			return nil
		}
		expected = "true or false"
	case reflect.Uint, reflect.Float64:
		if isNumber && number >= 0 && (t.Kind() == reflect.Float64 || number == float64(uint(number))) {
			return nil
		}
		expected = "a number"
	case reflect.Struct, reflect.Map:
		expected = "{...}"
	case reflect.Slice:
		expected = "[...]"
	}
	if name == "" {
		name = "style sheet"
	}
	return s.errorf("%s: expected %s", name, expected)
}

// entries reads the entries of an object up to its end.
func (s *sheetReader) entries(t reflect.Type, name string) error {
	fields, names := map[string]reflect.Type{}, entryNames[name]
	if t.Kind() == reflect.Struct {
		names = collectFields(t, fields, nil)
	}
	for s.decoder.More() {
		token, err := s.decoder.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		at := slices.IndexFunc(names, func(known string) bool { return strings.EqualFold(known, key) })
		if at < 0 {
			return s.unknown(key, name, names)
		}
		inner := fields[names[at]]
		if t.Kind() == reflect.Map {
			inner = t.Elem()
		}
		if err := s.value(inner, names[at]); err != nil {
			return err
		}
	}
	_, err := s.decoder.Token()
	return err
}

// unknown returns an error about a key that an object does not have.
func (s *sheetReader) unknown(key, within string, names []string) error {
	where := ""
	if within != "" {
		where = fmt.Sprintf(" in %q", within)
	}
	if near := plaintext.NearestName(key, names); near != "" {
		return s.errorf("unknown key %.40q%s, did you mean %q?", key, where, near)
	}
	slices.Sort(names)
	return s.errorf("unknown key %.40q%s, expected one of %s", key, where, strings.Join(names, ", "))
}

// collectFields collects the entries that a struct has in JSON, and returns their names.
func collectFields(t reflect.Type, fields map[string]reflect.Type, names []string) []string {
	for i := range t.NumField() {
		field := t.Field(i)
		if field.Anonymous {
			names = collectFields(field.Type, fields, names)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		fields[name], names = field.Type, append(names, name)
	}
	return names
}
