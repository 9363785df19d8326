package rules

import "testing"

func TestRequiredField(t *testing.T) {
	checkCorners(t, "required-field", []corner{
		{"null", "title:\n", []string{"error: the report has no title"}},
		{"in a draft", "title:\nstatus: draft\n", []string{"info: the report has no title"}},
		{"another form is there", "title: [a, b]\n", nil},
		{"a word that is none is there", "status: finished\n", nil},
	})
	expect(t, messages(t, "required-field", "", "title", "severity", "status"), []string{"has no severity", "has no status; write `status:` and draft, in-review, approved or closed", "has no title"})
}

func TestSeverityUnknown(t *testing.T) {
	checkCorners(t, "severity-unknown", []corner{
		{"alias in another case", "severity: Critical\n", nil},
		{"number", "severity: 2\n", nil},
		{"misspelt alias", "severity: mjor\n", []string{"did you mean major?"}},
		{"nothing near", "severity: catastrophe\n", []string{"(sev1, sev2, sev3, sev4); write one of these"}},
		{"empty", "severity:\n", nil},
	})
}

func TestDuplicateItemID(t *testing.T) {
	checkCorners(t, "duplicate-item-id", []corner{
		{"three actions", "actions: [{id: A1}, {id: A1}, {id: A1}]\n", []string{"action A1 stands already", "action A1 stands already"}},
		{"two causes", "causes: [{id: C1}, {id: C2}, {id: C1}]\n", []string{"error: cause C1 stands already in line 27"}},
		{"without ids", "actions: [{title: a}, {title: b}]\n", nil},
		{"a cause and an action", "causes: [{id: X}]\nactions: [{id: X}]\n", nil},
	})
}

func TestVocabularyUnknown(t *testing.T) {
	checkCorners(t, "vocabulary-unknown", []corner{
		{"no list allows any", "services: [anything]\nteams: [x]\nsuppliers: [y]\n", nil},
		{"vector", "classification: {vector: fishing}\n", []string{"warning: vector \"fishing\" is not in the vocabulary; did you mean phishing?"}},
		{"another case", "trigger: Hardware\n", []string{"did you mean hardware?"}},
		{"empty", "trigger:\n", nil},
	})
}
