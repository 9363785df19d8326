package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/schema"
	"github.com/pir-cli/pir/internal/source"
)

// known are the rules of these tests.
var known = []schema.Word{{Value: "action-due", Doc: "An action has no due date"}, {Value: "timeline-gap"}}

// compile checks a schema against its metaschema and makes a validator of it. dialect replaces its own.
func compile(tb testing.TB, s *schema.Schema, dialect string) *jsonschema.Schema {
	tb.Helper()
	s.Dialect = dialect
	b, err := json.Marshal(s)
	if err != nil {
		tb.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(none{})
	c.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) {
		// White space is that of Unicode in ECMA-262, and that of ASCII in Go.
		return regexp.Compile(strings.ReplaceAll(pattern, `\s`, "[\\t\\n\\v\\f\\r\\x{20}\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"))
	})
	if err := c.AddResource(s.ID, doc); err != nil {
		tb.Fatal(err)
	}
	compiled, err := c.Compile(s.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return compiled
}

// none loads nothing: the schemas stand alone, and the metaschemas are part of the validator.
type none struct{}

func (none) Load(string) (any, error) { return nil, errors.New("nothing is loaded") }

// verdict is what a schema says of a document; comparable is false for one that JSON Schema cannot judge as the reader does.
type verdict struct {
	refused, comparable bool
	odd                 bool // it has a number that JSON Schema reads otherwise
	why                 string
}

// validate judges the mapping in a region of a file.
func validate(tb testing.TB, s *jsonschema.Schema, f *source.File, region source.Span) verdict {
	tb.Helper()
	text := f.Bytes[region.Start:region.End]
	if bytes.ContainsRune(text, '*') && bytes.ContainsRune(text, '&') {
		return verdict{} // an alias may stand for a key, which the reader refuses
	}
	doc := field.Parse(f, region)
	if !doc.Valid() {
		return verdict{}
	}
	b, err := doc.JSON()
	if err != nil {
		return verdict{refused: true, comparable: true, why: err.Error()}
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		tb.Fatalf("the reader makes %s, which is not JSON: %v", b, err)
	}
	if err := s.Validate(v); err != nil {
		return verdict{refused: true, comparable: true, odd: oddInteger(v), why: err.Error()}
	}
	return verdict{comparable: true, odd: oddInteger(v)}
}

// oddInteger reports whether there is a whole number that is not written as one, such as 4.0: JSON Schema takes it for 4.
func oddInteger(v any) bool {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Float64()
		return err == nil && n == float64(int64(n)) && strings.ContainsAny(v.String(), ".eE")
	case []any:
		return slices.ContainsFunc(v, oddInteger)
	case map[string]any:
		for _, e := range v {
			if oddInteger(e) {
				return true
			}
		}
	}
	return false
}

var judged = []string{field.RuleUnknownField, field.RuleWrongType, field.RuleInvalidValue}

// readReport says whether the reader of reports, and the policy, refuse a report; ok is false without front matter.
func readReport(pol *policy.Policy, f *source.File) (r *report.Report, refused []string, ok bool) {
	r = report.NewParser().Parse(f)
	for _, p := range r.Problems {
		if slices.Contains(judged, p.Rule) {
			refused = append(refused, p.Message)
		}
	}
	if _, known := pol.Severity(r.Severity.Value); !known && !r.Severity.Empty() {
		refused = append(refused, "unknown severity "+r.Severity.Value)
	}
	return r, refused, r.HasFrontMatter
}

// readPolicy says whether the reader of the policy refuses it. What one part of it says about another is no matter for a schema.
func readPolicy(f *source.File) (refused []string) {
	p, problems := policy.Parse(f)
	for _, pr := range problems {
		across := regexp.MustCompile(`names severity .* already|is no glob|in the scale`).MatchString(pr.Message)
		if slices.Contains(judged, pr.Rule) && !across {
			refused = append(refused, pr.Message)
		}
	}
	for _, l := range p.Levels() {
		if !slices.ContainsFunc(known, func(w schema.Word) bool { return w.Value == l.Rule.Value }) {
			refused = append(refused, "unknown rule "+l.Rule.Value)
		}
	}
	return refused
}

// TestDialects holds that the schemas are valid, also to tools that know draft-07 only.
func TestDialects(t *testing.T) {
	for _, dialect := range []string{schema.Dialect, "http://json-schema.org/draft-07/schema"} {
		compile(t, schema.Report(policy.Default(), known), dialect)
		compile(t, schema.Policy(known), dialect)
	}
}

// TestExamples holds that whoever follows the examples and templates sees no complaint.
func TestExamples(t *testing.T) {
	text, err := os.ReadFile("../../examples/pir.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pol, _ := policy.Parse(source.New("pir.yaml", text))
	reports := compile(t, schema.Report(pol, known), schema.Dialect)
	seen := 0
	err = filepath.WalkDir("../../examples/reports", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f := source.New(name, b)
		r, refused, ok := readReport(pol, f)
		if !ok {
			return nil // an attachment
		}
		seen++
		if v := validate(t, reports, f, r.FrontMatter); v.refused || !v.comparable || refused != nil {
			t.Errorf("%s is refused: %s %v", name, v.why, refused)
		}
		return nil
	})
	if err != nil || seen < 30 {
		t.Errorf("%d examples were seen: %v", seen, err)
	}
	policies := compile(t, schema.Policy(known), schema.Dialect)
	for _, name := range []string{"../../examples/pir.yaml", "../../templates/pir.yaml"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("{{")) {
			continue
		}
		if v := validate(t, policies, source.New(name, b), source.Span{End: len(b)}); v.refused || !v.comparable {
			t.Errorf("%s is refused: %s", name, v.why)
		}
	}
}

func TestWords(t *testing.T) {
	pol := policy.Default()
	pol.Vocabulary.Services = []string{"billing-api"}
	b, err := json.Marshal(schema.Report(pol, known))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"$id":"urn:pir:schema:report:1"`, `"title":{"description":"What happened, in one line"`,
		`{"enum":["incident","near-miss","exercise"]}`, `{"description":"Critical","const":"sev1"}`,
		`{"enum":["billing-api"]}`, `{"description":"An action has no due date","const":"action-due"}`,
		`"const":"misconfiguration"`, `"const":"iso27001:A.8.4"`, `"const":"rsit:availability/outage"`, `"additionalProperties":false`,
	} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("the schema has no %s", want)
		}
	}
	if strings.Index(string(b), `"severity":{`) > strings.Index(string(b), `"actions":{`) {
		t.Error("the keys have lost their order")
	}
}

// front writes a report with these lines of front matter.
func front(lines string) *source.File {
	return source.New("reports/2026-03-02-x.md", []byte("---\nkind: incident\nstatus: draft\n"+lines+"\n---\n\n## Summary\n"))
}

func TestReportDifferences(t *testing.T) {
	pol := policy.Default()
	pol.Severities = append(pol.Severities, policy.Severity{ID: "Größe 5", Aliases: []string{"true", "07"}})
	s := compile(t, schema.Report(pol, known), schema.Dialect)
	check := func(lines string, want bool) {
		t.Helper()
		f := front(lines)
		r, refused, ok := readReport(pol, f)
		v := validate(t, s, f, r.FrontMatter)
		switch {
		case !ok || !v.comparable:
			t.Errorf("%q cannot be compared: %v", lines, r.Problems)
		case (refused != nil) != want:
			t.Errorf("%q: the reader refuses it: %v, want %t", lines, refused, want)
		case v.refused != want:
			t.Errorf("%q: the schema refuses it: %q, want %t", lines, v.why, want)
		}
	}
	for _, lines := range accepted {
		check(lines, false)
	}
	for _, lines := range refused {
		check(lines, true)
	}
}

func FuzzReportSchema(f *testing.F) {
	pol := policy.Default()
	s := compile(f, schema.Report(pol, known), schema.Dialect)
	for _, pattern := range []string{"../../examples/reports/*.md", "../rules/*.md", "../rules/testdata/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(b))
			// The examples of a rule's page are fragments of reports.
			for i, block := range strings.Split(string(b), "```") {
				if _, text, ok := strings.Cut(block, "\n"); ok && i%2 == 1 {
					f.Add(text)
					f.Add(string(front(text).Bytes))
				}
			}
		}
	}
	seeds(f, "../report/testdata/fuzz/FuzzParse")
	for _, lines := range slices.Concat(accepted, refused) {
		f.Add(string(front(lines).Bytes))
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := source.New("reports/2026-03-02-x.md", []byte(text))
		r, refused, ok := readReport(pol, file)
		if !ok {
			return
		}
		if v := validate(t, s, file, r.FrontMatter); v.comparable && !v.odd && v.refused != (refused != nil) {
			t.Errorf("the reader says %q, the schema %q", refused, v.why)
		}
	})
}

// seeds adds what another fuzz target has found.
func seeds(f *testing.F, dir string) {
	f.Helper()
	files, err := filepath.Glob(dir + "/*")
	if err != nil || files == nil {
		f.Fatalf("%s has no seeds: %v", dir, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			quoted, ok := strings.CutPrefix(strings.TrimSpace(line), "string(")
			if text, err := strconv.Unquote(strings.TrimSuffix(quoted, ")")); ok && err == nil {
				f.Add(text)
			}
		}
	}
}

func TestPolicyDifferences(t *testing.T) {
	s := compile(t, schema.Policy(known), schema.Dialect)
	check := func(text string, want bool) {
		t.Helper()
		f := source.New("pir.yaml", []byte(text))
		v := validate(t, s, f, source.Span{End: len(text)})
		switch refused := readPolicy(f); {
		case !v.comparable:
			t.Errorf("%q cannot be compared", text)
		case (refused != nil) != want:
			t.Errorf("%q: the reader refuses it: %v, want %t", text, refused, want)
		case v.refused != want:
			t.Errorf("%q: the schema refuses it: %q, want %t", text, v.why, want)
		}
	}
	for _, text := range acceptedPolicies {
		check(text, false)
	}
	for _, text := range refusedPolicies {
		check(text, true)
	}
}

func FuzzPolicySchema(f *testing.F) {
	s := compile(f, schema.Policy(known), schema.Dialect)
	for _, name := range []string{"../../examples/pir.yaml", "../../templates/pir.yaml"} {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	for _, text := range slices.Concat(acceptedPolicies, refusedPolicies) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(text, source.BOM) {
			return
		}
		file := source.New("pir.yaml", []byte(text))
		refused := readPolicy(file)
		if v := validate(t, s, file, source.Span{End: len(text)}); v.comparable && !v.odd && v.refused != (refused != nil) {
			t.Errorf("the reader says %q, the schema %q", refused, v.why)
		}
	})
}
