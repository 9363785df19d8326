package field

import (
	"regexp"

	"gopkg.in/yaml.v3"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/nearest"
	"github.com/pir-cli/pir/internal/source"
)

// RuleSpelling is the rule under which words are remarked on that are read but not written as pir writes them.
const RuleSpelling = "spelling"

// plainWord is a word that means itself in YAML, quoted or not, in a flow mapping or not.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.+/-]*$`)

// Respell returns the edit that writes word where t stands, or nil when that is not simply a word: it is a
// block, goes on on the next line, has an escape, or carries an anchor or a tag. Quotes stay.
func Respell(f *source.File, t Text, word string) []diag.Edit {
	at, written := t.Span, string(f.Bytes[t.Span.Start:t.Span.End])
	if n := len(written); n >= 2 && (written[0] == '"' || written[0] == '\'') && written[n-1] == written[0] {
		at, written = source.Span{Start: at.Start + 1, End: at.End - 1}, written[1:n-1]
	}
	if written != t.Value || !plainWord.MatchString(word) || word == "null" || word == written {
		return nil
	}
	return []diag.Edit{{Span: at, New: word}}
}

// respell is Respell for a scalar of the document. With aliases in the document nothing is respelt: one text
// may then be read in several places, as different things.
func (d *Document) respell(n *yaml.Node, word string) []diag.Edit {
	if d.aliased || n.Kind != yaml.ScalarNode {
		return nil
	}
	return Respell(d.file, Text{Value: n.Value, Span: d.span(n)}, word)
}

// fix adds a fix to a problem that was reported.
func (d *Document) fix(problem int, edits []diag.Edit) { d.problems[problem].Fix = edits }

// Remarks returns what is read as it was meant and could be written better, in the order of finding.
func (d *Document) Remarks() []diag.Problem { return d.remarks }

// slip returns the word of the list that s must be, because it is one letter away from it and from no other.
func (w *Words) slip(s string) (string, bool) {
	candidates := append([]string{}, w.List...)
	for alias := range w.Aliases {
		candidates = append(candidates, alias)
	}
	found := ""
	for _, c := range nearest.Slips(s, candidates) {
		word, ok := w.Canonical(c)
		if !ok || found != "" && found != word {
			return "", false
		}
		found = word
	}
	return found, found != ""
}

// misfit reports whether the problems since first say that a value is none for the key that it was read as:
// it is of another shape, or has keys of its own.
func (d *Document) misfit(first int, val *yaml.Node) bool {
	at := d.span(val)
	for _, p := range d.problems[first:] {
		if p.Rule == RuleUnknownField || p.Span.Start == at.Start && (p.Rule == RuleWrongType || p.Rule == RuleInvalidValue) {
			return true
		}
	}
	return false
}
