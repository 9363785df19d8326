package field

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/source"
)

// orderFields are the keys of the documents below, in their order.
var orderFields = []Description{
	{Name: "title"},
	{Name: "status"},
	{Name: "impact", Type: "mapping", Fields: []Description{{Name: "summary"}, {Name: "cost", Type: "mapping", Fields: []Description{{Name: "amount"}, {Name: "currency"}}}}},
	{Name: "actions", Type: "list", Fields: []Description{{Name: "id"}, {Name: "title"}, {Name: "due"}}},
}

// manyKeys are more unknown keys than anybody looks at.
var manyKeys = "x" + strings.Join([]string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u"}, ": 1\nx") + ": 1\n"

// reorder applies the edits of Reorder until there are none.
func reorder(t *testing.T, text string) (ordered, kept string) {
	t.Helper()
	for range 10 {
		d := Parse(source.New("x", []byte(text)), source.Span{End: len(text)})
		edits, why := d.Reorder(orderFields)
		if kept = why; len(edits) == 0 {
			return text, kept
		}
		e := edits[0]
		text = text[:e.Span.Start] + e.New + text[e.Span.End:]
	}
	t.Fatal("the order never settles")
	return "", ""
}

func TestReorder(t *testing.T) {
	tests := []struct{ name, in, want, kept string }{
		{"in order", "title: a\nstatus: b\n", "title: a\nstatus: b\n", ""},
		{"two keys", "status: b\ntitle: a\n", "title: a\nstatus: b\n", ""},
		{"quotes, blanks and trailing comments", "status:   'b'  # c\ntitle: \"a\"\t# d\n", "title: \"a\"\t# d\nstatus:   'b'  # c\n", ""},
		{"crlf", "status: b\r\ntitle: a\r\n", "title: a\r\nstatus: b\r\n", ""},
		{"mixed line ends", "status: b\r\ntitle: a\n", "title: a\nstatus: b\r\n", ""},
		{"a comment above moves along", "# on b\nstatus: b\n# on a\ntitle: a\n", "# on a\ntitle: a\n# on b\nstatus: b\n", ""},
		{"a comment apart stays on top", "# head\n\nstatus: b\ntitle: a\n", "# head\n\ntitle: a\nstatus: b\n", ""},
		{"a comment below the last key is its own", "status: b\ntitle: a\n# end\n\n# apart\n", "title: a\n# end\nstatus: b\n\n# apart\n", ""},
		{"blank lines go with what is above", "status: b\n\ntitle: a\n", "title: a\nstatus: b\n\n", ""},
		{"an unknown key follows its neighbour", "other: 1\nstatus: b\nnote: c\ntitle: a\n", "other: 1\ntitle: a\nstatus: b\nnote: c\n", ""},
		{"a misspelt key goes where it belongs", "titel: a\nother: 1\nstatus: b\ntitl: c\n", "titel: a\nother: 1\ntitl: c\nstatus: b\n", ""},
		{"very many unknown keys", "status: b\n" + manyKeys + "title: a\n", "status: b\n" + manyKeys + "title: a\n", "it has more than 20 unknown keys"},
		{"values of many lines", "actions:\n- id: 1\n- id: 2\nstatus: >\n  b\n  # b\n\ntitle: a\n", "title: a\nstatus: >\n  b\n  # b\n\nactions:\n- id: 1\n- id: 2\n", ""},
		{"an entry that is commented out", "actions:\n  - id: 1\n#  - id: 2\n# on a\ntitle: a\n", "# on a\ntitle: a\nactions:\n  - id: 1\n#  - id: 2\n", ""},
		{"a value that is commented out", "actions:\n# - id: 1\n#   title: x\n# on a\ntitle: a\n", "# on a\ntitle: a\nactions:\n# - id: 1\n#   title: x\n", ""},
		{"a value that is commented out in parts", "actions:\n# - id: 1\n# more:\n#   x: y\n# on a\ntitle: a\n", "# on a\ntitle: a\nactions:\n# - id: 1\n# more:\n#   x: y\n", ""},
		{"an entry that is commented out, and a comment", "actions:\n- id: 1\n# - id: 2\n# on a\n#   and more\ntitle: a\n", "# on a\n#   and more\ntitle: a\nactions:\n- id: 1\n# - id: 2\n", ""},
		{"within a list", "actions:\n  - title: x\n    id: 1\n  - id: 2\n", "actions:\n  - id: 1\n    title: x\n  - id: 2\n", ""},
		{"within a list, inner and outer at once", "actions:\n  - title: x\n    id: 1\ntitle: a\n", "title: a\nactions:\n  - id: 1\n    title: x\n", ""},
		{"a comment between the keys of an entry", "actions:\n  - id: 1\n    # by when\n    due: d # c\n    title: x\n", "actions:\n  - id: 1\n    title: x\n    # by when\n    due: d # c\n", ""},
		{"a comment below an entry", "actions:\n  - due: d\n    id: 1\n    # below\n\n  # next\n  - id: 2\n", "actions:\n  - id: 1\n    # below\n    due: d\n\n  # next\n  - id: 2\n", ""},
		{"a block scalar at the end", "actions:\n  - due: |\n      a\n\n      # b\n\n    id: 1\n", "actions:\n  - id: 1\n    due: |\n      a\n\n      # b\n\n", ""},
		{"a block scalar that comes first", "actions:\n  - due: d\n    title: |\n      a\n      # b\n\n  - id: 2\n", "actions:\n  - title: |\n      a\n      # b\n    due: d\n\n  - id: 2\n", ""},
		{"kept blank lines", "actions:\n  - due: d\n    title: |+\n      a\n\n  - id: 2\n", "actions:\n  - title: |+\n      a\n\n    due: d\n  - id: 2\n", ""},
		{"deep", "impact:\n  cost:\n    currency: EUR\n    amount: 1\n  summary: s\n", "impact:\n  summary: s\n  cost:\n    amount: 1\n    currency: EUR\n", ""},
		{"flow stays", "impact: {cost: 1, summary: s}\nactions: [{title: x, id: 1}]\n", "impact: {cost: 1, summary: s}\nactions: [{title: x, id: 1}]\n", ""},
		{"flow over lines moves whole", "actions: [{title: x,\nid: 1}\n]\ntitle: a\n", "title: a\nactions: [{title: x,\nid: 1}\n]\n", ""},
		{"text in other scripts", "status: 終了\ntitle: é\n", "title: é\nstatus: 終了\n", ""},
		{"the dash on its own line", "actions:\n  -\n    title: x\n    id: 1\n", "actions:\n  -\n    title: x\n    id: 1\n", ""},
		{"anchors", "status: &s b\ntitle: *s\n", "status: &s b\ntitle: *s\n", "it has anchors"},
		{"anchors in order", "title: &s b\nstatus: *s\n", "title: &s b\nstatus: *s\n", ""},
		{"a key twice", "status: b\ntitle: a\ntitle: c\n", "status: b\ntitle: a\ntitle: c\n", "a key stands in it twice"},
		{"a comment that would stand behind a dash", "actions:\n  - title: x\n    # on id\n    id: 1\n", "actions:\n  - title: x\n    # on id\n    id: 1\n", "a comment stands above the key that would come first behind a dash"},
		{"question marks", "? status\n: b\n? title\n: a\n", "? status\n: b\n? title\n: a\n", ""},
		{"broken", "status: [\ntitle: a\n", "status: [\ntitle: a\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, kept := reorder(t, tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" || kept != tt.kept {
				t.Errorf("kept because %q, want %q; (-want +got):\n%s", kept, tt.kept, diff)
			}
			before := Parse(source.New("x", []byte(tt.in)), source.Span{End: len(tt.in)})
			after := Parse(source.New("x", []byte(got)), source.Span{End: len(got)})
			if !before.Same(after) {
				t.Error("the values are not the same any more")
			}
		})
	}
}

func TestSame(t *testing.T) {
	same := func(a, b string) bool {
		return Parse(source.New("a", []byte(a)), source.Span{End: len(a)}).Same(Parse(source.New("b", []byte(b)), source.Span{End: len(b)}))
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a: 1\nb: [1, 2]", "b: [1, 2]\na: 1", true},
		{"a: [1, 2]", "a: [2, 1]", false},
		{"a: 1", "a: 1\nb: 2", false},
		{"a: 1", "a: \"1\"", false},
		{"a: 1\nb: 2", "a: 2\nb: 1", false},
		{"a: |\n  x\n", "a: |\n  x\n\n", true},
		{"a: |+\n  x\n", "a: |+\n  x\n\n", false},
	} {
		if got := same(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func TestSlip(t *testing.T) {
	words := Words{List: []string{"effective", "ineffective", "partly"}, Aliases: map[string]string{"mostly": "partly"}}
	for s, want := range map[string]string{
		"efective": "effective", "partyl": "partly", "mostl": "partly", // by an alias
		"neffective": "", // between two words
		"xxxx":       "",
	} {
		if got, ok := words.slip(s); got != want || ok != (want != "") {
			t.Errorf("slip(%q) = %q, %v, want %q", s, got, ok, want)
		}
	}
}

func TestRespell(t *testing.T) {
	for _, c := range []struct{ line, value, word, want string }{
		{"a: In Review # c", "In Review", "in-review", "a: in-review # c"},
		{`a: "In Review"`, "In Review", "in-review", `a: "in-review"`},
		{`a: 'x'`, "x", "y", `a: 'y'`},
		{"a: in", "in review", "in-review", ""}, // goes on on the next line
		{`a: "\x41"`, "A", "B", ""},
		{"a: &s A", "A", "B", ""},
		{"a: A", "A", "null", ""},
		{"a: A", "A", "b: c", ""},
		{"a: A", "A", "A", ""},
	} {
		f := source.New("x", []byte(c.line))
		end := len(strings.TrimSuffix(c.line, " # c"))
		got := ""
		for _, e := range Respell(f, Text{Value: c.value, Span: source.Span{Start: 3, End: end}}, c.word) {
			got = c.line[:e.Span.Start] + e.New + c.line[e.Span.End:]
		}
		if got != c.want {
			t.Errorf("%s becomes %q, want %q", c.line, got, c.want)
		}
	}
}
