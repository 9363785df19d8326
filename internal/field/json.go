package field

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"gopkg.in/yaml.v3"
)

// maxJSON bounds the bytes of a document as JSON: aliases may stand for a long text as often as maxExpanded allows.
const maxJSON = 64 << 20

// JSON returns the document as JSON, as the loaders of editors hand it to a schema: aliases followed, keys in
// the order of the file, the first of two equal ones. Plain scalars that JSON writes the same way are numbers,
// booleans and null; everything else is the text that it is, times and figures such as 0x1F or 1_000 among
// them. The error tells what has no form in JSON, or that the document is not Valid.
func (d *Document) JSON() ([]byte, error) {
	if d.root == nil {
		return nil, errors.New("write as json: there is no mapping of keys to values")
	}
	w := jsonWriter{doc: d}
	if err := w.node(d.root); err != nil {
		return nil, fmt.Errorf("write as json: %w", err)
	}
	return w.b, nil
}

type jsonWriter struct {
	doc *Document
	b   []byte
}

func (w *jsonWriter) node(n *yaml.Node) error {
	if len(w.b) > maxJSON {
		return fmt.Errorf("it has more than %d MB", maxJSON>>20)
	}
	switch n = value(n); n.Kind {
	case yaml.MappingNode:
		return w.mapping(n)
	case yaml.SequenceNode:
		w.b = append(w.b, '[')
		for i, item := range n.Content {
			if i > 0 {
				w.b = append(w.b, ',')
			}
			if err := w.node(item); err != nil {
				return err
			}
		}
		w.b = append(w.b, ']')
		return nil
	default:
		return w.scalar(n)
	}
}

func (w *jsonWriter) mapping(n *yaml.Node) error {
	seen := make(map[string]bool, len(n.Content)/2)
	w.b = append(w.b, '{')
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := value(n.Content[i])
		if key.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d: a key must be a word, found %s", w.doc.line(key), describe(key))
		}
		if seen[key.Value] {
			continue
		}
		if len(seen) > 0 {
			w.b = append(w.b, ',')
		}
		seen[key.Value] = true
		if err := w.text(key.Value); err != nil {
			return err
		}
		w.b = append(w.b, ':')
		if err := w.node(n.Content[i+1]); err != nil {
			return err
		}
	}
	w.b = append(w.b, '}')
	return nil
}

func (w *jsonWriter) scalar(n *yaml.Node) error {
	_, number := decimal(n)
	switch {
	case isNull(n):
		w.b = append(w.b, "null"...)
	case number:
		w.b = append(w.b, n.Value...)
	case n.Tag == "!!bool" && (n.Value == "true" || n.Value == "True" || n.Value == "TRUE"):
		w.b = append(w.b, "true"...)
	case n.Tag == "!!bool" && (n.Value == "false" || n.Value == "False" || n.Value == "FALSE"):
		w.b = append(w.b, "false"...)
	default:
		return w.text(n.Value)
	}
	return nil
}

func (w *jsonWriter) text(s string) error {
	quoted, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("quote a text: %w", err)
	}
	w.b = append(w.b, quoted...)
	return nil
}

// jsonNumber is a number as JSON writes it (RFC 8259, section 6), with an exponent of sane length.
var jsonNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$`)

// decimal returns the value of a scalar that YAML, in all its versions, and JSON read as the same number.
func decimal(n *yaml.Node) (float64, bool) {
	if n.Tag != "!!int" && n.Tag != "!!float" || !jsonNumber.MatchString(n.Value) {
		return 0, false
	}
	f, err := strconv.ParseFloat(n.Value, 64)
	return f, err == nil
}
