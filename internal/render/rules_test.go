package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/diag"
	"github.com/pir-cli/pir/internal/lint"
)

// TestRules holds that each format tells the level of a rule, when it applies, and where its findings are hints.
func TestRules(t *testing.T) {
	rules := []lint.Rule{
		{
			Name: "review-missing", Severity: diag.Error, Since: "0.1.0", Unfinished: true, Subject: "Review",
			Page:    "# review-missing\n\nNo a | b.\n\n## Why\n\nBecause.\n",
			Applies: lint.Applies{Asked: lint.AskedHotWash, Stage: lint.StageClosed, Kinds: lint.KindsReal, UnlessWaived: true, Beside: lint.BesidePolicy},
		},
		{Name: "plain", Severity: diag.Info, Subject: "Any", Page: "# plain\n\nPlain.\n"},
	}
	const when = "where the policy has `hot_wash` (by default sev1, sev2); incidents and near misses only; once the report is closed; not when the review is waived; with `pir.yaml`"
	for _, c := range []struct {
		name    string
		formats []Format[[]lint.Rule]
		want    string
	}{
		{"text", Rules(), "review-missing  error    No a | b\n                         " + when + "; a hint in a draft\nplain           info     Plain\n"},
		{"md", Rules(), "## Any\n\n| rule | level | finds | applies |\n|---|---|---|---|\n| plain | info | Plain | always |\n\n" +
			"## Review\n\n| rule | level | finds | applies |\n|---|---|---|---|\n| review-missing | error, a hint in a draft | No a \\| b | " + when + " |\n"},
		{"md", RulePages(), "# review-missing\n\nNo a | b.\n\nLevel: error, a hint in a draft. Applies: " + when + ".\n\n## Why\n\nBecause.\n# plain\n\nPlain.\n\nLevel: info.\n"},
	} {
		for _, f := range c.formats {
			var b strings.Builder
			if f.Name != c.name {
				continue
			}
			if err := f.Write(&b, rules, Style{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, b.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
		}
	}
	var b strings.Builder
	if err := rulesJSON(&b, rules[:1], Style{}); err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(b.String()), "")
	for _, want := range []string{
		`"asked":"hot_wash"`, `"severities":["sev1","sev2"]`, `"kinds":["incident"]`, `"statuses":["closed"]`, `"unless_waived":true`, `"beside":"pir.yaml"`,
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %s in %s", want, flat)
		}
	}
}
