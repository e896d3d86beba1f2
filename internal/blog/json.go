package blog

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// parseJSON reads the object src, which starts in the given line of its file. With an error it returns what comes before it.
func parseJSON(src string, line int, b *budget) (value, error) {
	j := jsonReader{budget: b, dec: json.NewDecoder(strings.NewReader(src)), lines: lineCounter{src: src, line: line}}
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
func parseBare(src string, line int, b *budget) (value, error) {
	return parseJSON("{"+strings.TrimRight(src, " \t\n,")+"}", line, b)
}

type jsonReader struct {
	*budget
	dec   *json.Decoder
	lines lineCounter
}

func (j *jsonReader) read(depth int) (value, error) {
	token, err := j.dec.Token()
	if err != nil {
		return value{}, err
	}
	if err := j.spend(depth); err != nil {
		return value{}, err
	}
	v := value{line: j.lines.lineAt(int(j.dec.InputOffset()))}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return j.table(v, depth)
		}
		return j.list(v, depth)
	case string:
		v.kind, v.text = scalar, t
	case json.Number:
		v.kind, v.text = scalar, t.String()
	case bool:
		v.kind, v.text = scalar, "false"
		if t {
			v.text = "true"
		}
	}
	return v, nil
}

func (j *jsonReader) table(v value, depth int) (value, error) {
	v.kind = table
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
		v.fields = append(v.fields, field{key: foldKey(name), name: name, line: line, value: val})
	}
	_, err := j.dec.Token()
	return v, err
}

func (j *jsonReader) list(v value, depth int) (value, error) {
	v.kind = list
	for j.dec.More() {
		item, err := j.read(depth + 1)
		if err != nil {
			return value{}, err
		}
		v.items = append(v.items, item)
	}
	_, err := j.dec.Token()
	return v, err
}
