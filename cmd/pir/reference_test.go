package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/field"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
)

// TestReference holds that the reference tables in the documents are those that the program reads files
// by. With -update they are rewritten.
func TestReference(t *testing.T) {
	for file, fields := range map[string][]field.Description{
		"../../docs/format.md": report.Fields(),
		"../../docs/policy.md": policy.Fields(),
		"../../docs/people.md": people.Fields(),
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		const begin, end = "<!-- reference begin -->\n", "<!-- reference end -->"
		before, rest, ok := strings.Cut(string(text), begin)
		_, after, ok2 := strings.Cut(rest, end)
		if !ok || !ok2 {
			t.Fatalf("%s has no place for the reference", file)
		}
		want := before + begin + "\n| key | value | meaning |\n|---|---|---|\n" + table("", fields) + "\n" + end + after
		if diff := cmp.Diff(string(text), want); diff != "" {
			if !*update {
				t.Errorf("the reference in %s is stale; `make golden` rewrites it (-file +program):\n%s", file, diff)
				continue
			}
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

var values = map[string]string{
	"text": "text", "texts": "list of texts", "mapping": "mapping", "list": "list of mappings",
	"names": "mapping of names", "number": "number or `unknown`", "date": "date or `unknown`", "time": "time or `unknown`",
}

func table(prefix string, fields []field.Description) string {
	var b strings.Builder
	for _, f := range fields {
		value, name := values[f.Type], prefix+f.Name
		if f.Type == "word" {
			value = "`" + strings.Join(f.Words, "` `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, value, f.Doc)
		if f.Type == "list" {
			name += "[]"
		}
		b.WriteString(table(name+".", f.Fields))
	}
	return b.String()
}
