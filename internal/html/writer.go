package html

import "strings"

// Writer writes HTML. What is given as text, or as the value of an attribute, is escaped. The zero
// Writer is ready for use.
type Writer struct{ b strings.Builder }

// escaper escapes text, also for use within quotes.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

// String returns what was written.
func (w *Writer) String() string { return w.b.String() }

// Raw writes HTML as it is.
func (w *Writer) Raw(parts ...string) {
	for _, s := range parts {
		w.b.WriteString(s)
	}
}

// Text writes text.
func (w *Writer) Text(s string) {
	_, _ = escaper.WriteString(&w.b, s) // a strings.Builder takes all
}

// Open writes the start tag of an element. Attributes are names and values in turn. Those without a
// value are left out.
func (w *Writer) Open(name string, attributes ...string) {
	w.Raw("<", name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.Attribute(attributes[i], attributes[i+1])
		}
	}
	w.Raw(">")
}

// Attribute writes an attribute of the start tag that is being written.
func (w *Writer) Attribute(name, value string) {
	w.Raw(" ", name, `="`)
	w.Text(value)
	w.Raw(`"`)
}

// Close writes the end tag of an element.
func (w *Writer) Close(name string) { w.Raw("</", name, ">") }

// Element writes an element that contains text.
func (w *Writer) Element(name, text string, attributes ...string) {
	w.Open(name, attributes...)
	w.Text(text)
	w.Close(name)
}
