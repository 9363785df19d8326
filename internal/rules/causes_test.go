package rules

import (
	"fmt"
	"strings"
	"testing"
)

// causesOf writes causes of the given lines, each with what a rule does not look at filled in.
func causesOf(entries ...string) string {
	var b strings.Builder
	b.WriteString("causes:\n")
	for i, e := range entries {
		fmt.Fprintf(&b, "  - {id: C%d, %s}\n", i+1, e)
	}
	return b.String()
}

func TestCausesNeeded(t *testing.T) {
	checkTallies(t, "cause-missing", []tally{
		{name: "none", without: "causes", want: 1},
		{name: "without a role", fragment: causesOf("statement: A"), want: 0},
		{name: "of a role that is no word of the list, which is another finding", fragment: causesOf("role: rooot"), want: 0},
		{name: "list of the wrong type", fragment: "causes: C1\n", want: 0},
		{name: "small", fragment: "severity: sev4\n", without: "causes", want: 0},
	})
	checkTallies(t, "contributing-missing", []tally{
		{name: "no cause at all is one finding", without: "causes", want: 0},
		{name: "moderate", fragment: "severity: sev3\n" + causesOf("role: root"), want: 0},
		{name: "root only", fragment: causesOf("role: root", "statement: B"), want: 1},
	})
	if got := messages(t, "cause-missing", "status: draft\n", "causes"); len(got) != 1 || !strings.HasPrefix(got[0], "info: ") {
		t.Errorf("in a draft: %q, want a hint", got)
	}
}

func TestCauseCategory(t *testing.T) {
	checkTallies(t, "cause-category", []tally{
		{name: "contributing may go without", fragment: causesOf("role: contributing"), want: 0},
		{name: "null", fragment: causesOf("role: root, category: null"), want: 1},
		{name: "without a role", fragment: causesOf("statement: A"), want: 1},
		{name: "of the wrong type", fragment: causesOf("category: [misconfiguration]"), want: 0},
	})
	checkTallies(t, "cause-category-unknown", []tally{
		{name: "missing is another rule", fragment: causesOf("role: root"), want: 0},
		{name: "contributing too", fragment: causesOf("role: contributing, category: human-error"), want: 1},
		{name: "another case", fragment: causesOf("category: Misconfiguration"), want: 1},
	})
}

func TestWhysShort(t *testing.T) {
	checkTallies(t, "whys-short", []tally{
		{name: "none", fragment: causesOf("role: root"), want: 1},
		{name: "contributing", fragment: causesOf("role: contributing"), want: 0},
		{name: "just enough", fragment: causesOf("role: root, whys: [a, b, c]"), want: 0},
		{name: "small", fragment: "severity: sev4\n" + causesOf("role: root"), want: 0},
	})
}

func TestWhysRepeat(t *testing.T) {
	chain := func(whys ...string) string {
		return causesOf(`whys: ["` + strings.Join(whys, `", "`) + `"]`)
	}
	checkTallies(t, "whys-repeat", []tally{
		{name: "same words in another order", fragment: chain("The disk was full because the log grew", "the log grew, because the disk was full"), want: 1},
		{name: "just four fifths", fragment: chain("one two three four", "one two three four five"), want: 1},
		{name: "just under", fragment: chain("one two three", "one two three four"), want: 0},
		{name: "steps that count up", fragment: chain("Host 1 failed because host 2 failed", "Host 2 failed because host 3 failed"), want: 0},
		{name: "three times is two findings", fragment: chain("It broke", "it broke.", "It broke!"), want: 2},
		{name: "no words", fragment: chain("…", "?"), want: 0},
		{name: "japanese", fragment: chain("証明書が更新されていなかった", "更新ジョブは証明書を知らなかった"), want: 0},
		{name: "japanese, the same", fragment: chain("証明書が更新されていなかった", "証明書が更新されていなかった。"), want: 1},
		{name: "two causes have their own chains", fragment: causesOf("whys: [It broke]", "whys: [It broke]"), want: 0},
	})
}

func TestBonesSingle(t *testing.T) {
	checkTallies(t, "bones-single", []tally{
		{name: "two", fragment: causesOf("category: misconfiguration", "category: software-defect"), want: 0},
		{name: "three", fragment: causesOf("category: misconfiguration", "category: software-defect", "category: segmentation"), want: 1},
		{name: "one of them without a category", fragment: causesOf("category: misconfiguration", "category: software-defect", "role: contributing"), want: 0},
		{name: "all without a category", fragment: causesOf("role: root", "role: root", "role: root"), want: 0},
	})
}

func TestCauseWithoutAction(t *testing.T) {
	actions := func(addresses string) string {
		return causesOf("role: root", "role: root", "role: contributing") + "actions:\n  - {id: A1, status: open, addresses: " + addresses + "}\n"
	}
	checkTallies(t, "cause-without-action", []tally{
		{name: "both roots", fragment: actions("[C1, C2]"), want: 0},
		{name: "one of them", fragment: actions("[C2, C3]"), want: 1},
		{name: "spelling is another rule", fragment: actions("[c1, C2]"), want: 0},
		{name: "a declined action counts", fragment: strings.Replace(actions("[C1, C2]"), "open", "declined", 1), want: 0},
		{name: "no action at all is another rule", fragment: causesOf("role: root"), without: "actions", want: 0},
		{name: "small", fragment: "severity: sev4\n" + actions("[C2]"), want: 0},
	})
}

func TestBlamed(t *testing.T) {
	for text, want := range map[string]string{
		"Human error":                                                       "Human error",
		"human  error by the on-call engineer":                              "human error",
		"The outage was caused by operator error.":                          "operator error",
		"The root cause was simple human error":                             "human error",
		"Deletion due to user error; no backup":                             "user error",
		"The on-call engineer forgot to renew the certificate":              "The on-call engineer forgot",
		"An engineer failed to run the script":                              "An engineer failed to",
		"The developer did not test the change":                             "The developer did not test",
		"The operator didn’t follow the runbook":                            "The operator didn’t follow",
		"The engineer should have checked the list":                         "The engineer should have",
		"The new DBA accidentally dropped the table":                        "The new DBA accidentally dropped",
		"The engineer did not know of it, and the engineer did not ask":     "the engineer did not ask",
		"The operators failed to watch the queue":                           "The operators failed to",
		"We forgot to renew it":                                             "We forgot",
		"It was the engineer's mistake":                                     "engineer's mistake",
		"An oversight by the platform developer":                            "oversight by the platform developer",
		"@sre-1 deleted the queue":                                          "@sre-1",
		"The list was last kept by @sre-1.":                                 "@sre-1",
		"The queue was deleted (@sre-1)":                                    "@sre-1",
		"Nothing in the pipeline guards against human error":                "",
		"No check catches operator errors before production":                "",
		"User error messages were not logged":                               "",
		"The risk of human error was not assessed":                          "",
		"Users did not see their parcels":                                   "",
		"The engineer did not know of the second gateway":                   "",
		"The on-call engineer did not receive the page":                     "",
		"The package manager failed to resolve the version":                 "",
		"The OCSP responder failed to answer":                               "",
		"The Kubernetes operator failed to reconcile the gateway":           "",
		"The operator did not restart the pod":                              "",
		"Mail to support@lindgrove.example was lost":                        "",
		"The package @lindgrove/labels was not pinned":                      "",
		"The annotation `@retry` was missing":                               "",
		"The script forgot its state":                                       "",
		"The engineer followed the runbook, which named the wrong host":     "",
		"A contractor account stayed active because no step removes it":     "",
		"Certificates that are issued by hand are in no inventory":          "",
		"The developer documentation did not name the limit":                "",
		"No rule tells an engineer what to do when the pipeline is blocked": "",
		"": "",
	} {
		if got := blamed(text); got != want {
			t.Errorf("blamed(%q) = %q, want %q", text, got, want)
		}
	}
}
