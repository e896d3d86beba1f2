package frontmatter

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// ParseJSON reads the object src, which starts in the given line of its file. With an error it
// returns what comes before it.
func ParseJSON(src string, line int, b *Budget) (Value, error) {
	j := jsonReader{Budget: b, dec: json.NewDecoder(strings.NewReader(src)), lines: lineCounter{src: src, line: line}}
	j.dec.UseNumber()
	v, err := j.read(0)
	if err == nil {
		return v, nil
	}
	at := j.lines.lineAt(int(j.dec.InputOffset()))
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		at = j.lines.lineAt(int(syntax.Offset))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("unexpected end")
	}
	return v, &syntaxError{at, err.Error()}
}

// parseBare reads Hexo's JSON without the braces around it.
func parseBare(src string, line int, b *Budget) (Value, error) {
	return ParseJSON("{"+strings.TrimRight(src, " \t\n,")+"}", line, b)
}

type jsonReader struct {
	*Budget
	dec   *json.Decoder
	lines lineCounter
}

func (j *jsonReader) read(depth int) (Value, error) {
	token, err := j.dec.Token()
	if err != nil {
		return Value{}, err
	}
	if err := j.spend(depth); err != nil {
		return Value{}, err
	}
	v := Value{Line: j.lines.lineAt(int(j.dec.InputOffset()))}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return j.table(v, depth)
		}
		return j.list(v, depth)
	case string:
		v.Kind, v.Text = Scalar, t
	case json.Number:
		v.Kind, v.Text = Scalar, t.String()
	case bool:
		v.Kind, v.Text = Scalar, "false"
		if t {
			v.Text = "true"
		}
	}
	return v, nil
}

func (j *jsonReader) table(v Value, depth int) (Value, error) {
	v.Kind = Table
	for j.dec.More() {
		token, err := j.dec.Token()
		if err != nil {
			return v, err
		}
		name, ok := token.(string)
		if !ok {
			return v, errors.New("a key that is no string")
		}
		line := j.lines.lineAt(int(j.dec.InputOffset()))
		val, err := j.read(depth + 1)
		if err != nil {
			return v, err
		}
		v.Fields = append(v.Fields, Field{Key: FoldKey(name), Name: name, Line: line, Value: val})
	}
	_, err := j.dec.Token()
	return v, err
}

func (j *jsonReader) list(v Value, depth int) (Value, error) {
	v.Kind = List
	for j.dec.More() {
		item, err := j.read(depth + 1)
		if err != nil {
			return Value{}, err
		}
		v.Items = append(v.Items, item)
	}
	_, err := j.dec.Token()
	return v, err
}
