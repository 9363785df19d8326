package rules

import "testing"

func TestControlCorners(t *testing.T) {
	checkCorners(t, "control-unknown", []corner{
		{"letters of another case", `controls: [{ref: "ISO27001:A.8.16", verdict: partial}]`, []string{"did you mean iso27001:A.8.16?"}},
		{"an Annex A id by itself", "controls: [{ref: A.8.16, verdict: partial}]", []string{"did you mean iso27001:A.8.16?"}},
		{"an id of another scheme by itself", "controls: [{ref: CC7.2, verdict: partial}]", []string{"did you mean soc2:CC7.2?"}},
		{"a space behind the colon", `controls: [{ref: "iso27001: A.8.16", verdict: partial}]`, []string{"did you mean iso27001:A.8.16?"}},
		{"a scheme of their own", `controls: [{ref: "bsi:OPS.1.1.3", verdict: partial}]`, nil},
		{"no reference", "controls: [{verdict: partial}]", nil},
	})
	checkCorners(t, "control-incomplete", []corner{
		{"a verdict that is no word of the list is another finding", `controls: [{ref: "iso27001:A.8.24", verdict: broke}]`, nil},
		{"an empty reference", `controls: [{ref: "", verdict: failed}]`, []string{"control number 1 has no ref"}},
	})
	checkCorners(t, "control-missing", []corner{
		{"an empty list", "controls: []", []string{"warning: the report names no control"}},
		{"a draft", "status: draft\ncontrols: []", []string{"info: "}},
		{"a small incident", "severity: sev4\ncontrols: []", nil},
		{"a list that could not be read", "controls: {x: 1}", nil},
		{"waived", "controls: []\nreview: {waived: {by: \"@ciso\", reason: Same as the last}}", nil},
	})
	checkCorners(t, "control-without-action", []corner{
		{"the case of a reference", `controls: [{ref: "iso27001:A.8.24", verdict: failed}]` + "\nactions:\n  - {id: A1, addresses: [\"iso27001:a.8.24\"]}\n", nil},
		{"declined without a risk", "actions:\n  - {id: A1, addresses: [C1, \"iso27001:A.8.24\"], status: declined, declined: {by: \"@cto\", reason: R}}\n", []string{"control iso27001:A.8.24 is failed"}},
		{"no actions", "actions: []", nil},
		{"an action that may be the one but for its spelling", "actions:\n  - {id: A1, addresses: [\"iso27001:A.8.244\"]}\n", nil},
		{"a control that is misspelt", "controls: [{ref: \"iso27001:A.8.244\", verdict: failed}]", nil},
		{"an action that addresses nothing", "actions:\n  - {id: A1}\n", nil},
	})
}

func TestClassificationCorners(t *testing.T) {
	checkCorners(t, "classification-type", []corner{
		{"the machine tag", `classification: {type: 'rsit:availability="outage"'}`, []string{"did you mean rsit:availability/outage?"}},
		{"a type by itself", "classification: {type: phishing}", []string{"did you mean rsit:fraud/phishing?"}},
		{"another case", "classification: {type: \"RSIT:Availability/Outage\"}", []string{"did you mean rsit:availability/outage?"}},
		{"a word of their own", "classification: {type: parcel-robot}", nil},
		{"a class alone", "classification: {type: \"rsit:fraud\"}", nil},
		{"empty", "classification: {type: }", nil},
	})
	checkCorners(t, "attack-id", []corner{
		{"sub-technique with a slash", "classification: {attack: [T1078/004]}", []string{"did you mean T1078.004?"}},
		{"digits alone", "classification: {attack: ['1078']}", []string{"did you mean T1078?"}},
		{"a list with nothing in it", "classification: {attack: []}", nil},
		{"a mitigation", "classification: {attack: [M1032]}", []string{"write T and four digits"}},
	})
	checkCorners(t, "attack-id-unknown", []corner{
		{"of another matrix", "classification: {attack: [T0883]}", []string{"info: T0883"}},
		{"malformed", "classification: {attack: [T15]}", nil},
	})
}
