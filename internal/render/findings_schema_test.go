package render

import (
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/rules"
)

// TestSARIFSchema validates what is written against the schema that OASIS publishes, for hostile text, for
// nothing, and with the pages of all rules.
func TestSARIFSchema(t *testing.T) {
	schema := sarifSchemaOf(t)
	all := hostile()
	all.Rules = rules.All()
	for name, res := range map[string]lint.Result{"hostile": hostile(), "nothing": {}, "all rules": all} {
		if err := schema.Validate(document(t, written(t, "sarif", res))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSARIFSchemaRefuses holds that the validation can fail.
func TestSARIFSchemaRefuses(t *testing.T) {
	schema := sarifSchemaOf(t)
	text := written(t, "sarif", hostile())
	for name, change := range map[string][2]string{
		"a level that is none":       {`"level": "note"`, `"level": "info"`},
		"an unknown key":             {`"columnKind"`, `"columnKinds"`},
		"a path that is no uri":      {`"uri": "reports/2026-03-02-token.md"`, `"uri": "reports/%zz.md"`},
		"a line below one":           {`"startLine": 21`, `"startLine": 0`},
		"a message without text":     {`"text": "action A1 has no owner"`, `"markdown": "action A1 has no owner"`},
		"an unknown way to suppress": {`"inSource"`, `"source"`},
		"a fix without its region":   {`"deletedRegion"`, `"region"`},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if changed == text {
			t.Errorf("%s: %s is not written", name, change[0])
		}
		if schema.Validate(document(t, changed)) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func sarifSchemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/schema/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(sarifSchema, document(t, string(text))); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(sarifSchema)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func document(t *testing.T, text string) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
