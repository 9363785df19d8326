package scaffold

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/examples"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/templates"
)

func parsePolicy(t *testing.T, b []byte) *policy.Policy {
	t.Helper()
	f := source.New(policy.FileName, b)
	pol, problems := policy.Parse(f)
	for _, p := range problems {
		t.Errorf("%v: %s", f.Position(p.Span.Start), p.Message)
	}
	return pol
}

// TestPolicyTemplateIsTheDefault holds that the pir.yaml of `pir init` changes nothing.
func TestPolicyTemplateIsTheDefault(t *testing.T) {
	if diff := cmp.Diff(policy.Default(), parsePolicy(t, templates.Policy)); diff != "" {
		t.Errorf("templates/pir.yaml is not the default (-default +template):\n%s", diff)
	}
}

// commentedKey is a key, or a list entry below one, that is commented out.
var commentedKey = regexp.MustCompile(`(?m)^# ((?:  )*(?:- \{|[a-z_-]+:).*)$`)

// TestPolicyTemplateExamples holds that what is commented out can be used as it is, once the rule names exist.
func TestPolicyTemplateExamples(t *testing.T) {
	pol := parsePolicy(t, commentedKey.ReplaceAll(templates.Policy, []byte("$1")))
	if pol.Organisation == "" || len(pol.Vocabulary.Services) == 0 || len(pol.Vocabulary.Suppliers) == 0 || len(pol.Rules) == 0 || len(pol.Overrides) != 1 {
		t.Errorf("the examples do not arrive: %+v", pol.Vocabulary)
	}
	def := policy.Default().Vocabulary
	if len(pol.Vocabulary.Causes) != len(def.Causes)+1 || len(pol.Vocabulary.Triggers) != len(def.Triggers)+1 || len(pol.Vocabulary.Vectors) != len(def.Vectors)+1 {
		t.Error("the vocabularies are not extended")
	}
}

// TestPolicyTemplateHasEveryKey asks the parser for its keys, by one that it does not know, and looks for each.
func TestPolicyTemplateHasEveryKey(t *testing.T) {
	known := regexp.MustCompile(`known keys: (.*)$`)
	const odd = "qqqqqqqq"
	for _, where := range []string{
		odd + ": 1", "severities: [{id: sev1, " + odd + ": 1}]", "kinds: [{id: exercise, " + odd + ": 1}]", "timeline: {" + odd + ": 1}", "causes: {" + odd + ": 1}",
		"review: {" + odd + ": 1}", "overrides: [{" + odd + ": 1}]", "actions: {" + odd + ": 1}", "vocabulary: {" + odd + ": 1}", "vocabulary: {causes: {" + odd + ": 1}}",
		"vocabulary: {triggers: {entries: [{id: x, " + odd + ": 1}]}}", "trends: {" + odd + ": 1}", "management: {" + odd + ": 1}", "notifications: {" + odd + ": 1}",
	} {
		_, problems := policy.Parse(source.New("pir.yaml", []byte(where)))
		found := false
		for _, p := range problems {
			m := known.FindStringSubmatch(p.Message)
			if m == nil {
				continue
			}
			found = true
			for key := range strings.SplitSeq(m[1], ", ") {
				if !regexp.MustCompile(`(?m)[# {]*\b` + key + `:`).Match(templates.Policy) {
					t.Errorf("%s: key %s is not in the template", where, key)
				}
			}
		}
		if !found {
			t.Errorf("%s: the parser does not tell its keys: %v", where, problems)
		}
	}
}

func TestExamplePolicy(t *testing.T) {
	b, err := examples.Files.ReadFile(policy.FileName)
	if err != nil {
		t.Fatal(err)
	}
	pol := parsePolicy(t, b)
	if pol.Organisation != "Lindgrove Parcel" || len(pol.Vocabulary.Services) != 12 || len(pol.Vocabulary.Teams) != 7 || len(pol.Vocabulary.Suppliers) != 4 {
		t.Errorf("got %+v", pol.Vocabulary)
	}
}

func TestInit(t *testing.T) {
	dir := t.TempDir()
	want := []Outcome{{"pir.yaml", true}, {"reports/.gitkeep", true}, {"templates/README.md", true}}
	if got, err := Init(dir, policy.Default()); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pir.yaml"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	want = []Outcome{{"pir.yaml", false}, {"reports/", false}, {"templates/README.md", false}}
	if got, err := Init(dir, policy.Default()); err != nil || !slices.Equal(got, want) {
		t.Errorf("again: %v, %v", got, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "pir.yaml")); err != nil || string(b) != "mine" {
		t.Errorf("pir.yaml is now %q, %v", b, err)
	}
}
