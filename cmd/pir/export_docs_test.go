package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pir-cli/pir/internal/export"
)

// TestExportTables holds that the tables in docs/export.md are those that the program writes. With -update they are
// rewritten.
func TestExportTables(t *testing.T) {
	const file, begin, end = "../../docs/export.md", "<!-- tables begin -->\n", "<!-- tables end -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the tables", file)
	}
	var b strings.Builder
	for _, table := range append(export.Schema(), export.Views()...) {
		fmt.Fprintf(&b, "\n### %s\n\nOne row is %s.\n\n| column | value | meaning |\n|---|---|---|\n", table.Name, table.Doc)
		for _, c := range table.Columns {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, c.Kind, c.Doc)
		}
	}
	want := before + begin + b.String() + "\n" + end + after
	if diff := cmp.Diff(string(text), want); diff != "" {
		if !*update {
			t.Fatalf("the tables in %s are stale; `make golden` rewrites them (-file +program):\n%s", file, diff)
		}
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
