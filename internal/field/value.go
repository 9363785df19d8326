package field

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/lazy"
)

// Value is something to write: a text, a word, nothing, a list or a mapping.
type Value struct {
	kind  yaml.Kind
	null  bool
	word  bool // reads the same with and without quotes
	lines bool
	text  string
	items []Value
	pairs []Pair
}

// Pair is a key of a Mapping with its value.
type Pair struct {
	Key   string
	Value Value
}

// NewText returns a text, which is quoted where YAML or a person could read it as something else.
func NewText(s string) Value { return Value{kind: yaml.ScalarNode, text: s} }

// NewWord returns a word of a vocabulary, a date, a time or an id, which is written without quotes where YAML allows it.
func NewWord(s string) Value { return Value{kind: yaml.ScalarNode, text: s, word: true} }

// NewNull returns the value that stands for none.
func NewNull() Value { return Value{kind: yaml.ScalarNode, null: true} }

// NewList returns a list.
func NewList(items ...Value) Value { return Value{kind: yaml.SequenceNode, items: items} }

// NewMapping returns a mapping with its keys in the order given.
func NewMapping(pairs ...Pair) Value { return Value{kind: yaml.MappingNode, pairs: pairs} }

// Lines returns the same mapping, to be written with one line a key where its neighbours do not decide.
func (v Value) Lines() Value { v.lines = true; return v }

// Flow returns the value as YAML on one line, as it can stand behind a key or within a flow collection.
func (v Value) Flow() string { return v.inline(true, 0) }

// inline writes the value on one line, as it stands in a flow collection or in a block. Scalars take the style
// like where they can.
func (v Value) inline(flow bool, like yaml.Style) string {
	switch {
	case v.kind == yaml.SequenceNode:
		items := make([]string, 0, len(v.items))
		for _, item := range v.items {
			items = append(items, item.inline(true, like))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case v.kind == yaml.MappingNode:
		return "{" + strings.Join(v.keyLines(true), ", ") + "}"
	case v.null:
		return "null"
	case like&yaml.SingleQuotedStyle != 0 && !strings.ContainsFunc(v.text, unwritable):
		return "'" + strings.ReplaceAll(v.text, "'", "''") + "'"
	case like&yaml.DoubleQuotedStyle == 0 && (v.word && plainMoment.MatchString(v.text) || plain(v.text, flow)):
		return v.text
	default:
		return doubleQuoted(v.text)
	}
}

// keyLines writes each key of a mapping with its value.
func (v Value) keyLines(flow bool) []string {
	lines := make([]string, 0, len(v.pairs))
	for _, p := range v.pairs {
		lines = append(lines, p.Key+": "+p.Value.inline(flow, 0))
	}
	return lines
}

// blockLines writes a list or a mapping with one line an entry, without indentation.
func (v Value) blockLines(like yaml.Style) []string {
	if v.kind == yaml.MappingNode {
		return v.keyLines(false)
	}
	lines := make([]string, 0, len(v.items))
	for _, item := range v.items {
		lines = append(lines, item.entryLines("- ", like)...)
	}
	return lines
}

// entryLines writes an entry of a block list behind its dash.
func (v Value) entryLines(dash string, like yaml.Style) []string {
	if v.kind != yaml.MappingNode || !v.lines {
		return []string{dash + v.inline(false, like)}
	}
	lines := v.keyLines(false)
	for i := range lines {
		if i == 0 {
			lines[i] = dash + lines[i]
		} else {
			lines[i] = strings.Repeat(" ", len(dash)) + lines[i]
		}
	}
	return lines
}

var (
	// plainMoment is an id, a whole number, a date or a time, which mean the same with and without quotes to pir.
	plainMoment = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,14}|[A-Za-z][A-Za-z0-9_.+/-]*|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)$`)

	// plainInFlow is text that needs no quotes even in a flow collection, plainInBlock what needs none outside of one.
	plainInFlow  = lazy.Pattern(`^[\p{L}][\p{L}\p{N}\p{M} ._/()+%'’–;-]*$`)
	plainInBlock = lazy.Pattern(`^[\p{L}](?:[\p{L}\p{N}\p{M} ._/()+%'’–;,?=&~-]|:[\p{L}\p{N}/._-])*$`)
)

// plain reports whether a text can stand without quotes and is a text to every reader of YAML.
func plain(s string, flow bool) bool {
	reserved := []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
	form := plainInBlock
	if flow {
		form = plainInFlow
	}
	return form().MatchString(s) && !strings.HasSuffix(s, " ") && !slices.Contains(reserved, strings.ToLower(s))
}

// unwritable reports whether a character needs an escape.
func unwritable(r rune) bool { return r != ' ' && !unicode.IsPrint(r) }

func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r > 0xFFFF && unwritable(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		case unwritable(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
