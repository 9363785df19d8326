package rules

import "strings"

// subjects are the headings of lists of rules, each with what the names of its rules begin with; the first that fits counts.
var subjects = [...]struct {
	heading  string
	prefixes []string
}{
	{"The file and its front matter", []string{"file-", "front-matter-", "body-", "duplicate-", "unknown-field", "wrong-type", "invalid-value", "second-document", "spelling", "required-field"}},
	{"Classification", []string{"severity-", "tlp-", "classification-", "vocabulary-", "attack-"}},
	{"Timeline", []string{"timeline-", "milestone-", "date-", "stated-"}},
	{"Review", []string{"review-", "hot-wash-", "responder-", "waiver-", "approval-", "recommended-"}},
	{"Causes", []string{"cause-", "contributing-", "bones-", "whys-"}},
	{"Controls", []string{"control-"}},
	{"Actions", []string{"action-", "detection-action-", "prevent-", "training-", "escalation-"}},
	{"What is learned", []string{"elsewhere-", "lesson-", "risk-", "repeat-", "related-"}},
	{"Text", []string{"section-", "placeholder", "derived-"}},
	{"Blameless language", []string{"blame-"}},
	{"Around the reports", []string{"register-", "policy-", "suppression-"}},
}

// otherSubject is the heading of rules whose name begins like none of the others.
const otherSubject = "Other rules"

// subject returns the heading of a rule.
func subject(name string) string {
	for _, s := range subjects {
		for _, prefix := range s.prefixes {
			if strings.HasPrefix(name, prefix) {
				return s.heading
			}
		}
	}
	return otherSubject
}
