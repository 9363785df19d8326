package field

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
)

// maxUnknown bounds the unknown keys that one mapping reports, so that a file of 50 000 foreign keys
// gives a page of findings and not a book.
const maxUnknown = 20

// Object describes a mapping: what it is called in messages and which keys it may have.
type Object[T any] struct {
	name   string
	span   func(*T) *source.Span // where to note the place of the whole mapping; may be nil
	fields []Field[T]
	index  map[string]int

	foreign, hints map[string]string // see Foreign
}

// Field is one key of a mapping that is read into a T.
type Field[T any] struct {
	Description
	read func(d *Document, n *yaml.Node, into *T)
}

// Description says what a key is, for documents and schemas.
type Description struct {
	Name   string
	Doc    string        // a sentence without a final period
	Type   string        // text, word, texts, list, mapping, names, number, date or time
	Words  []string      // the values of a word
	Fields []Description // the keys of a mapping, or of each entry of a list

	// For schemas:
	Aliases  map[string]string // other spellings of the words, folded
	Pattern  string            // what a text must match as a whole, unless it is empty; "" for any text
	Hint     string            // what to write when it does not match
	Whole    int               // greatest value of a text that may also be a whole number; 0 for none
	Required bool              // the mapping must have it, and not empty
}

// Matching says what the text of a field must match, unless it is empty, and what to write when it does not. The
// field reads any text; who uses the text checks it.
func (f Field[T]) Matching(pattern, hint string) Field[T] {
	f.Pattern, f.Hint = pattern, hint
	return f
}

// WholeTo says that the text of a field is a whole number from 0 to the greatest; who uses the text checks it.
func (f Field[T]) WholeTo(greatest int) Field[T] { f.Whole = greatest; return f }

// Needed says that a mapping without the field, or with an empty one, is of no use; who uses it checks that.
func (f Field[T]) Needed() Field[T] { f.Required = true; return f }

// Describe returns what each key of the mapping is, in order.
func (o *Object[T]) Describe() []Description {
	list := make([]Description, 0, len(o.fields))
	for _, f := range o.fields {
		list = append(list, f.Description)
	}
	return list
}

// NewObject returns the description of a mapping. span says where in a T its place goes; it may be nil.
func NewObject[T any](name string, span func(*T) *source.Span, fields ...Field[T]) *Object[T] {
	o := &Object[T]{name: name, span: span, fields: fields, index: make(map[string]int, len(fields))}
	for i, f := range fields {
		o.index[f.Name] = i
	}
	return o
}

// Has reports whether the mapping may have that key.
func (o *Object[T]) Has(key string) bool { _, ok := o.index[key]; return ok }

// Near returns the key of the mapping that a word is a spelling or a misspelling of.
func (o *Object[T]) Near(word string) (string, bool) { return nearest.Nearest(word, o.names()) }

func (o *Object[T]) names() []string {
	names := make([]string, 0, len(o.fields))
	for _, f := range o.fields {
		names = append(names, f.Name)
	}
	return names
}

// Read reads the document into a T. Keys that are missing leave their field zero.
func Read[T any](d *Document, o *Object[T], into *T) {
	if d.root != nil {
		o.read(d, d.root, into)
	}
}

func (o *Object[T]) read(d *Document, n *yaml.Node, into *T) {
	v := value(n)
	if v.Kind != yaml.MappingNode {
		d.Report(RuleWrongType, d.span(n), "%s must be a mapping of keys to values, found %s", o.name, describe(n))
		return
	}
	if o.span != nil {
		*o.span(into) = d.span(n)
	}
	seen := make([]int, len(o.fields)) // line of each key
	var unknown []pair
	for i := 0; i+1 < len(v.Content); i += 2 {
		key, val := v.Content[i], v.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			d.Report(RuleWrongType, d.span(key), "a key of %s must be a word, found %s", o.name, describe(key))
			continue
		}
		f, ok := o.index[key.Value]
		if !ok {
			unknown = append(unknown, pair{key, val})
			continue
		}
		if seen[f] > 0 {
			d.duplicateKey(key, seen[f])
			continue
		}
		seen[f] = d.line(key)
		o.fields[f].read(d, val, into)
	}
	o.unknownKeys(d, n, unknown, seen, into)
}

// pair is one key of a mapping with its value.
type pair struct{ key, val *yaml.Node }

// unknownKeys reports the keys that the mapping does not have. A misspelt key is read as the one that it
// resembles, unless that is there too: so one slip is one finding, and not also a field that is missing.
func (o *Object[T]) unknownKeys(d *Document, n *yaml.Node, unknown []pair, seen []int, into *T) {
	if len(unknown) == 0 {
		return
	}
	names := o.names()
	first := map[string]int{}
	mended := map[string]int{} // known key -> the problem whose fix would write it
	for _, u := range unknown {
		word := u.key.Value
		if line, again := first[word]; again {
			if len(first) <= maxUnknown {
				d.duplicateKey(u.key, line)
			}
			continue
		}
		first[word] = d.line(u.key)
		if len(first) > maxUnknown {
			continue
		}
		if u.key.Tag == "!!merge" {
			d.Report(RuleUnknownField, d.span(u.key), "the merge key << is not read; write the keys out")
			continue
		}
		near, ok := o.foreign[Fold(word)]
		if !ok {
			near, ok = nearest.Nearest(word, names)
		}
		switch {
		case ok:
			d.Report(RuleUnknownField, d.span(u.key), "%s has no key %q; did you mean %q?", o.name, shorten(word), near)
			if at, twice := mended[near]; twice {
				d.fix(at, nil) // which of the two is it?
			}
			if f := o.index[near]; seen[f] == 0 {
				seen[f] = d.line(u.key)
				at := len(d.problems) - 1
				o.fields[f].read(d, u.val, into)
				if !d.misfit(at+1, u.val) {
					mended[near] = at
					d.fix(at, d.respell(u.key, near))
				}
			}
		default:
			d.Report(RuleUnknownField, d.span(u.key), "%s has no key %q%s", o.name, shorten(word), o.advice(word, names))
		}
	}
	if more := len(first) - maxUnknown; more > 0 {
		d.Report(RuleUnknownField, d.span(n), "%d more keys of %s are unknown", more, o.name)
	}
}

func (d *Document) duplicateKey(key *yaml.Node, first int) {
	d.Report(RuleDuplicateKey, d.span(key), "key %q stands already in line %d; only one of them can count", shorten(key.Value), first)
}

// line returns the number of the line in the file that a node starts in.
func (d *Document) line(n *yaml.Node) int { return d.file.Position(d.offset(n.Line, n.Column)).Line }

// TextField is a key with one line or paragraph of text.
func TextField[T any](name, doc string, at func(*T) *Text) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "text"}, read: func(d *Document, n *yaml.Node, into *T) { d.text(name, n, at(into)) }}
}

// WordField is a key whose value is one of a closed list of words.
func WordField[T any](name, doc string, words *Words, at func(*T) *Text) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "word", Words: words.List, Aliases: words.Aliases}, read: func(d *Document, n *yaml.Node, into *T) {
		t := at(into)
		if d.text(name, n, t) && !t.Empty() {
			d.word(name, words, n, t)
		}
	}}
}

// TextsField is a key with a list of texts. A single text is read too, and reported.
func TextsField[T any](name, doc string, at func(*T) *[]Text) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "texts"}, read: func(d *Document, n *yaml.Node, into *T) {
		list := at(into)
		for _, item := range d.items(name, n, true) {
			var t Text
			if d.text("an entry of "+name, item, &t) && !t.Empty() {
				*list = append(*list, t)
			}
		}
	}}
}

// ListField is a key with a list of mappings.
func ListField[T, E any](name, doc string, of *Object[E], at func(*T) *[]E) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "list", Fields: of.Describe()}, read: func(d *Document, n *yaml.Node, into *T) {
		items := d.items(name, n, false)
		list := make([]E, 0, len(items))
		for _, item := range items {
			if isNull(value(item)) {
				d.Report(RuleWrongType, d.span(item), "an entry of %s is empty; remove the dash or fill it in", name)
				continue
			}
			if value(item).Kind != yaml.MappingNode {
				d.Report(RuleWrongType, d.span(item), "an entry of %s must be a mapping of keys to values, found %s", name, describe(item))
				continue
			}
			var e E
			of.read(d, item, &e)
			list = append(list, e)
		}
		*at(into) = list
	}}
}

// ObjectField is a key with one mapping; null leaves it zero.
func ObjectField[T, E any](name, doc string, of *Object[E], at func(*T) *E) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "mapping", Fields: of.Describe()}, read: func(d *Document, n *yaml.Node, into *T) {
		if !isNull(value(n)) {
			of.read(d, n, at(into))
		}
	}}
}

// MapField is a key with a mapping from free names to words, such as rule names to levels.
func MapField[T any](name, doc string, at func(*T) *[]Entry) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "names"}, read: func(d *Document, n *yaml.Node, into *T) {
		v := value(n)
		if isNull(v) {
			return
		}
		if v.Kind != yaml.MappingNode {
			d.Report(RuleWrongType, d.span(n), "%s must be a mapping of names to values, found %s", name, describe(n))
			return
		}
		list := at(into)
		seen := map[string]bool{}
		for i := 0; i+1 < len(v.Content); i += 2 {
			var e Entry
			if !d.text("a key of "+name, v.Content[i], &e.Key) || !d.text(e.Key.Value, v.Content[i+1], &e.Value) {
				continue
			}
			if seen[e.Key.Value] {
				d.Report(RuleDuplicateKey, e.Key.Span, "key %q stands twice in %s", e.Key.Value, name)
				continue
			}
			seen[e.Key.Value] = true
			*list = append(*list, e)
		}
	}}
}

// Entry is one pair of a MapField.
type Entry struct{ Key, Value Text }

// NumberField is a key with a number of at least 0, or `unknown`.
func NumberField[T any](name, doc string, at func(*T) *Number) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "number", Pattern: numberPattern, Hint: numberHint}, read: func(d *Document, n *yaml.Node, into *T) {
		num := at(into)
		if !d.text(name, n, &num.Text) || num.Empty() || num.Value == Unknown {
			return
		}
		f, ok := decimal(value(n))
		if !ok && figuresForm.MatchString(num.Value) {
			var err error
			f, err = strconv.ParseFloat(strings.ReplaceAll(num.Value, "_", ""), 64)
			ok = err == nil
		}
		if !ok || f < 0 || f > MaxNumber {
			d.Report(RuleInvalidValue, num.Span, "%s is %q; %s", name, shorten(num.Value), numberHint)
			return
		}
		num.Known, num.Num = true, f
	}}
}

// DateField is a key with a calendar day, or `unknown`.
func DateField[T any](name, doc string, at func(*T) *Date) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "date", Pattern: datePattern, Hint: dateHint}, read: func(d *Document, n *yaml.Node, into *T) {
		date := at(into)
		if !d.text(name, n, &date.Text) || date.Empty() || date.Value == Unknown {
			return
		}
		t, err := parseTime(date.Value, time.UTC)
		if err != nil {
			d.Report(RuleInvalidValue, date.Span, "%s is %q, %v; %s", name, shorten(date.Value), err, dateHint)
			return
		}
		date.Known = true
		date.Day = time.Date(t.at.Year(), t.at.Month(), t.at.Day(), 0, 0, 0, 0, time.UTC)
	}}
}

// TimeField is a key with a point in time, or `unknown`. Times without an offset are resolved later, by Time.Resolve.
func TimeField[T any](name, doc string, at func(*T) *Time) Field[T] {
	return Field[T]{Description: Description{Name: name, Doc: doc, Type: "time", Pattern: timePattern, Hint: timeHint}, read: func(d *Document, n *yaml.Node, into *T) {
		t := at(into)
		if !d.text(name, n, &t.Text) || t.Empty() {
			return
		}
		if err := t.read(); err != nil {
			d.Report(RuleInvalidValue, t.Span, "%s is %q, %v; %s", name, shorten(t.Value), err, timeHint)
		}
	}}
}

// text reads a scalar; it reports anything else and returns false.
func (d *Document) text(name string, n *yaml.Node, into *Text) bool {
	v := value(n)
	into.Span = d.span(n)
	if v.Kind != yaml.ScalarNode {
		d.Report(RuleWrongType, into.Span, "%s must be a single value, found %s", name, describe(n))
		return false
	}
	if isNull(v) {
		into.Value = ""
		return true
	}
	into.Value = v.Value
	return true
}

// items returns the entries of a list; null is an empty one.
func (d *Document) items(name string, n *yaml.Node, scalars bool) []*yaml.Node {
	v := value(n)
	switch {
	case v.Kind == yaml.SequenceNode:
		return v.Content
	case isNull(v):
		return nil
	case v.Kind == yaml.ScalarNode && scalars:
		d.Report(RuleWrongType, d.span(n), "%s must be a list; write [%s]", name, shorten(v.Value))
		return []*yaml.Node{n}
	default:
		d.Report(RuleWrongType, d.span(n), "%s must be a list with one `- ` an entry, found %s", name, describe(n))
		return nil
	}
}

// word makes t canonical. A text that is no word of the list is reported and stays as it is, so that
// nobody mistakes it for a value that is missing.
func (d *Document) word(name string, words *Words, n *yaml.Node, t *Text) {
	if w, ok := words.Canonical(t.Value); ok {
		if w != t.Value {
			d.remarks = append(d.remarks, diag.Problem{
				Rule: RuleSpelling, Span: t.Span, Fix: d.respell(n, w),
				Message: fmt.Sprintf("%s is written %q and read as %s; write %s", name, shorten(t.Value), w, w),
			})
		}
		t.Value = w
		return
	}
	hint := ""
	near, ok := nearest.Nearest(Fold(t.Value), words.List)
	if ok {
		hint = fmt.Sprintf("; did you mean %s?", near)
	}
	d.Report(RuleInvalidValue, t.Span, "%s is %q, not one of %s%s", name, shorten(t.Value), strings.Join(words.List, ", "), hint)
	if slip, ok := words.slip(Fold(t.Value)); ok && slip == near {
		d.fix(len(d.problems)-1, d.respell(n, slip))
	}
}

// Canonical returns the word of the list that s is a spelling of.
func (w *Words) Canonical(s string) (string, bool) {
	for _, word := range w.List {
		if s == word {
			return word, true
		}
	}
	s = Fold(s)
	for _, word := range w.List {
		if s == Fold(word) {
			return word, true
		}
	}
	word, ok := w.Aliases[s]
	return word, ok
}

// Fold brings spellings of one word together: lower case, hyphens for spaces and underscores.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' {
			return '-'
		}
		return unicode.ToLower(r)
	}, strings.TrimSpace(s))
}
