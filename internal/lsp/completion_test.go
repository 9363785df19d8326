package lsp

import (
	"slices"
	"strings"
	"testing"
)

// TestCompletion looks at what is offered at the mark, and at what the text becomes when an item is taken.
func TestCompletion(t *testing.T) {
	for _, c := range []struct {
		name, text string
		offers     string // some of the labels
		not        string // labels that are not offered
		take, want string // label that is taken, and the line of the mark afterwards
	}{
		{name: "keys of the front matter", text: "---\ntitle: x\n‸\n---\n", offers: "severity timeline actions", not: "title owner", take: "severity", want: "severity: "},
		{name: "a key that is begun", text: "---\ntitle: x\nsev‸\nstatus: draft\n---\n", offers: "severity", not: "title status", take: "severity", want: "severity: "},
		{name: "a key with its colon", text: "---\nst‸: draft\n---\n", take: "status", offers: "status", want: "status: draft"},
		{name: "keys of an action", text: "---\nactions:\n  - id: A1\n    ‸\n---\n", offers: "owner due done_when", not: "id title_", take: "owner", want: "    owner: "},
		{name: "keys below the cursor count", text: "---\nactions:\n  - id: A1\n    ‸\n    due: 2026-01-01\n---\n", offers: "owner", not: "id due"},
		{name: "a dash for the first", text: "---\nactions:\n  ‸\n---\n", offers: "id title", take: "id", want: "  - id: "},
		{name: "behind a dash", text: "---\nactions:\n  - ‸\n---\n", offers: "id title", take: "id", want: "  - id: "},
		{name: "another entry", text: "---\nactions:\n  - id: A1\n  ‸\n---\n", offers: "id title", take: "id", want: "  - id: "},
		{name: "a list without indentation", text: "---\nactions:\n- id: A1\n  ‸\n---\n", offers: "owner", not: "id"},
		{name: "mapping in a mapping", text: "---\nimpact:\n  ‸\n---\n", offers: "summary customers cost", not: "title"},
		{name: "keys in braces", text: "---\nimpact: {cost: {am‸}}\n---\n", offers: "amount currency", not: "customers", take: "amount", want: "impact: {cost: {amount: }}"},
		{name: "keys in braces behind a comma", text: "---\ntimeline:\n  - {at: unknown, ‸}\n---\n", offers: "event milestone source", not: "at"},
		{name: "braces that nothing closes", text: "---\ntimeline:\n  - {at: unknown, ‸\nstatus: draft\n---\n", offers: "event milestone", not: "at"},
		{name: "words", text: "---\nstatus: ‸\n---\n", offers: "draft in-review approved closed", take: "in-review", want: "status: in-review"},
		{name: "words without a blank", text: "---\nstatus:‸\n---\n", offers: "draft", take: "draft", want: "status: draft"},
		{name: "a word in place of another", text: "---\nstatus: dr‸aft # yet\n---\n", take: "closed", offers: "closed", want: "status: closed # yet"},
		{name: "severities of the policy", text: "---\nseverity: ‸\n---\n", offers: "sev1 sev4"},
		{name: "categories", text: "---\ncauses:\n  - category: ‸\n---\n", offers: "secrets-exposure", take: "secrets-exposure", want: "  - category: secrets-exposure"},
		{name: "milestones in braces", text: "---\ntimeline:\n  - {at: unknown, milestone: ‸}\n---\n", offers: "detected closed", take: "detected", want: "  - {at: unknown, milestone: detected}"},
		{name: "techniques", text: "---\nclassification: {attack: [T1552.001, ‸]}\n---\n", offers: "T1078.004 T1552", take: "T1078.004", want: "classification: {attack: [T1552.001, T1078.004]}"},
		{name: "controls", text: "---\ncontrols:\n  - ref: ‸\n---\n", offers: "iso27001:A.8.4 soc2:CC7.5 cis:17.8", take: "iso27001:A.8.4", want: `  - ref: "iso27001:A.8.4"`},
		{name: "causes of the report that an action addresses", text: "---\ncauses:\n  - {id: C1, statement: It was so}\nactions:\n  - addresses: [‸]\n---\n", offers: "C1 iso27001:A.8.4", take: "C1", want: "  - addresses: [C1]"},
		{name: "causes in broken YAML", text: "---\ntitle: a: b: c\ncauses:\n  - id: C7\nactions:\n  - addresses: [C‸\n---\n", offers: "C7"},
		{name: "a quote that is open", text: "---\nactions:\n  - addresses: [C1, \"‸]\n    owner: x\n---\n", take: "iso27001:A.8.4", offers: "iso27001:A.8.4", want: `  - addresses: [C1, "iso27001:A.8.4"]`},
		{name: "entries of a block list", text: "---\nservices:\n  - ‸\n---\n", offers: "billing-api export-worker", take: "billing-api", want: "  - billing-api"},
		{name: "a list that is one text", text: "---\nservices: ‸\n---\n", take: "billing-api", offers: "billing-api", want: "services: [billing-api]"},
		{name: "people", text: "---\nactions:\n  - owner: ‸\n---\n", offers: "@sre-1", take: "@sre-1", want: `  - owner: "@sre-1"`},
		{name: "people in quotes", text: "---\nactions:\n  - owner: \"@‸\"\n---\n", offers: "@sre-1", take: "@sre-1", want: `  - owner: "@sre-1"`},
		{name: "other reports", text: "---\nrelated: [{id: ‸}]\n---\n", offers: "2025-01-02-older", take: "2025-01-02-older", not: "2026-03-02-x", want: `related: [{id: 2025-01-02-older}]`},
		{name: "relations", text: "---\nrelated: [{id: x, relation: ‸}]\n---\n", offers: "repeat similar"},
		{name: "rules", text: "---\nlint: {ignore: [{rule: ‸}]}\n---\n", offers: "training-only"},
		{name: "regimes", text: "---\nnotifications:\n  - regime: ‸\n---\n", offers: "gdpr nis2"},
		{name: "nothing in a text that goes on", text: "---\nelsewhere: |\n  one ‸\n---\n", not: "title"},
		{name: "nothing in a comment", text: "---\n# sev‸\n---\n", not: "severity"},
		{name: "front matter that nothing closes", text: "---\ntitle: x\nst‸", offers: "status"},
		{name: "CRLF", text: "---\r\ntitle: é日本\r\nstatus: ‸\r\n---\r\n", offers: "draft", take: "draft", want: "status: draft"},
		{name: "headings", text: "---\nseverity: sev1\nstatus: draft\n---\n\n## W‸\n", take: "Where we got lucky", want: "## Where we got lucky"},
		{name: "tables", text: "---\nseverity: sev1\nstatus: draft\n---\n\n<!-- pir:begin ‸ -->\n", offers: "timeline intervals"},
	} {
		for _, units := range []encoding{utf8Units, utf16Units} {
			t.Run(c.name+" "+string(units), func(t *testing.T) {
				s := session(t, units)
				const name = "reports/2026-03-02-x.md"
				got := askAt[*completionList](t, s, "textDocument/completion", name, c.text)
				if got == nil {
					t.Fatal("no list")
				}
				labels := map[string]completionItem{}
				var order []string
				for _, item := range got.Items {
					labels[item.Label] = item
					order = append(order, item.Label)
				}
				for label := range strings.FieldsSeq(c.offers) {
					if !slices.Contains(order, label) {
						t.Errorf("%s is not offered; there are %.300v", label, order)
					}
				}
				for label := range strings.FieldsSeq(c.not) {
					if _, ok := labels[label]; ok {
						t.Errorf("%s is offered", label)
					}
				}
				if c.take == "" {
					return
				}
				item, ok := labels[c.take]
				if !ok {
					t.Fatalf("%s is not offered; there are %.300v", c.take, order)
				}
				before, after, _ := strings.Cut(c.text, "‸")
				now := newText([]byte(before+after), units).replace(item.TextEdit.Range, item.TextEdit.NewText)
				line := strings.Split(strings.ReplaceAll(string(now.bytes), "\r", ""), "\n")[strings.Count(before, "\n")]
				if line != c.want {
					t.Errorf("the line became %q, want %q", line, c.want)
				}
			})
		}
	}
}

// TestCompletionOfPolicy completes pir.yaml and people.yaml, which are YAML as a whole.
func TestCompletionOfPolicy(t *testing.T) {
	for _, c := range []struct{ name, text, offers string }{
		{"pir.yaml", "organisation: x\n‸\n", "severities rules vocabulary"},
		{"pir.yaml", "severities:\n  - id: sev1\n    review: ‸\n", "required recommended none"},
		{"pir.yaml", "rules:\n  ‸\n", "training-only timeline-order"},
		{"pir.yaml", "rules:\n  training-only: ‸\n", "off warning error"},
		{"pir.yaml", "rules: {training-only: ‸}\n", "off warning error"},
		{"people.yaml", "people:\n  - handle: \"@x\"\n    ‸\n", "team active_until"},
	} {
		s := session(t, utf16Units)
		got := askAt[*completionList](t, s, "textDocument/completion", c.name, c.text)
		for label := range strings.FieldsSeq(c.offers) {
			if !slices.ContainsFunc(got.Items, func(i completionItem) bool { return i.Label == label }) {
				t.Errorf("%s: %q: %s is not offered in %.200v", c.name, c.text, label, got.Items)
			}
		}
	}
}
