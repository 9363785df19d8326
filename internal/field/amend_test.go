package field_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/edit"
	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/source"
)

// amendFields is a small report: a list of things, each with texts, mappings and a list of mappings.
var amendFields = []field.Description{
	{Name: "title"},
	{Name: "log", Type: "list", Fields: []field.Description{{Name: "at"}, {Name: "text"}}},
	{Name: "things", Type: "list", Fields: []field.Description{
		{Name: "id"}, {Name: "name"}, {Name: "refs"}, {Name: "owner"}, {Name: "status"}, {Name: "done"}, {Name: "proof"}, {Name: "check"}, {Name: "calls"},
	}},
	{Name: "end"},
}

var (
	thing  = field.Path{field.In("things"), field.WithID("A1")}
	status = field.Set(thing, "status", field.NewWord("done"))
	done   = field.Set(thing, "done", field.NewWord("2026-03-31"))
	proof  = field.Append(thing, "proof", field.NewText("commit:ab12"))
	check  = field.Set(thing, "check", field.NewMapping(
		field.Pair{Key: "on", Value: field.NewWord("2026-04-30")},
		field.Pair{Key: "by", Value: field.NewText("@sre-2")},
		field.Pair{Key: "note", Value: field.NewText("all 14, none left: fine")}))
	call = field.Append(thing, "calls", field.NewMapping(
		field.Pair{Key: "on", Value: field.NewWord("2026-04-30")}, field.Pair{Key: "to", Value: field.NewText("@cto")}))
	added = field.Append(nil, "things", field.NewMapping(
		field.Pair{Key: "id", Value: field.NewWord("A9")}, field.Pair{Key: "name", Value: field.NewText("New one")}).Lines())
	logged = field.NewMapping(field.Pair{Key: "at", Value: field.NewWord("2026-03-02T21:14:00Z")}, field.Pair{Key: "text", Value: field.NewText("It broke")})
)

var amendCases = []struct {
	name          string
	change        field.Change
	before, after string // after: the error, behind !
}{
	// A value in place.
	{"block", status, "things:\n  - id: A1\n    status: open # why\n", "things:\n  - id: A1\n    status: done # why\n"},
	{"tab and comment behind", status, "things:\n  - id: A1\n    status: open\t # why\n", "things:\n  - id: A1\n    status: done\t # why\n"},
	{"CRLF", status, "things:\r\n  - id: A1\r\n    status: open\r\n", "things:\r\n  - id: A1\r\n    status: done\r\n"},
	{"double quotes stay", status, "things: [{id: A1, status: \"open\"}]\n", "things: [{id: A1, status: \"done\"}]\n"},
	{"single quotes stay", status, "things: [{id: 'A1', 'status': 'open', name: x}]\n", "things: [{id: 'A1', 'status': 'done', name: x}]\n"},
	{"flow in block", status, "things:\n  - {id: A1, status: open, name: x} # c\n", "things:\n  - {id: A1, status: done, name: x} # c\n"},
	{"JSON", status, "{\"things\":[{\"id\":\"A1\",\"status\":\"open\"}]}\n", "{\"things\":[{\"id\":\"A1\",\"status\":\"done\"}]}\n"},
	{"nothing behind the key", status, "things:\n- id: A1\n  status:   # why\n  name: x\n", "things:\n- id: A1\n  status: done   # why\n  name: x\n"},
	{"nothing behind the key in a flow", status, "things: [{id: A1, status: , name: x}]\n", "things: [{id: A1, status: done , name: x}]\n"},
	{"a key alone in a flow", status, "things: [{id: A1, status, name: x}]\n", "things: [{id: A1, status: done, name: x}]\n"},
	{"a key alone at the end of a flow", status, "things: [{id: A1, status}]\n", "things: [{id: A1, status: done}]\n"},
	{"null", done, "things:\n- id: A1\n  done: null # date\n", "things:\n- id: A1\n  done: 2026-03-31 # date\n"},
	{"tilde", done, "things:\n- id: A1\n  done: ~\n", "things:\n- id: A1\n  done: 2026-03-31\n"},
	{"on the next line", status, "things:\n- id: A1\n  status:\n    open # c\n  name: x\n", "things:\n- id: A1\n  status:\n    done # c\n  name: x\n"},
	{"a plain text over lines", status, "things:\n- id: A1\n  status: open\n    or\n\n    not  # c\n  name: x\n", "things:\n- id: A1\n  status: done  # c\n  name: x\n"},
	{"a quoted text over lines", status, "things:\n- id: A1\n  status: \"open\n    or \\\" not\" # c\n  name: x\n", "things:\n- id: A1\n  status: \"done\" # c\n  name: x\n"},
	{"a literal", status, "things:\n- id: A1\n  status: |\n    open\n     # text\n\n    more\n\n  # c\n  name: x\n", "things:\n- id: A1\n  status: done\n\n  # c\n  name: x\n"},
	{"a folded text at the end", status, "things:\n- id: A1\n  status: >-\n    open\n    more\n", "things:\n- id: A1\n  status: done\n"},
	{"a literal with its indentation", status, "things:\n- id: A1\n  status: |2-\n      open\n     x\n  name: y\n", "things:\n- id: A1\n  status: done\n  name: y\n"},
	{"other letters", status, "things:\n- id: A1\n  name: \"障害é\"\n  status: öffen # ü\n", "things:\n- id: A1\n  name: \"障害é\"\n  status: done # ü\n"},
	{"other letters before it", status, "things: [{name: 障害é, id: A1, status: open}]\n", "things: [{name: 障害é, id: A1, status: done}]\n"},
	{"no line end at the end", status, "things:\n- id: A1\n  status: open", "things:\n- id: A1\n  status: done"},
	{"a block goes", field.Set(thing, "check", field.NewNull()), "things:\n- id: A1\n  check: # why\n    # c\n    on: 2026-01-01\n    by: x # d\n  # e\n  calls: []\n", "things:\n- id: A1\n  check: null # why\n  # e\n  calls: []\n"},
	{"an anchored block goes", field.Set(thing, "check", field.NewNull()), "things:\n- id: A1\n  check: &c\n    on: 2026-01-01\n", "things:\n- id: A1\n  check: null\n"},
	{"a flow over lines goes", field.Set(thing, "check", field.NewNull()), "things:\n- id: A1\n  check: {on: 2026-01-01, # c\n    by: x\n  } # d\n", "things:\n- id: A1\n  check: null # d\n"},
	{"the second of two", status, "things:\n- id: A2\n  status: open\n- status: open\n  id: A1\n", "things:\n- id: A2\n  status: open\n- status: done\n  id: A1\n"},
	{"an alias in place", status, "end: &o open\nthings:\n- id: A1\n  status: *o\n", "end: &o open\nthings:\n- id: A1\n  status: done\n"},
	{"an anchor without use", status, "things:\n- id: A1\n  status: &o open\n", "things:\n- id: A1\n  status: done\n"},

	// A key that is not there.
	{"behind its neighbour", done, "things:\n  - id: A1\n    status: open # why\n    calls: []\n", "things:\n  - id: A1\n    status: open # why\n    done: 2026-03-31\n    calls: []\n"},
	{"behind the nearest before it", done, "things:\n  - id: A1\n    calls: []\n    status: open\n    owner: x\n", "things:\n  - id: A1\n    calls: []\n    status: open\n    done: 2026-03-31\n    owner: x\n"},
	{"in CRLF", done, "things:\r\n  - id: A1\r\n    status: open\r\nend: x\r\n", "things:\r\n  - id: A1\r\n    status: open\r\n    done: 2026-03-31\r\nend: x\r\n"},
	{"behind a block with its comments", status, "things:\n- id: A1\n  refs:\n    - a\n    # - b\n  # of proof\n  proof: []\n", "things:\n- id: A1\n  refs:\n    - a\n    # - b\n  status: done\n  # of proof\n  proof: []\n"},
	{"behind a literal", status, "things:\n- id: A1\n  owner: |+\n    a\n\n\n  proof: []\n", "things:\n- id: A1\n  owner: |+\n    a\n\n\n  status: done\n  proof: []\n"},
	{"at the end of the file", done, "things:\n- id: A1\n  status: open", "things:\n- id: A1\n  status: open\n  done: 2026-03-31"},
	{"before the first", field.Set(nil, "title", field.NewText("T")), "end: x\n", "title: T\nend: x\n"},
	{"before the first behind a dash", field.Set(field.Path{field.In("things"), field.Item(0)}, "id", field.NewWord("A7")), "things:\n  -  name: x\n     owner: y\n", "things:\n  -  id: A7\n     name: x\n     owner: y\n"},
	{"in a flow", done, "things: [{id: A1, status: open, calls: []}]\n", "things: [{id: A1, status: open, done: 2026-03-31, calls: []}]\n"},
	{"at the end of a flow", done, "things: [{id: A1, status: open }]\n", "things: [{id: A1, status: open, done: 2026-03-31 }]\n"},
	{"behind the last comma of a flow", done, "things: [{id: A1, status: open, }]\n", "things: [{id: A1, status: open, done: 2026-03-31, }]\n"},
	{"behind an empty value of a flow", done, "things: [{id: A1, status: , calls: []}]\n", "things: [{id: A1, status: , done: 2026-03-31, calls: []}]\n"},
	{"a flow with a line a key", done, "things: [\n  {\n    id: A1,\n    status: open, # c\n    calls: []\n  }\n]\n", "things: [\n  {\n    id: A1,\n    status: open, # c\n    done: 2026-03-31,\n    calls: []\n  }\n]\n"},
	{"the last of them", done, "things: [\n  {\n    id: A1,\n    status: open # c\n  }\n]\n", "things: [\n  {\n    id: A1,\n    status: open, # c\n    done: 2026-03-31\n  }\n]\n"},
	{"the last of them with a comma", done, "things: [\n  {\n    id: A1,\n    status: open, # c\n  }\n]\n", "things: [\n  {\n    id: A1,\n    status: open, # c\n    done: 2026-03-31,\n  }\n]\n"},
	{"a flow that is wrapped", done, "things:\n  - {id: A1, name: x,\n     owner: \"y}\", status: open, calls: []}\n", "things:\n  - {id: A1, name: x,\n     owner: \"y}\", status: open, done: 2026-03-31, calls: []}\n"},
	{"unknown keys and quoted ones", done, "things:\n  - \"id\": A1\n    colour: red\n    'status': open\n", "things:\n  - \"id\": A1\n    colour: red\n    'status': open\n    done: 2026-03-31\n"},
	{"a merge key stays", done, "end: &e {owner: x}\nthings:\n  - <<: *e\n    id: A1\n    status: open\n", "end: &e {owner: x}\nthings:\n  - <<: *e\n    id: A1\n    status: open\n    done: 2026-03-31\n"},

	// A mapping.
	{"a mapping", check, "things:\n  - id: A1\n    calls: []\n", "things:\n  - id: A1\n    check: {on: 2026-04-30, by: \"@sre-2\", note: \"all 14, none left: fine\"}\n    calls: []\n"},
	{"a mapping for null", check, "things:\n  - id: A1\n    check: null # {on, by}\n", "things:\n  - id: A1\n    check: {on: 2026-04-30, by: \"@sre-2\", note: \"all 14, none left: fine\"} # {on, by}\n"},
	{"as the neighbours do", check, "things:\n  - id: A0\n    check:\n        on: 2026-01-01\n  - id: A1\n    status: done # c\n", "things:\n  - id: A0\n    check:\n        on: 2026-01-01\n  - id: A1\n    status: done # c\n    check:\n        on: 2026-04-30\n        by: \"@sre-2\"\n        note: \"all 14, none left: fine\"\n"},
	{"null as the neighbours do", check, "things:\n  - id: A0\n    check:\n      on: 2026-01-01\n  - id: A1\n    check: null # c\n    calls: []\n", "things:\n  - id: A0\n    check:\n      on: 2026-01-01\n  - id: A1\n    check: # c\n      on: 2026-04-30\n      by: \"@sre-2\"\n      note: \"all 14, none left: fine\"\n    calls: []\n"},
	{"in place of a block", check, "things:\n  - id: A1\n    check: # c\n       on: 2026-01-01\n       by: x # d\n    calls: []\n", "things:\n  - id: A1\n    check: # c\n       on: 2026-04-30\n       by: \"@sre-2\"\n       note: \"all 14, none left: fine\"\n    calls: []\n"},
	{"in place of a block in CRLF", check, "things:\r\n  - id: A1\r\n    check:\r\n      on: 2026-01-01\r\n    calls: []\r\n", "things:\r\n  - id: A1\r\n    check:\r\n      on: 2026-04-30\r\n      by: \"@sre-2\"\r\n      note: \"all 14, none left: fine\"\r\n    calls: []\r\n"},

	// A text more in a list.
	{"no list yet", proof, "things:\n  - id: A1\n    status: done\n", "things:\n  - id: A1\n    status: done\n    proof: [\"commit:ab12\"]\n"},
	{"an empty list", proof, "things:\n  - id: A1\n    proof: [] # links\n", "things:\n  - id: A1\n    proof: [\"commit:ab12\"] # links\n"},
	{"a null list", proof, "things:\n  - id: A1\n    proof: # links\n", "things:\n  - id: A1\n    proof: [\"commit:ab12\"] # links\n"},
	{"a flow list", proof, "things:\n  - id: A1\n    proof: [ a ] # links\n", "things:\n  - id: A1\n    proof: [ a, \"commit:ab12\" ] # links\n"},
	{"a flow list with quotes", proof, "things:\n  - id: A1\n    proof: ['a']\n", "things:\n  - id: A1\n    proof: ['a', 'commit:ab12']\n"},
	{"a flow list with a line an entry", proof, "things:\n  - id: A1\n    proof: [\n      a, # first\n      b # second\n      ]\n", "things:\n  - id: A1\n    proof: [\n      a, # first\n      b, # second\n      \"commit:ab12\"\n      ]\n"},
	{"a block list", proof, "things:\n  - id: A1\n    proof:\n      - a # first\n      - \"b\" # second\n    check: null\n", "things:\n  - id: A1\n    proof:\n      - a # first\n      - \"b\" # second\n      - commit:ab12\n    check: null\n"},
	{"a block list below its key", proof, "things:\n  - id: A1\n    proof:\n    -   \"a\"\n", "things:\n  - id: A1\n    proof:\n    -   \"a\"\n    -   \"commit:ab12\"\n"},
	{"lists as the neighbours do", proof, "things:\n  - id: A1\n    refs:\n    - C1\n    status: done\n", "things:\n  - id: A1\n    refs:\n    - C1\n    status: done\n    proof:\n    - commit:ab12\n"},

	// A mapping more in a list.
	{"no mappings yet", call, "things:\n  - id: A1\n    status: open\n", "things:\n  - id: A1\n    status: open\n    calls:\n      - {on: 2026-04-30, to: \"@cto\"}\n"},
	{"none in brackets", call, "things:\n  - id: A1\n    calls: [] # c\n    other: x\n", "things:\n  - id: A1\n    calls: # c\n      - {on: 2026-04-30, to: \"@cto\"}\n    other: x\n"},
	{"none behind the key", call, "things:\n  - id: A1\n    calls:\n    other: x\n", "things:\n  - id: A1\n    calls:\n      - {on: 2026-04-30, to: \"@cto\"}\n    other: x\n"},
	{"one in brackets", call, "things:\n  - id: A1\n    calls: [{on: 2026-01-01}]\n", "things:\n  - id: A1\n    calls: [{on: 2026-01-01}, {on: 2026-04-30, to: \"@cto\"}]\n"},
	{"in a flow", call, "things: [{id: A1}]\n", "things: [{id: A1, calls: [{on: 2026-04-30, to: \"@cto\"}]}]\n"},
	{"behind a flow mapping", call, "things:\n  - id: A1\n    calls:\n      - {on: 2026-01-01}\n", "things:\n  - id: A1\n    calls:\n      - {on: 2026-01-01}\n      - {on: 2026-04-30, to: \"@cto\"}\n"},
	{"behind a block mapping", call, "things:\n  - id: A1\n    calls:\n      -  on: 2026-01-01\n", "things:\n  - id: A1\n    calls:\n      -  on: 2026-01-01\n      -  on: 2026-04-30\n         to: \"@cto\"\n"},
	{"dashes on lines of their own", call, "things:\n  - id: A1\n    calls:\n      -\n        on: 2026-01-01\n", "things:\n  - id: A1\n    calls:\n      -\n        on: 2026-01-01\n      - on: 2026-04-30\n        to: \"@cto\"\n"},
	{"a thing", added, "things:\n  - id: A1\n    status: open\n    # - more\nend: x\n", "things:\n  - id: A1\n    status: open\n    # - more\n  - id: A9\n    name: New one\nend: x\n"},
	{"a thing behind a blank line", added, "things:\n- id: A1\n\n- id: A2\n\nend: x\n", "things:\n- id: A1\n\n- id: A2\n\n- id: A9\n  name: New one\n\nend: x\n"},
	{"the first thing", added, "title: x\nend: y\n", "title: x\nthings:\n  - id: A9\n    name: New one\nend: y\n"},
	{"the first thing in brackets", added, "title: x\nthings: []\nend: y\n", "title: x\nthings:\n  - id: A9\n    name: New one\nend: y\n"},
	{"a thing among flows", added, "things:\n  - {id: A1}\n", "things:\n  - {id: A1}\n  - {id: A9, name: New one}\n"},
	{"before the first entry", field.Insert(nil, "log", 0, logged), "log:\n  # times\n  - {at: 2026-03-03T06:02:00Z, text: x}\n", "log:\n  # times\n  - {at: 2026-03-02T21:14:00Z, text: It broke}\n  - {at: 2026-03-03T06:02:00Z, text: x}\n"},
	{"between two entries", field.Insert(nil, "log", 1, logged), "log:\r\n- at: x # c\r\n  # d\r\n- at: y\r\n", "log:\r\n- at: x # c\r\n  # d\r\n- at: 2026-03-02T21:14:00Z\r\n  text: It broke\r\n- at: y\r\n"},
	{"between two in brackets", field.Insert(nil, "log", 1, logged), "log: [\n  {at: x},\n  {at: y}\n]\n", "log: [\n  {at: x},\n  {at: 2026-03-02T21:14:00Z, text: It broke},\n  {at: y}\n]\n"},
	{"before the first in brackets", field.Insert(nil, "log", 0, logged), "log: [{at: x}, {at: y}]\n", "log: [{at: 2026-03-02T21:14:00Z, text: It broke}, {at: x}, {at: y}]\n"},

	// What must not be done.
	{"an anchor that is used", status, "things:\n- id: A1\n  status: &o open\n- id: A2\n  status: *o\n", "!f:3: what stands here is named &o"},
	{"a thing that is used", status, "things:\n- &a\n  id: A1\n  status: open\nend: *a\n", "!f:4: the change would alter something else too; edit it by hand"},
	{"an alias of a thing", status, "end: &a {id: A1, status: open}\nthings:\n- *a\n", "!f:3: the alias *a stands here"},
	{"no such thing", status, "things:\n- id: A2\n", "!f:2: there is no entry A1"},
	{"two of them", status, "things:\n- id: A1\n- id: A1\n", "!f:3: the id A1 stands already in line 2"},
	{"the key twice", status, "things:\n- id: A1\n  status: open\n  status: open\n", "!f:4: the key status stands already in line 3"},
	{"a misspelt key", status, "things:\n- id: A1\n  stauts: open\n", "!f:3: the key \"stauts\" is read as status; mend it first"},
	{"a text for a list", proof, "things:\n- id: A1\n  proof: x\n", "!f:3: proof is no list, found \"x\""},
	{"an alias for a list", proof, "end: &e [x]\nthings:\n- id: A1\n  proof: *e\n", "!f:4: the alias *e stands here for a list"},
}

func amend(text string, c field.Change) (string, error) {
	f := source.New("f", []byte(text))
	edits, err := field.Parse(f, source.Span{End: len(text)}).Amend(amendFields, c)
	if err != nil {
		return "", err
	}
	b, err := edit.Apply(f.Bytes, edits)
	return string(b), err
}

func TestAmend(t *testing.T) {
	for _, tt := range amendCases {
		t.Run(tt.name, func(t *testing.T) {
			got, err := amend(tt.before, tt.change)
			if want, fails := strings.CutPrefix(tt.after, "!"); fails {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %q, %v; want an error with %q", got, err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.SplitAfter(tt.after, "\n"), strings.SplitAfter(got, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzAmend holds that no text makes a change panic or leave its document, and that a change made twice, where that
// means the same, is made.
func FuzzAmend(f *testing.F) {
	changes := []field.Change{status, done, proof, check, call, added, field.Insert(nil, "log", 1, logged)}
	for i, tt := range amendCases {
		f.Add(tt.before, uint8(i%len(changes)))
	}
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		if len(text) > 4096 {
			return
		}
		after, err := amend(text, changes[int(n)%len(changes)])
		if err != nil {
			return
		}
		if _, err := amend(after, changes[int(n)%2]); err != nil && strings.Contains(err.Error(), "cannot be read") {
			t.Errorf("%v after the first change:\n%s", err, after)
		}
	})
}
